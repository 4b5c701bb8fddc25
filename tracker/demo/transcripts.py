"""Briefings, press conferences and joint statements of the sample world.

Owns texts of which several stand on one page, or one stands at several places. Never serves them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from tracker.demo.atlas import Voice, happenings, read, voices
from tracker.demo.composing import HOMES, TRANSLATIONS, Occasion, Turns, habits, sentence, written
from tracker.demo.phrasebook import Sentence, day_words, words_of
from tracker.demo.speech import Speech
from tracker.model import Part, Party
from tracker.terms import Move, VerbClass

#: Hours after which a press conference stands in English beside the Chinese.
_TRANSLATED_AFTER = timedelta(hours=4)


def compose(turns: Turns) -> Iterator[Speech]:
    """Every answer, opening remark and joint statement, page by page."""
    for entry in read("briefings"):
        if "turns" in entry:
            yield from _transcript(entry, turns)
        else:
            yield from _joint(entry)


def _transcript(entry: Mapping[str, Any], turns: Turns) -> Iterator[Speech]:
    voice = voices()[entry["issuer"]]
    at = datetime.fromisoformat(entry["at"]).replace(tzinfo=voice.zone)
    speaker = voice.speaker(at.date())
    page = Speech(
        key=entry["id"],
        statement=entry["id"],
        source=HOMES[voice.issuer],
        page=entry["id"],
        issuer=voice.issuer,
        parties=(Party(voice.issuer),),
        language="en",
        title=f"Press Briefing by the Spokesperson, {day_words(at.date(), 'en')} {at.year}",
        paragraphs=(),
        speaker=speaker,
        role=voice.role,
        published=at,
        mode="briefing",
        kind="answer",
    )
    if entry.get("remarks"):
        paragraphs = tuple((Sentence(text=text),) for text in entry["remarks"])
        yield replace(page, key=f"{page.key}.0", statement=f"{page.key}.0", paragraphs=paragraphs, kind="remarks")
    chinese = (
        replace(page, language="zh", title=_chinese_title(at.date(), speaker)) if "en" in entry["turns"][0] else page
    )
    for number, turn in enumerate(entry["turns"], 1):
        yield _answer(chinese, turn, number, voice, turns)
        if "en" in turn:
            yield _translated(chinese, turn, number, voice, turns)


def _chinese_title(day: date, speaker: str) -> str:
    return f"{day.year}年{day.month}月{day.day}日外交部发言人{speaker}主持例行记者会"


def _answer(page: Speech, turn: Mapping[str, Any], number: int, voice: Voice, turns: Turns) -> Speech:
    key = f"{page.page}.{number}"
    return replace(
        page,
        key=key,
        statement=key,
        question=turn["q"],
        outlet=turn.get("outlet", [""])[0],
        paragraphs=_said(turn, turn, voice, page, turns),
        incident=turn.get("incident", ""),
        number=number,
    )


def _translated(page: Speech, turn: Mapping[str, Any], number: int, voice: Voice, turns: Turns) -> Speech:
    english = turn["en"]
    key = f"{page.page}.{number}"
    speaker = habits()[voice.issuer]["latin"][page.speaker]
    day = page.published.date()
    month = day_words(day, "en").split()[1]
    return replace(
        page,
        key=f"{key}.en",
        statement=key,
        source=TRANSLATIONS,
        page=f"{page.page}.en",
        language="en",
        title=f"Foreign Ministry Spokesperson {speaker}’s Regular Press Conference on {month} {day.day}, {day.year}",
        question=english["q"],
        outlet=turn["outlet"][1],
        paragraphs=_said(english, turn, voice, replace(page, language="en"), turns),
        speaker=speaker,
        role="Spokesperson",
        published=page.published + _TRANSLATED_AFTER,
        incident=turn.get("incident", ""),
        number=number,
    )


def _said(
    answer: Mapping[str, Any], turn: Mapping[str, Any], voice: Voice, page: Speech, turns: Turns
) -> tuple[tuple[Sentence, ...], ...]:
    """One sentence a paragraph, as transcripts have it; what was written out comes before what is habit."""
    said = list(written(turn, answer["say"])) if "say" in answer else []
    if "parts" in answer:
        happening = happenings()[turn["incident"]]
        occasion = Occasion(voice=voice, mode="briefing", at=page.published, happening=happening)
        words = words_of(happening, page.language, home=voice.country == happening.state)
        said += [sentence(part, words, page.language, occasion, turns) for part in answer["parts"]]
    return tuple((one,) for one in said)


def _joint(entry: Mapping[str, Any]) -> Iterator[Speech]:
    """The same words at the place of each body that signed, and their official French at one of them."""
    voice = voices()[entry["issuer"]]
    at = datetime.fromisoformat(entry["at"]).replace(tzinfo=voice.zone)
    parties = (Party(voice.issuer), *(Party(joined, Part.JOINED) for joined in entry["joined"]))
    for issuer in (voice.issuer, *entry["joined"]):
        habit = habits()[issuer]
        french = habit["language"] == "fr"
        text = entry["fr"] if french else entry
        yield Speech(
            key=f"{entry['id']}.{issuer}",
            statement=entry["id"],
            source=HOMES[issuer],
            page=f"{entry['id']}.{issuer}",
            issuer=issuer,
            parties=parties,
            language=habit["language"],
            title=text["title"],
            foot=habit["foot"],
            paragraphs=tuple((one,) for one in _joint_sentences(entry, text["say"])),
            speaker="",
            role="",
            published=at.astimezone(voices()[issuer].zone),
            incident=entry["incident"],
            mode="joint",
        )


def _joint_sentences(entry: Mapping[str, Any], said: list[str]) -> Iterator[Sentence]:
    for text, (verb_class, intensity), move in zip(said, entry["strengths"], entry["moves"], strict=True):
        yield Sentence(text=text, move=Move(move), verb_class=VerbClass(verb_class), intensity=intensity)
