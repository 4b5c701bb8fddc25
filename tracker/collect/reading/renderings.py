"""What was read of one item, made into renderings: one for a release, one for each answer of a briefing.

Owns ids, languages and evidence of renderings. Knows nothing of markup.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urljoin

from tracker.collect.reading.blocks import Block, joined
from tracker.collect.reading.segmentation import Turn, fold_question, segment
from tracker.language.texts.identify import identify
from tracker.model import Capture, Form, Party, Rendering, When, Wording, rendering_id, short_hash
from tracker.sources import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One item as read. `key` is its permalink or guid: what its id is made from. `pair` ties language versions.

    `outlet` is who published an article, where that is not the source that found it.
    """

    key: str
    url: str
    blocks: Sequence[Block]
    title: str = ""
    published: When | None = None
    speaker: str = ""
    role: str = ""
    language: str = ""
    pair: str = ""
    outlet: str = ""


def renderings(draft: Draft, source: Source, capture: Capture) -> tuple[Rendering, ...]:
    """The renderings of one item, in page order. Equal questions on one page are told apart by counting."""
    language = draft.language or _language(draft, source)
    whole = _whole(draft, source, capture, language)
    turns = segment(draft.blocks, source.segment, language=language, speaker=draft.speaker)
    return tuple(_answers(whole, draft, turns)) if turns else (whole,)


def _language(draft: Draft, source: Source) -> str:
    """The source's language; of several, the one that the words look like, if it is among them."""
    if len(source.languages) == 1:
        return source.language
    guess = identify(f"{draft.title}\n{joined(draft.blocks)}")
    return next((one for one in source.languages if one.partition("-")[0] == guess.partition("-")[0]), source.language)


def _whole(draft: Draft, source: Source, capture: Capture, language: str) -> Rendering:
    news = source.category == "news"
    return Rendering(
        id=rendering_id(source.id, draft.key),
        source=source.id,
        form=Form.ARTICLE if news else Form.STATEMENT,
        wording=Wording.OUTLET if news else source.wording,
        language=language,
        kind="article" if news else "release",
        title=draft.title,
        text=joined(draft.blocks),
        url=draft.url,
        external_id=draft.key if draft.key != draft.url else "",
        outlet=(draft.outlet or source.name) if news else "",
        published=draft.published,
        parties=(Party(source.issuer),) if source.issuer and not news else (),
        speaker=draft.speaker,
        role=draft.role,
        pair=_pair(draft, source),
        capture=capture.id,
        retrieved_at=capture.retrieved_at,
    )


def _pair(draft: Draft, source: Source) -> str:
    """The same for all language versions: their source ids in order, and the key that they share, if pages give one.

    Where a page names the address of its other version, both addresses together are the key.
    """
    if not source.pairs_with:
        return ""
    family = "+".join(sorted({source.id, *source.pairs_with}))
    if not draft.pair:
        return family
    if draft.pair.startswith(("/", "./", "../", "http://", "https://")):
        return f"{family}:{short_hash(*sorted({draft.url, urljoin(draft.url, draft.pair)}))}"
    return f"{family}:{short_hash(draft.pair)}"


def _answers(whole: Rendering, draft: Draft, turns: Sequence[Turn]) -> Iterator[Rendering]:
    seen: Counter[str] = Counter()
    for place, turn in enumerate(turns, 1):
        question = fold_question(turn.question)
        seen[question] += 1
        again = (f"#{seen[question]}",) if seen[question] > 1 else ()
        key = (draft.key, question, *again) if question or again else (draft.key,)
        other = bool(turn.speaker) and turn.speaker != draft.speaker
        yield replace(
            whole,
            id=rendering_id(whole.source, *key),
            kind="answer" if turn.question else "remarks",
            question=turn.question,
            text=joined(turn.blocks),
            speaker=turn.speaker or draft.speaker,
            role="" if other else draft.role,
            pair=f"{whole.pair}#{place}/{len(turns)}" if whole.pair else "",
        )
