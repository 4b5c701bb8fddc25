"""The wire articles of the sample world, and where in them somebody is quoted, paraphrased or characterised.

Owns the marks of the frames and the offsets that they leave behind. Never writes down a quotation that was not said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from tracker.demo.atlas import read
from tracker.demo.speech import Article, Report, Speech
from tracker.errors import BadConfig
from tracker.terms import Evidence

SOURCES = {"en": "meridian_wire", "fr": "depeche_cap"}
_MARK = re.compile(r"\[\[([qpc]) ([\w-]+)\|(.*?)\]\]", re.DOTALL)
_OWN = re.compile(r"\{\{([\w-]+)\}\}")
_EVIDENCE = {"q": Evidence.QUOTED, "p": Evidence.PARAPHRASED, "c": Evidence.CHARACTERISED}
#: Stops that a newspaper drops before its own comma.
_STOPS = ".。"


def compose(speeches: Iterable[Speech]) -> tuple[Article, ...]:
    """Every article, oldest first."""
    said = list(speeches)
    return tuple(sorted((_article(entry, said) for entry in read("wire")), key=_age))


def _age(article: Article) -> tuple[datetime, str]:
    return article.published, article.key


def _article(entry: Mapping[str, Any], said: list[Speech]) -> Article:
    published = datetime.fromisoformat(entry["at"]).replace(tzinfo=UTC)
    paragraphs: list[str] = []
    reports: list[Report] = []
    start = 0
    for frame in entry["body"]:
        text, found = _paragraph(frame, entry, said, start)
        paragraphs.append(text)
        reports += found
        start += len(text) + 1
    stated = entry.get("misdate")
    return Article(
        key=entry["id"],
        source=SOURCES[entry["lang"]],
        language=entry["lang"],
        title=entry["title"],
        paragraphs=tuple(paragraphs),
        published=published,
        stated=datetime.fromisoformat(stated).replace(tzinfo=UTC) if stated else published,
        incident=entry["incident"],
        reports=tuple(reports),
        trap=entry.get("trap", ""),
    )


def _paragraph(frame: str, entry: Mapping[str, Any], said: list[Speech], start: int) -> tuple[str, list[Report]]:
    text, last, reports = "", 0, []
    for mark in _MARK.finditer(frame):
        text += frame[last : mark.start()]
        last = mark.end()
        sign, who, words = mark.groups()
        own = _own_words(words, who, entry, said)
        issuer, statement = _source_of(own, who, entry, said)
        begin = start + len(text)
        text += own
        evidence = _EVIDENCE[sign]
        reports.append(
            Report(issuer=issuer, evidence=evidence, text=own, start=begin, end=start + len(text), statement=statement)
        )
    return text + frame[last:], reports


def _own_words(words: str, who: str, entry: Mapping[str, Any], said: list[Speech]) -> str:
    named = _OWN.fullmatch(words)
    if named is None:
        return words
    for speech in said:
        if speech.issuer == who and speech.incident == entry["incident"]:
            for one in speech.sentences:
                if one.phrase == named[1]:
                    return one.text.rstrip(_STOPS)
    raise BadConfig(f"wire.yaml: article {entry['id']} quotes {named[1]}, which {who} did not say about its incident")


def _source_of(words: str, who: str, entry: Mapping[str, Any], said: list[Speech]) -> tuple[str, str]:
    """The issuer, and the statement that the words are from: the one that holds them, else the first about this."""
    issuer = next((speech.issuer for speech in said if speech.statement == who), who)
    about = [speech for speech in said if speech.issuer == issuer and speech.incident == entry["incident"]]
    own = [speech for speech in about if any(words in line for line in speech.lines())]
    usual = [speech for speech in about if speech.mode in ("usual", "victim", "launch", "consulate", "briefing")]
    return issuer, next((speech.statement for speech in (*own, *usual, *about)), "")
