"""Chinese reports, quoted and reported: 发言人X表示：“…” and X指出，….

Owns the Chinese patterns of reported and quoted speech. Same promises as for English.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from tracker.language.attribution import Attribution
from tracker.language.gazetteer import Gazetteer
from tracker.language.offices import issuer_of_id, resolve_issuer
from tracker.language.persons import persons
from tracker.language.quotes import quotes
from tracker.terms import Evidence

_VERB = r"(?:表示|指出|强调|说|称|回应称|回应说|回答说|写道|宣布|重申|认为|介绍|透露|声明|答称|谈到)"
_SOURCE = r"(?P<source>[^，。；：:“”「」！？\s]{1,40}?)"
_LEAD = re.compile(
    rf"{_SOURCE}(?:\d{{1,2}}月)?(?:\d{{1,2}}日)?(?:(?:在|就|对|向|于)[^，。；：:“”]{{1,40}}?)?(?P<cue>{_VERB})[，：:]?\s*$"
)
_TRAIL = re.compile(rf"\s*[，,]?\s*{_SOURCE}(?P<cue>{_VERB})")
_CLAUSE = re.compile(
    rf"(?:^\s*+|[。；！？]\s*+|\n[^\S\n]*+){_SOURCE}(?:\d{{1,2}}月)?(?:\d{{1,2}}日)?(?:(?:在|就|对|向"
    rf"|于)[^，。；：:“”]{{1,40}}?)?(?P<cue>{_VERB})[，：:]?(?P<content>[^。！？\n“「]{{4,200}})"
)
_PERSON = re.compile(
    r"(?:发言人|部长|外长|总统|总理|主席|大使|国务卿|首相|司令|秘书长|参赞|代表)(?P<name>[一-鿿·]{2,8})$"
)
_PRONOUN = ("他", "她")
_BEFORE = 90


def read(text: str, gazetteer: Gazetteer | None) -> list[Attribution]:  # noqa: ARG001 - one signature for all readers
    """Attributions of a Chinese article."""
    found: list[Attribution] = []
    last: tuple[str, str] = ("", "")
    for quote in quotes(text):
        if quote.last - quote.first < 4:  # noqa: PLR2004 - 所谓“…” is a word in marks, not speech
            continue
        left = text[max(0, quote.start - _BEFORE) : quote.start]
        lead = _LEAD.search(left)
        link = lead or _TRAIL.match(text, quote.end)
        if not link:
            continue
        base = quote.start - len(left) if lead else 0
        one = _made(text, quote.first, quote.last, link, base, last, direct=True)
        last = (one.source, one.speaker) if one.speaker or one.issuer_id else last
        found.append(one)
    ends = [one.end for one in found]
    for clause in _CLAUSE.finditer(text):
        place = bisect_right(ends, clause.start())
        if place == len(ends) or found[place].start >= clause.end("content"):
            found.append(_made(text, *clause.span("content"), clause, 0, last, direct=False))
    return found


def _made(  # noqa: PLR0917 - places and links are told apart by their types
    text: str, start: int, end: int, link: re.Match[str], base: int, last: tuple[str, str], *, direct: bool
) -> Attribution:
    source = link.group("source")
    named = last[0] if source in _PRONOUN and last[0] else source
    person = _PERSON.search(named)
    speaker = person.group("name") if person else next((n for n in persons() if n in named), "")
    known = persons().get(speaker)
    issuer = resolve_issuer(named) or (issuer_of_id(known.issuer) if known else None)
    first = base + link.start("source")
    return Attribution(
        content=text[start:end],
        start=start,
        end=end,
        cue=link.group("cue"),
        speaker=speaker,
        role=named.removesuffix(speaker) if person else "",
        issuer=issuer.name if issuer else None,
        issuer_id=issuer.id if issuer else None,
        country=issuer.country if issuer else None,
        direct=direct,
        evidence=Evidence.QUOTED if direct else Evidence.PARAPHRASED,
        rule="zh-quote" if direct else "zh-clause",
        confidence=0.9 if issuer else 0.5,
        source=source,
        source_start=first,
        source_end=first + len(source),
    )
