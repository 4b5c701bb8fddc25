"""The job that says how far coders agree on a sheet, and how far the tracker agrees with them.

Owns which columns are compared and what of the tracker's is set against them. Never changes a sheet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tracker.errors import BadConfig, BadInput
from tracker.jobs.epoch_file import epoch_of
from tracker.jobs.ladders import ladders_of
from tracker.jobs.names import names_of
from tracker.jobs.sampling import verdict
from tracker.jobs.workspace import Workspace
from tracker.language.evaluating.moves import moves
from tracker.language.evaluating.strength import strength
from tracker.language.names.gazetteer import Gazetteer, default_gazetteer
from tracker.match.joining.rule import primary
from tracker.match.judging.judgement import judge
from tracker.report.coding.agreement import Against, Agreement, Level, Ratings, against, agreement, majority, recoded
from tracker.report.coding.codesheets import MOVES, Coded, Row, moves_in, read_coded, read_key
from tracker.report.coding.estimates import Estimates, Weighed, estimates
from tracker.store import open_store
from tracker.terms import Move

#: Coders tell partly alike from different; the tracker only says whether it is the same wording.
_SAME = {"S": "same", "P": "not", "N": "not"}
_YES = ("yes", "no")
#: No collection holds more pairs than can be written with these.
_DIGITS = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """What coders agree on, column by column, and the tracker against their majority where it was asked.

    `collection` weighs that back to the whole collection, for pairs and with the key of the draw.
    """

    kind: str
    coders: tuple[str, ...]
    items: int
    columns: tuple[Agreement, ...]
    tracker: tuple[Against, ...] = ()
    collection: Estimates | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Compared:
    """One column that is compared: its values by coder, and how it is read from a row of the key."""

    name: str
    values: tuple[str, ...]
    level: Level
    ratings: tuple[Ratings, ...]
    of_key: Callable[[Row], str | None] | None


def agree(workspace: Workspace, files: Sequence[Path], *, key: Path | None = None, judged: bool = False) -> Agreed:
    """Agreement of two or more coded sheets of one draw.

    With `key` the tracker as it was when the sheet was drawn is set against the coders, with `judged` the tracker as
    it is now, reading the sheet's own texts with the names that the collection knows, if there is one. Raises
    BadConfig for fewer than two sheets, for one named twice or for both `key` and `judged`, and BadInput for sheets
    that cannot be read or are not of one draw.
    """
    if len(files) < 2:  # noqa: PLR2004 - agreement takes two
        raise BadConfig("agree: name two or more coded sheets, one a coder")
    if len({path.resolve() for path in files}) < len(files):
        raise BadConfig("agree: a sheet is named twice; two coders write two sheets")
    if key is not None and judged:
        raise BadConfig("agree: --key asks for the tracker as it was, --judge as it is now; give one of them")
    sheets = [read_coded(path.name, _bytes(path)) for path in files]
    first = sheets[0]
    coded = [first, *(_as(first, other) for other in sheets[1:])]
    compared = list(_compared(coded))
    theirs: Mapping[str, Row] = {}
    if key is not None:
        theirs = read_key(key.name, _bytes(key))
        _expect_in_key(key.name, first.items, theirs)
    elif judged:
        theirs = dict(_judged(first, workspace))
    return Agreed(
        kind=first.kind.name,
        coders=_names(files),
        items=len(first.items),
        columns=tuple(agreement(one.name, one.ratings, values=one.values, level=one.level) for one in compared),
        tracker=tuple(_against(one, first.items, theirs) for one in compared if one.of_key) if theirs else (),
        collection=_weighed(compared, first.items, theirs) if key is not None else None,
    )


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise BadConfig(f"{path}: cannot be read ({error.strerror}); name a CSV file") from error


def _names(files: Sequence[Path]) -> tuple[str, ...]:
    """Files by name, or by their whole path where two are called the same."""
    names = [path.name for path in files]
    return tuple(str(path) if names.count(path.name) > 1 else path.name for path in files)


def _as(first: Coded, other: Coded) -> Coded:
    """The other sheet in the order of the first; BadInput where it is not of the same draw."""
    if other.kind is not first.kind:
        raise BadInput(f"{other.name}: codes {other.kind.name}, but {first.name} codes {first.kind.name}")
    lacking, more = set(first.items) - set(other.items), set(other.items) - set(first.items)
    if lacking or more:
        one = min(lacking or more)
        raise BadInput(
            f"{other.name}: not the rows of {first.name}: {len(lacking)} missing, {len(more)} others (as {one});"
            " compare sheets of one draw, with all their rows"
        )
    order = [other.items.index(item) for item in first.items]
    for item, texts, place in zip(first.items, first.shown, order, strict=True):
        if other.shown[place] != texts:
            raise BadInput(f"{other.name}: item {item} has another text than in {first.name}; texts must stay as drawn")
    return Coded(
        name=other.name,
        kind=other.kind,
        items=first.items,
        shown=first.shown,
        language=first.language,
        values={name: tuple(held[place] for place in order) for name, held in other.values.items()},
    )


def _compared(coded: Sequence[Coded]) -> Iterable[_Compared]:
    """The columns, those that follow from them, and each move that anybody gave."""
    kind = coded[0].kind
    for column in kind.coded:
        ratings = tuple(one.values[column.name] for one in coded)
        if column.many:
            yield from _each_move(ratings)
            continue
        if not any(value for coder in ratings for value in coder):
            continue
        if column.name == "label":
            same = tuple(recoded(coder, _SAME) for coder in ratings)
            yield _Compared(name="label", values=column.values, level="nominal", ratings=ratings, of_key=None)
            yield _Compared(name="same", values=("same", "not"), level="nominal", ratings=same, of_key=_same)
        else:
            read = _reader(column.name)
            yield _Compared(name=column.name, values=column.values, level=column.level, ratings=ratings, of_key=read)


def _each_move(ratings: Sequence[Ratings]) -> Iterable[_Compared]:
    for move in Move:
        given = tuple(tuple(moves_in(coder, move)) for coder in ratings)
        if any("yes" in coder for coder in given):
            yield _Compared(
                name=f"move {move}", values=_YES, level="nominal", ratings=given, of_key=_reader("moves", move)
            )


def _same(row: Row) -> str | None:
    return _SAME.get(row.get("label", ""))


def _reader(column: str, move: str = "") -> Callable[[Row], str | None]:
    def read(row: Row) -> str | None:
        value = row.get(column) or None
        return next(moves_in([value], move)) if move else value

    return read


def _against(one: _Compared, items: Sequence[str], theirs: Mapping[str, Row]) -> Against:
    assert one.of_key is not None
    its = [one.of_key(theirs[item]) for item in items]
    if one.name == "force":
        # Force is a question only where both call it the same wording; elsewhere neither says anything.
        theirs_too = [recoded(coder, {"-": None}) for coder in one.ratings]
        return against(one.name, theirs_too, recoded(its, {"-": None}), values=one.values, level=one.level)
    return against(one.name, one.ratings, its, values=one.values, level=one.level)


def _weighed(compared: Sequence[_Compared], items: Sequence[str], key: Mapping[str, Row]) -> Estimates | None:
    """Of pairs whose coders decided: how many of the collection stand behind each answer."""
    same = next((one for one in compared if one.name == "same"), None)
    if same is None:
        return None
    decided = zip(items, map(majority, zip(*same.ratings, strict=True)), strict=True)
    return estimates(
        Weighed(
            stratum=key[item]["stratum"],
            population=_population(item, key[item]),
            theirs=theirs == "same",
            its=_same(key[item]) == "same",
        )
        for item, theirs in decided
        if theirs is not None
    )


def _population(item: str, row: Row) -> int:
    found = row.get("population", "")
    if not found.isdecimal() or len(found) > _DIGITS:
        raise BadInput(f'the key, item {item}: population is "{found}"; expected the number that was written there')
    return int(found)


def _expect_in_key(name: str, items: Sequence[str], key: Mapping[str, Row]) -> None:
    lacking = [item for item in items if item not in key]
    if lacking:
        raise BadInput(f"{name}: has no item {lacking[0]} ({len(lacking)} are missing); name the key of this very draw")


def _names_known(workspace: Workspace) -> Gazetteer:
    if not workspace.db.is_file():
        return default_gazetteer()
    with open_store(workspace.db, read_only=True) as store:
        return names_of(store)


def _judged(sheet: Coded, workspace: Workspace) -> Iterable[tuple[str, Row]]:
    """What the tracker says today of each item's texts, by the collection's own names, weights and ladders."""
    gazetteer, epoch, ladders = _names_known(workspace), epoch_of(workspace), ladders_of(workspace).rules
    for item, texts, language in zip(sheet.items, sheet.shown, sheet.language, strict=True):
        if sheet.kind is MOVES:
            found = strength(texts[0], language=language, rules=ladders.get(primary(language)))
            yield (
                item,
                {
                    "verb_class": found.verb_class.value,
                    "intensity": str(found.intensity),
                    "negated": str(found.negated).lower(),
                    "moves": ";".join(moves(texts[0], language=language, read=found)),
                },
            )
        else:
            label, force = verdict(judge(texts[0], texts[1], language=language, weights=epoch, gazetteer=gazetteer))
            yield item, {"label": label, "force": force}
