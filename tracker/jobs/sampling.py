"""The job that draws a code sheet from a collection, and the key to it.

Owns how drawn items become rows. Never writes the store or a file; what is drawn is decided in match.sampling.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tracker.errors import BadConfig
from tracker.jobs.epoch_file import epoch_of
from tracker.jobs.names import names_of
from tracker.jobs.workspace import Workspace
from tracker.language.names.gazetteer import Gazetteer
from tracker.language.texts.canon import canonical
from tracker.match.epochs import Epoch
from tracker.match.joining import rule
from tracker.match.judging.judgement import Judgement, judge
from tracker.match.sampling import PickedPair, PickedSentence, pick_pairs, pick_sentences
from tracker.model import Display, Passage, Statement, short_hash
from tracker.report.coding.codesheets import MOVES, PAIRS, Row, sheet
from tracker.report.collection import Collection
from tracker.store import open_store

_PAIR_KEY = ("item", "stratum", "population", "label", "force", "similarity", "measure", "flags", "epoch")
_MOVES_KEY = ("item", "stratum", "population", "verb_class", "intensity", "negated", "moves", "words", "epoch")
#: How the tracker's flags read as a coder's force, in the order in which they decide: turned comes before weighed.
_FORCES = (("negated", "!"), ("opposite", "!"), ("roles-swapped", "!"), ("weaker", ">"), ("stronger", "<"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sampled:
    """The sheet for coders and the key that they must not see, as CSV; and how many items there are."""

    sheet: bytes
    key: bytes
    items: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Used:
    """What the tracker judges by: the collection's weights and names, and the version that its last match had."""

    epoch: Epoch
    version: str
    gazetteer: Gazetteer


def expect_free(*paths: Path | None) -> None:
    """Raises BadConfig for a file that is there already, since days of coding may be in it, or is named twice."""
    given = [path for path in paths if path is not None]
    if len({path.resolve() for path in given}) < len(given):
        raise BadConfig(f"sample: {given[0]} is named twice; the sheet and its key are two files")
    for path in given:
        if path.exists():
            raise BadConfig(f"sample: {path} is there already, and a coded sheet is not overwritten; name another file")


def sample(workspace: Workspace, *, what: str = "pairs", n: int, seed: int = 1, language: str | None = None) -> Sampled:
    """Draw `n` items or as many as there are. Raises BadConfig where there is nothing to draw from.

    Sources of which nothing may be shown (`display: link`) are left out, since a sheet is handed on.
    """
    with open_store(workspace.db, read_only=True) as store:
        held = Collection.read(store)
        passages = [p for p in store.passages() if _may_go(held, p, language)]
        used = Used(epoch=epoch_of(workspace), version=store.epoch(), gazetteer=names_of(store))
    if what == "moves":
        return _moves(held, pick_sentences(passages, n=n, seed=seed), used)
    forms: dict[tuple[str, str], tuple[str, ...]] = {}

    def form(passage: Passage) -> tuple[str, ...]:
        key = passage.text, passage.language
        if key not in forms:
            forms[key] = canonical(passage.text, language=passage.language, gazetteer=used.gazetteer)
        return forms[key]

    return _pairs(held, pick_pairs(passages, n=n, seed=seed, forms=form, epoch=used.epoch), used)


def verdict(found: Judgement) -> tuple[str, str]:
    """What the tracker would have written as label and force: it knows S and N alone."""
    flags = set(found.flags)
    force = next((sign for flag, sign in _FORCES if flag in flags), "=")
    return ("S", force) if found.same_formula else ("N", "-")


def _may_go(held: Collection, passage: Passage, language: str | None) -> bool:
    rendering = held.renderings.get(passage.rendering)
    if rendering is None or passage.statement not in held.statements:
        return False
    shown = held.display(rendering.source) is not Display.LINK
    return shown and (language is None or rule.primary(passage.language) == rule.primary(language))


def _pairs(held: Collection, picked: Sequence[PickedPair], used: Used) -> Sampled:
    rows, key = [], []
    for one in picked:
        first, second = sorted((one.a, one.b), key=lambda p: _place(held, p))
        item = f"p-{short_hash('pair', first.id, second.id)}"
        found = judge(first.text, second.text, language=first.language, weights=used.epoch, gazetteer=used.gazetteer)
        label, force = verdict(found)
        sides = {**_side(held, first, "a"), **_side(held, second, "b")}
        rows.append({"item": item, "language": first.language, **sides})
        key.append(
            {
                "item": item,
                "stratum": one.stratum,
                "population": str(one.population),
                "label": label,
                "force": force,
                "similarity": f"{found.similarity:.4f}",
                "measure": found.measure,
                "flags": ";".join(found.flags),
                "epoch": used.version,
            }
        )
    return _sampled(PAIRS.columns, rows, _PAIR_KEY, key)


def _moves(held: Collection, picked: Sequence[PickedSentence], used: Used) -> Sampled:
    rows, key = [], []
    for one in picked:
        passage, said = one.passage, held.statements[one.passage.statement]
        item = f"s-{short_hash('sentence', passage.id)}"
        rows.append({"item": item, "language": passage.language, "text": passage.text, **_who(held, said, "")})
        key.append(
            {
                "item": item,
                "stratum": one.stratum,
                "population": str(one.population),
                "verb_class": passage.strength.verb_class.value,
                "intensity": str(passage.strength.intensity),
                "negated": str(passage.strength.negated).lower(),
                "moves": ";".join(passage.moves),
                "words": ";".join(passage.strength.words),
                "epoch": used.version,
            }
        )
    return _sampled(MOVES.columns, rows, _MOVES_KEY, key)


def _sampled(columns: Sequence[str], rows: Sequence[Row], keys: Sequence[str], key: Sequence[Row]) -> Sampled:
    if not rows:
        raise BadConfig("sample: nothing to draw from; collect or import statements and run `tracker match` first")
    return Sampled(sheet=sheet(columns, rows), key=sheet(keys, key), items=len(rows))


def _side(held: Collection, passage: Passage, side: str) -> Row:
    return {side: passage.text, **_who(held, held.statements[passage.statement], f"{side}_")}


def _who(held: Collection, statement: Statement, prefix: str) -> Row:
    return {
        f"{prefix}statement": statement.id,
        f"{prefix}issuer": held.issuer_names(statement),
        f"{prefix}date": statement.date.iso if statement.date else "",
    }


def _place(held: Collection, passage: Passage) -> tuple[bool, str, str]:
    date = held.statements[passage.statement].date
    return date is None, date.start.isoformat() if date else "", passage.id
