"""Statements: which renderings are one act of speech.

Owns the identity rules of the design (same issuer or its embassy, the same day or two, and matching words, shared
quoted spans or the same official pair) and the ids that follow from them. Never merges on an issuer's habit alone:
a formula that returns a year later is another statement.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from tracker.language.names.gazetteer import Gazetteer, default_gazetteer
from tracker.match.identity import joint
from tracker.match.identity.groups import Groups
from tracker.match.identity.kinship import Kinship
from tracker.match.identity.neighbourhood import Alike, Neighbourhood, interchangeable, repeated
from tracker.match.identity.reported import Reports
from tracker.match.identity.twins import twins
from tracker.match.identity.versions import versions
from tracker.match.origins.words import Words
from tracker.model import Evidence, Form, Part, Party, Rendering, Statement, When, sorted_renderings

#: Two renderings of one statement are at most this many days apart (zones, late reposts, outlets that misdate).
DAYS = 2
#: Share of the shorter text's word triples that the longer one repeats, for reposts at another source.
REPOST = 0.8
#: The same within one source, which rarely publishes a text twice but often two texts alike (readouts of one day).
SAME_SOURCE = 0.97


@dataclass(frozen=True, slots=True, kw_only=True)
class Identified:
    """The statements, and the statement of every rendering that belongs to one."""

    statements: tuple[Statement, ...]
    of: Mapping[str, str]


def identify(
    renderings: Iterable[Rendering],
    *,
    words: Mapping[str, Words],
    kin: Kinship,
    said: Mapping[str, When] | None = None,
    contexts: Mapping[str, frozenset[int]] | None = None,
    gazetteer: Gazetteer | None = None,
) -> Identified:
    """Statements of all renderings that are somebody's words, in the order of their ids.

    `words` holds the words of every rendering given, `said` the day of an excerpt where its article states one,
    `contexts` the rare words of articles by id. Articles themselves and excerpts of nobody are left out.
    So is what a report only recalls in its own verbs ("has repeatedly deplored"). The outcome does not depend on the
    order of the renderings.
    """
    names = gazetteer or default_gazetteer()
    speech = [
        joint.with_co_issuers(r, kin, names)
        for r in sorted_renderings(renderings)
        if r.form is not Form.ARTICLE and (r.parties or r.speaker) and not _background(r)
    ]
    groups = Groups(r.id for r in speech)
    official = [r for r in speech if r.form is Form.STATEMENT]
    by_id = {r.id: r for r in official}
    for one, other in (*versions(official, names), *joint.joint_versions(official, DAYS)):
        if _same_voice(by_id[one], by_id[other], kin):
            groups.join(one, other)
    _join_reposts(official, groups, kin, words)
    _join_joint(official, groups, words)
    excerpts = [r for r in speech if r.form is Form.EXCERPT]
    Reports(official, kin=kin, words=words, said=said or {}, contexts=contexts or {}).join(excerpts, groups)
    by_id = {r.id: r for r in speech}
    statements = [
        statement_of(_led(sorted_renderings(by_id[member] for member in group), kin), said or {}, kin)
        for group in groups.members()
    ]
    of = {member: statement.id for statement in statements for member in statement.renderings}
    return Identified(statements=tuple(sorted(statements, key=lambda s: s.id)), of=of)


def _background(rendering: Rendering) -> bool:
    return rendering.recalled and rendering.evidence is Evidence.CHARACTERISED


def _led(ordered: list[Rendering], kin: Kinship) -> list[Rendering]:
    """The total order, but with a body's own page before that of its office where both may be of one moment.

    Two texts dated by the day alone are of the same time by the design, and no id says which of them was first; an
    embassy that repeats its ministry should not be taken for the one who spoke.
    """
    first = ordered[0]
    above = kin.line(first.parties[0].issuer)[1:] if first.form is Form.STATEMENT and first.parties else ()
    may = {
        rendering.parties[0].issuer: rendering
        for rendering in reversed(ordered)
        if rendering.form is Form.STATEMENT and rendering.parties and _one_moment(first, rendering)
    }
    lead = next((may[issuer] for issuer in reversed(above) if issuer in may), first)
    return [lead, *(rendering for rendering in ordered if rendering is not lead)]


def _one_moment(a: Rendering, b: Rendering) -> bool:
    if a.published is None or b.published is None:
        return a.published is b.published
    return not a.published.earlier_than(b.published) and not b.published.earlier_than(a.published)


def statement_of(renderings: Sequence[Rendering], said: Mapping[str, When], kin: Kinship) -> Statement:
    """The statement of renderings in their order: the first one gives id, text, speaker and issuer."""
    first = renderings[0]
    named = next((r for r in renderings if r.speaker), first)
    return Statement(
        id=first.id,
        aliases=tuple(r.id for r in renderings[1:]),
        parties=_parties(renderings, kin),
        speaker=first.speaker or named.speaker,
        role=first.role or named.role,
        date=date_of(renderings, said),
        kind=first.kind,
        title=first.title,
        question=first.question,
        language=first.language,
        text=first.text,
        evidence=first.evidence,
        renderings=tuple(r.id for r in renderings),
    )


def _parties(renderings: Sequence[Rendering], kin: Kinship) -> tuple[Party, ...]:
    """The first rendering's issuers, then those of other states and bodies whose own pages carry the same words.

    An embassy that repeats its ministry is no second issuer, and a report makes nobody one who has spoken officially.
    """
    parties: list[Party] = []
    for rendering in renderings:
        if parties and rendering.form is Form.EXCERPT:
            continue
        first = not parties
        for party in rendering.parties:
            if first or not any(kin.root(party.issuer) == kin.root(known.issuer) for known in parties):
                parties.append(party if first else replace(party, part=Part.JOINED))
    return tuple(parties)


def date_of(renderings: Sequence[Rendering], said: Mapping[str, When]) -> When | None:
    """The first rendering's own date; for reported words the earliest day on which an article says they were said.

    What articles only recall was not said on their day.
    """
    official = next((r.published for r in renderings if r.form is Form.STATEMENT and r.published), None)
    if official:
        return official
    stated = [said[r.id] for r in renderings if r.id in said]
    known = stated or [r.published for r in renderings if r.published and not r.recalled]
    return min(known, key=lambda when: (when.end, when.iso)) if known else None


def _join_reposts(official: Sequence[Rendering], groups: Groups, kin: Kinship, words: Mapping[str, Words]) -> None:
    """Texts of one voice and one or two days of which the shorter stands almost wholly in the longer."""
    blocks: dict[tuple[str, str], list[Rendering]] = defaultdict(list)
    for rendering in official:
        for root in sorted({kin.root(party.issuer) for party in rendering.parties}):
            blocks[root, rendering.language.split("-")[0]].append(rendering)
    for block in blocks.values():
        alike = interchangeable(block, words)
        for one, other in repeated(alike, words):
            groups.join(one.id, other.id)
        firsts = [one.first for one in alike]
        texts = [words[rendering.id] for rendering in firsts]
        near = Neighbourhood(alike, words)
        for i, j, share in twins(texts, threshold=REPOST, days=_days(firsts), within=DAYS, may=near.may):
            least = SAME_SOURCE if firsts[i].source == firsts[j].source else REPOST
            if share >= least and _same_voice(firsts[i], firsts[j], kin):
                _tie(alike[i], alike[j], groups)


def _join_joint(official: Sequence[Rendering], groups: Groups, words: Mapping[str, Words]) -> None:
    """Long texts of several issuers that are word for word the same: what two bodies publish so they say together."""
    blocks: dict[str, list[Rendering]] = defaultdict(list)
    for rendering in official:
        if rendering.published and len(words[rendering.id]) >= joint.WORDS:
            blocks[rendering.language.split("-")[0]].append(rendering)
    for block in blocks.values():
        alike = interchangeable(block, words)
        firsts = [one.first for one in alike]
        texts = [words[rendering.id] for rendering in firsts]
        near = Neighbourhood(alike, words)
        for i, j, _ in twins(texts, threshold=joint.SAME, days=_days(firsts), within=DAYS, may=near.elsewhere):
            if len(texts[i]) <= len(texts[j]) / joint.SAME and len(texts[j]) <= len(texts[i]) / joint.SAME:
                _tie(alike[i], alike[j], groups)


def _tie(one: Alike, other: Alike, groups: Groups) -> None:
    """Make two classes one statement: what ties their first ones ties all."""
    for rendering in (*one.all, *other.all):
        groups.join(one.first.id, rendering.id)


def _days(block: Sequence[Rendering]) -> list[int | None]:
    """The days on which they were published, as numbers."""
    return [r.published.day.toordinal() if r.published else None for r in block]


def _same_voice(a: Rendering, b: Rendering, kin: Kinship) -> bool:
    return any(kin.kin(x.issuer, y.issuer) for x in a.parties for y in b.parties)


def with_translations(statements: Iterable[Statement], ties: Mapping[str, Sequence[str]]) -> tuple[Statement, ...]:
    """The statements with what may be the same in another language; ties by id, both ways."""
    return tuple(replace(s, possibly_same=tuple(sorted(ties.get(s.id, ())))) for s in statements)
