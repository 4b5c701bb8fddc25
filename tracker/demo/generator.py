"""Composes the sample world from its data files: the same world on every machine, every time.

Owns who says what when, in which of the hand-written wordings. Uses no chance: variants take turns by tables.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, time, timedelta
from functools import cache
from typing import Any

from tracker.demo import transcripts, wire
from tracker.demo.atlas import happenings, read, voices
from tracker.demo.composing import HOMES, TRANSLATIONS, Occasion, Turns, compose, habits, written
from tracker.demo.phrasebook import fill, phrases, say, words_of
from tracker.demo.speech import Edit, Speech, World
from tracker.model import Party


@cache
def world() -> World:
    """The whole sample world; the same value every time."""
    turns = Turns()
    own = [_speech(occasion, turns) for occasion in _occasions()]
    own += [_other(entry) for entry in read("others")]
    own += list(transcripts.compose(turns))
    own += list(_reposts(own)) + list(_translations(own))
    own = [_edited(speech) for speech in sorted(own, key=lambda s: (s.published, s.key))]
    return World(speeches=tuple(own), articles=wire.compose(own))


def _occasions() -> list[Occasion]:
    table = read("reactions")
    more = table.pop("follow")
    rows = [row for part in (table, more) for incident, who in part.items() for row in _rows(incident, who)]
    return sorted(rows, key=lambda o: (o.at, o.voice.issuer))


def _rows(incident: str, who: Mapping[str, list[list[Any]]]) -> Iterator[Occasion]:
    happening = happenings()[incident]
    for issuer, times in who.items():
        voice = voices()[issuer]
        for days, clock, *mode in times:
            day = happening.day + timedelta(days=days)
            at = datetime.combine(day, time.fromisoformat(clock), tzinfo=voice.zone)
            yield Occasion(voice=voice, mode=mode[0] if mode else "usual", at=at, happening=happening)


def _speech(occasion: Occasion, turns: Turns) -> Speech:
    issuer, habit = occasion.voice.issuer, habits()[occasion.voice.issuer]
    assert occasion.happening is not None
    home = occasion.voice.country == occasion.happening.state
    words = words_of(occasion.happening, habit["language"], home=home)
    speaker = occasion.voice.speaker(occasion.at.date())
    words["speaker"] = speaker
    key = f"{issuer}.{occasion.happening.id}.{occasion.mode}"
    titles = habit["titles"].get(occasion.mode) or habit["titles"]["usual"]
    title = fill(titles[turns.next(len(titles), issuer, "title", occasion.mode)], words)[0]
    asked = title.endswith("答记者问")
    order = _order(habit, occasion, turns)
    return Speech(
        key=key,
        statement=key,
        source=HOMES[issuer],
        page=key,
        issuer=issuer,
        parties=(Party(issuer),),
        language=habit["language"],
        title=title,
        question=fill(habit["questions"][occasion.mode], words)[0] if asked else "",
        head=fill(habit["head"], words)[0],
        foot=habit["foot"],
        paragraphs=compose(order, words, occasion, turns),
        speaker=speaker,
        role=occasion.voice.role,
        published=occasion.at,
        incident=occasion.happening.id,
        mode=occasion.mode,
    )


def _order(habit: Mapping[str, Any], occasion: Occasion, turns: Turns) -> str:
    day = occasion.at.date()
    open_now = [
        order["parts"]
        for order in habit["modes"][occasion.mode]
        if order.get("from", day) <= day <= order.get("until", day)
    ]
    chosen: str = open_now[turns.next(len(open_now), occasion.voice.issuer, occasion.mode, open_now[0])]
    return chosen


def _other(entry: Mapping[str, Any]) -> Speech:
    voice = voices()[entry["issuer"]]
    at = datetime.fromisoformat(entry["at"]).replace(tzinfo=voice.zone)
    habit = habits()[voice.issuer]
    speaker = voice.speaker(at.date())
    key = f"{voice.issuer}.{at.date()}.other"
    return Speech(
        key=key,
        statement=key,
        source=HOMES[voice.issuer],
        page=key,
        issuer=voice.issuer,
        parties=(Party(voice.issuer),),
        language=entry["lang"],
        title=entry["title"],
        question=entry.get("question", ""),
        head=fill(habit["head"], {"speaker": speaker})[0],
        foot=habit["foot"],
        paragraphs=tuple((one,) for one in written(entry, entry["body"])),
        speaker=speaker,
        role=voice.role,
        published=at,
        incident=entry.get("incident", ""),
        mode="other",
    )


def _reposts(own: list[Speech]) -> Iterator[Speech]:
    """An embassy's copies of its ministry's words, under its own furniture."""
    found = {speech.key: speech for speech in own}
    for rule in read("traps")["reposts"]:
        habit = habits()[rule["issuer"]]
        for incident in rule["incidents"]:
            original = found[f"{rule['from']}.{incident}.{rule['mode']}"]
            key = f"{rule['issuer']}.{incident}.repost"
            yield replace(
                original,
                key=key,
                page=key,
                source=HOMES[rule["issuer"]],
                head="",
                foot=habit["foot"],
                speaker="",
                role="",
                published=(original.published + timedelta(hours=rule["hours"])).astimezone(
                    voices()[rule["issuer"]].zone
                ),
                mode="repost",
            )


def _translations(own: list[Speech]) -> Iterator[Speech]:
    """The official English of what Yunlan's ministry said."""
    rule = read("traps")["translated"]
    habit = habits()[rule["issuer"]]
    for original in own:
        wanted = original.source == HOMES[rule["issuer"]] and original.incident in rule["incidents"]
        if wanted and original.mode in ("usual", "launch", "consulate"):
            yield _translation(original, rule["hours"], habit)


def _translation(original: Speech, hours: int, habit: Mapping[str, Any]) -> Speech:
    happening = happenings()[original.incident]
    words = words_of(happening, "en")
    words["speaker"] = habit["latin"][original.speaker]
    mode = "launch" if original.mode == "launch" else "usual"
    english = [
        say(phrases()[pair], one.variant % len(phrases()[pair].variants), words)
        for one in original.sentences
        if one.phrase and (pair := phrases()[one.phrase].pair)
    ]
    key = f"{original.key}.en"
    return replace(
        original,
        key=key,
        page=key,
        source=TRANSLATIONS,
        language="en",
        title=fill(habit["translated_titles"][mode], words)[0],
        question=fill(habit["translated_questions"][mode], words)[0] if original.question else "",
        paragraphs=tuple((one,) for one in english),
        speaker=words["speaker"],
        role="Spokesperson",
        published=original.published + timedelta(hours=hours),
    )


def _edited(speech: Speech) -> Speech:
    for edit in read("traps")["silent_edits"]:
        if speech.key == edit["text"]:
            return replace(speech, edit=Edit(old=edit["old"], new=edit["new"]))
    return speech
