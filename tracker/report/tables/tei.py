"""A comparison as a critical apparatus in TEI P5 (Guidelines, chapter 13, parallel segmentation).

Owns the markup. Witnesses are statements in their issuers' own words; what reporters tell has no reading here. Words
that may not be shown are a gap.
"""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from tracker.report.collection import Collection
from tracker.report.labels import say
from tracker.report.screen import on_page
from tracker.report.tables.apparatus import segments
from tracker.report.tables.spans import Shown
from tracker.report.views.citation import cite
from tracker.report.views.compare import Comparison, Piece, Row

_TEI = "http://www.tei-c.org/ns/1.0"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_GAP = "\x00"


def tei(collection: Collection, comparison: Comparison) -> bytes:
    """The comparison as one TEI document; the same comparison gives the same bytes."""
    root = etree.Element(f"{{{_TEI}}}TEI", nsmap={None: _TEI})
    _header(_add(root, "teiHeader"), collection, comparison)
    body = _add(_add(root, "text"), "body")
    for row in comparison.rows:
        if any(row.cells):
            _row(body, collection, row)
    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=False)) + b"\n"


def _add(parent: etree._Element, name: str, text: str = "", **attributes: str) -> etree._Element:
    made = etree.SubElement(parent, f"{{{_TEI}}}{name}")
    for key, value in attributes.items():
        made.set(key.replace("xml_", _XML), _safe(value))
    made.text = _safe(text) or None
    return made


def _safe(text: str) -> str:
    return str(on_page(text))


def _witness(place: int) -> str:
    return f"w{place + 1}"


def _header(header: etree._Element, collection: Collection, comparison: Comparison) -> None:
    described = _add(header, "fileDesc")
    _add(_add(described, "titleStmt"), "title", say("tei.title", n=len(comparison.statements)))
    _add(_add(described, "publicationStmt"), "p", say("tei.published", site=say("site.name")))
    witnesses = _add(_add(described, "sourceDesc"), "listWit")
    for place, side in enumerate(comparison.statements):
        statement = collection.statements[side.id]
        main = collection.main(statement)
        witness = _add(witnesses, "witness", xml_id=_witness(place), xml_lang=side.language)
        _add(witness, "bibl", cite(collection, statement, main).text if main else side.id)
    _add(_add(header, "encodingDesc"), "variantEncoding", method="parallel-segmentation", location="internal")


def _row(body: etree._Element, collection: Collection, row: Row) -> None:
    """One block of the text: a phrasing or a move, with the readings of all who have it and a mark of who has not."""
    block = _add(body, "ab", type="phrasing" if row.formula else "move", n=row.formula or row.move)
    texts = {place: _words(collection, cell) for place, cell in enumerate(row.cells) if cell}
    languages = {place: cell.language for place, cell in enumerate(row.cells) if cell}
    base = languages[min(languages)]
    together = [place for place in texts if languages[place] == base and texts[place] != _GAP]
    apart = [place for place in range(len(row.cells)) if place not in together]
    target = block
    if apart:
        whole = _add(block, "app", type="block")
        target = _add(whole, "lem", wit=_sigla(together)) if together else whole
        for place in apart:
            _alone(whole, place, texts.get(place), languages.get(place, ""))
    if together:
        target.set(f"{_XML}lang", base)
        _readings(target, together, [texts[place] for place in together], base)


def _alone(parent: etree._Element, place: int, text: str | None, language: str) -> None:
    """A witness of another language, one whose words may not be shown, or one that has nothing here."""
    reading = _add(parent, "rdg", "" if text in (None, _GAP) else str(text), wit=_sigla([place]))
    if text == _GAP:
        _add(reading, "gap", reason="rights")
    if language:
        reading.set(f"{_XML}lang", _safe(language))


def _readings(parent: etree._Element, places: Sequence[int], texts: Sequence[str], language: str) -> None:
    last: etree._Element | None = None
    for segment in segments(texts, language=language):
        if segment.shared:
            if last is None:
                parent.text = _safe(segment.readings[0])
            else:
                last.tail = (last.tail or "") + _safe(segment.readings[0])
            continue
        last = _add(parent, "app")
        held: dict[str, list[int]] = {}
        for place, reading in zip(places, segment.readings, strict=True):
            held.setdefault(reading.strip(), []).append(place)
        lemma = segment.readings[0].strip()
        for reading, who in held.items():
            _add(last, "lem" if reading == lemma else "rdg", reading, wit=_sigla(who))
        last.tail = " " if any(one[-1:].isspace() for one in segment.readings) else None


def _sigla(places: Sequence[int]) -> str:
    return " ".join(f"#{_witness(one)}" for one in places)


def _words(collection: Collection, cell: Piece) -> str:
    """The words of a cell, or the mark of a gap where they may not be shown."""
    held = collection.renderings.get(cell.rendering)
    shown = Shown(collection, collection.statements[cell.statement])
    return shown.words(cell.rendering, held.version if held else 0, cell.start, cell.end) or _GAP
