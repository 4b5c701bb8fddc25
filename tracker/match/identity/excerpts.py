"""What articles quote and report, as renderings of what others said.

Owns how an attribution becomes an excerpt: its id, its evidence, its issuer and the day on which it was said.
Never decides which statement an excerpt belongs to, and never lets an article speak for itself.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from tracker.language.dating import dates
from tracker.language.names import offices
from tracker.language.names.gazetteer import Gazetteer
from tracker.language.quoting.attributions import Attribution, attributions
from tracker.match.identity.kinship import Kinship
from tracker.model import Evidence, Form, Issuer, IssuerKind, Part, Party, Rendering, When, Wording, short_hash

#: Characters either side of the quoted words in which a stated day says when they were said.
SAID_REACH = 90
#: A day further back than this is the day of something else.
SAID_DAYS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpted:
    """Excerpts of articles, the issuers met there, and the days on which things were said, by excerpt id."""

    excerpts: tuple[Rendering, ...]
    issuers: tuple[Issuer, ...]
    said: Mapping[str, When]


def excerpt_articles(
    articles: Iterable[Rendering], *, gazetteer: Gazetteer | None, issuers: Sequence[Issuer] = ()
) -> Excerpted:
    """Every attribution of every article as an excerpt, in the order of article id and place."""
    kin = Kinship(issuers, also=_declared(issuers))
    found: list[Rendering] = []
    met: dict[str, Issuer] = {}
    said: dict[str, When] = {}
    for article in sorted(articles, key=lambda a: a.id):
        seen: Counter[str] = Counter()
        told: set[tuple[str, str, str | None, Evidence]] = set()
        for one in attributions(article.text, language=article.language, gazetteer=gazetteer, day=_day(article)):
            again = (one.content, one.speaker, one.issuer_id or one.issuer, one.evidence)
            if not one.content.strip() or not one.spoken or again in told:
                continue  # a pull quote, or a page that holds its text several times: said once
            told.add(again)
            voices = _voices(one, kin)
            for issuer in voices:
                met.setdefault(issuer.id, issuer)
            joined = (Part.ISSUER, *(Part.JOINED for _ in voices[1:]))
            parties = tuple(Party(issuer.id, part) for issuer, part in zip(voices, joined, strict=False))
            excerpt = _excerpt(article, one, parties, seen)
            day = said_on(article, one)
            if day:
                said[excerpt.id] = day
            found.append(excerpt)
    known = {issuer.id for issuer in issuers}
    new = tuple(issuer for key, issuer in sorted(met.items()) if key not in known)
    return Excerpted(excerpts=tuple(found), issuers=new, said=said)


def _declared(issuers: Sequence[Issuer]) -> dict[str, Issuer]:
    """Declared embassies and consulates by the ids that the directory gives their declared names.

    Who declares "German missions in Pakistan" for the embassy and the consulate hears both of them there.
    """
    also: dict[str, Issuer] = {}
    for issuer in issuers:
        for name in (issuer.name, *issuer.names):
            found = offices.resolve_issuer(name, people=False)
            if found and found.country == issuer.country and _POST.search(found.id):
                also.setdefault(found.id, issuer)
    return also


#: A post with its place; an embassy that is said to be nowhere is none that anybody declared.
_POST = re.compile(r"^[a-z]{3}-(?:embassy|consulate)-")


def _day(article: Rendering) -> str:
    """The day of publication, "" where none is known or only a month."""
    day = article.published.iso[: len("2024-08-27")] if article.published else ""
    return day if len(day) == len("2024-08-27") else ""


def _excerpt(article: Rendering, one: Attribution, parties: tuple[Party, ...], seen: Counter[str]) -> Rendering:
    """The rendering of one attribution; equal words in one article differ by how often they came before.

    The headline stays the article's: it is the outlet's wording, and no title of what somebody said.
    """
    key = short_hash(one.content, length=8)
    seen[key] += 1
    place = key if seen[key] == 1 else f"{key}-{seen[key]}"
    return replace(
        article,
        id=f"{article.id}.{place}",
        form=Form.EXCERPT,
        evidence=one.evidence,
        wording=Wording.OUTLET,
        kind="quote" if one.evidence.own_words else "report",
        text=one.content,
        title="",
        question="",
        external_id="",
        pair="",
        parties=parties,
        speaker=one.speaker,
        role=one.role,
        parent=article.id,
        start=one.start,
        end=one.end,
        cue=one.cue,
        rule=one.rule,
        confidence=one.confidence,
        recalled=one.recalled,
    )


def _voices(one: Attribution, kin: Kinship) -> list[Issuer]:
    """The issuer of an attribution, and those who say it with it."""
    first = issuer_of(one, kin)
    if first is None:
        return []
    further = [kin.get(key) or offices.issuer_of_id(key) for key in one.others if key != first.id]
    return [first, *(issuer for issuer in further if issuer)]


def issuer_of(one: Attribution, kin: Kinship) -> Issuer | None:
    """The known issuer of an attribution, else one made from what the text says, else None.

    Only a directory makes a state speak: a name that no directory holds becomes a non-state issuer, and only
    if the text offers no country for it.
    """
    if one.issuer_id:
        named = one.issuer or one.issuer_id
        return kin.get(one.issuer_id) or _from_directory(one) or kin.made(one.issuer_id, named, one.country)
    if not one.issuer or one.country:
        return None
    slug = "-".join("".join(c if c.isalnum() else " " for c in one.issuer.lower()).split())
    return kin.get(slug) or Issuer(id=slug, name=one.issuer, kind=IssuerKind.NON_STATE) if slug else None


def _from_directory(one: Attribution) -> Issuer | None:
    """The directory's own issuer of that id: named by the phrase, else by the id alone."""
    named = offices.resolve_issuer(one.issuer, country=one.country) if one.issuer else None
    return named if named and named.id == one.issuer_id else offices.issuer_of_id(one.issuer_id or "")


def said_on(article: Rendering, one: Attribution) -> When | None:
    """When the words were said: on the day beside the cue, if the article states one within the week before it.

    What is only recalled was said when the words beside its verb say ("last month"), however long ago.
    """
    if article.published is None:
        return None
    if one.recalled:
        return _recalled_on(article, article.published, one)
    left, right = _sentence_reach(article.text, one)
    around = article.text[left:right]
    best: tuple[int, When] | None = None
    for mention in dates.find_dates(around, language=article.language, published=article.published):
        start, end = left + mention.start, left + mention.end
        if start < one.end and end > one.start:
            continue
        lag = mention.when.days_until(article.published)
        if mention.until or mention.when.precision.value != "day" or not 0 <= lag <= SAID_DAYS:
            continue
        gap = start - one.end if start >= one.end else one.start - end
        if best is None or gap < best[0]:
            best = gap, mention.when
    return best[1] if best else None


def _recalled_on(article: Rendering, published: When, one: Attribution) -> When | None:
    """The time that the words beside the verb name; none where they say only that it was before."""
    words = article.text[one.said_start : one.said_end]
    found = dates.find_dates(words, language=article.language, published=published)
    return next((one.when for one in found if not one.until and one.when.earlier_than(published)), None)


def _sentence_reach(text: str, one: Attribution) -> tuple[int, int]:
    """The stretch around an attribution that still belongs to its own line, at most SAID_REACH away."""
    left = max(text.rfind("\n", 0, one.start) + 1, one.start - SAID_REACH)
    stop = text.find("\n", one.end)
    right = min(len(text) if stop < 0 else stop, one.end + SAID_REACH)
    return left, right
