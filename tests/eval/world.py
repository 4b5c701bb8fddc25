"""The sample world as the tracker read it, laid beside its truth: which rendering is which true text, and where."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tracker.demo import truth
from tracker.demo.truth import TruePassage, TrueText
from tracker.model import Form, Rendering
from tracker.store import Store

#: One body's texts also stand in its archive under another source.
ALSO_AT = {"veldoria_mfa": "veldoria_mfa_archive"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One true sentence, found in a rendering's text."""

    rendering: str
    number: int
    start: int
    end: int
    text: TrueText
    passage: TruePassage

    @property
    def key(self) -> str:
        """The sentence of the statement, wherever the statement was repeated in this language."""
        return f"{self.text.statement} {self.text.language} {self.number}"

    def shared(self, start: int, end: int) -> int:
        """How many characters a span shares with it."""
        return max(0, min(self.end, end) - max(self.start, start))


def told(store: Store) -> dict[str, TrueText]:
    """The true text of every rendering that is one, by rendering."""
    known: dict[tuple[str, str, str], TrueText] = {}
    for one in truth.texts():
        for source in (one.source, ALSO_AT.get(one.source, one.source)):
            for text in filter(None, (one.text, one.text_later)):
                known.setdefault((source, plain(text), one.published[:10]), one)
    renderings = store.renderings(Form.STATEMENT)
    return {r.id: one for r in renderings if (one := known.get((r.source, plain(r.text), day(r))))}


def day(rendering: Rendering) -> str:
    return rendering.published.day.isoformat() if rendering.published else ""


def plain(text: str) -> str:
    return " ".join(text.split())


def places(store: Store, texts: Mapping[str, TrueText]) -> Iterator[Place]:
    """Every true sentence in the current text of every rendering that has one; edited sentences are not found."""
    shown = {r.id: r.text for r in store.renderings(Form.STATEMENT)}
    for rendering, text in sorted(texts.items()):
        at = 0
        for number, passage in enumerate(text.passages):
            start = shown[rendering].find(passage.text, at)
            if start < 0:
                continue
            at = start + len(passage.text)
            yield Place(rendering=rendering, number=number, start=start, end=at, text=text, passage=passage)
