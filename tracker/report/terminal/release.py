"""A frozen release on the terminal: its numbers beside those of today, and which of its ids have moved.

Owns what is printed of it. Never computes a number.
"""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from tracker.report.labels import say
from tracker.report.screen import on_terminal
from tracker.report.tables.frozen import Numbers, Package, Since

#: So many moved ids are named one by one.
_NAMED = 20


def release(package: Package, found: Since) -> RenderableType:
    """The release and what became of it."""
    made = package.about.tracker
    head = say("release.head", tag=package.tag, created=package.about.created)
    about = say("release.made", tool=made.tool, epoch=made.epoch, collection=made.collection)
    return Group(Text(on_terminal(head)), Text(on_terminal(about)), _numbers(found), Text("\n".join(_ids(found))))


def _numbers(found: Since) -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column(say("release.number"))
    table.add_column(say("release.frozen"), justify="right")
    table.add_column(say("release.today"), justify="right")
    for name, then, now in _rows(found.frozen, found.today):
        table.add_row(name, then, now)
    return table


def _rows(then: Numbers, now: Numbers) -> Iterator[tuple[str, str, str]]:
    yield say("release.statements"), f"{then.statements:,}", f"{now.statements:,}"
    for level in dict.fromkeys((*then.evidence, *now.evidence)):
        yield say("release.evidence", level=level), _count(then.evidence, level), _count(now.evidence, level)
    yield say("release.incidents"), f"{then.incidents:,}", f"{now.incidents:,}"
    yield say("release.formulas"), f"{len(then.formulas):,}", f"{len(now.formulas):,}"
    shared = then.formulas.keys() & now.formulas.keys()
    other = sum(then.formulas[key].first_statement != now.formulas[key].first_statement for key in shared)
    yield say("release.first"), "", f"{other:,}"
    for kind in dict.fromkeys((*then.origins, *now.origins)):
        yield say("release.origin", kind=kind), f"{then.share(kind):.1%}", f"{now.share(kind):.1%}"


def _count(held: object, level: str) -> str:
    assert isinstance(held, dict)
    return f"{held.get(level, 0):,}"


def _ids(found: Since) -> list[str]:
    moved = [say("release.moved_line", old=key, now=now) for pairs in found.moved.values() for key, now in pairs]
    gone = [say("release.gone", old=key) for keys in found.gone.values() for key in keys]
    lines = [on_terminal(one) for one in (*moved, *gone)]
    rest = [say("release.more", n=len(lines) - _NAMED)] if len(lines) > _NAMED else []
    return [*lines[:_NAMED], *rest] or [say("release.kept")]
