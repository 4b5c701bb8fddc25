"""Which pages there are, each with how it is composed.

Owns the list of pages; the built site and the server show the same. Never writes a file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from tracker.model import Health
from tracker.report.collection import Collection
from tracker.report.labels import say
from tracker.report.links import Link, page
from tracker.report.site.atom import feeds
from tracker.report.site.filling import fill, icon, script, style
from tracker.report.views.across import across, begun, file_of, spread
from tracker.report.views.changes import Latest, changes, latest
from tracker.report.views.corrections import corrections_page
from tracker.report.views.feed import feed_path, has_feed
from tracker.report.views.formula import file_of as formula_file, formula_page, parts, uses_page
from tracker.report.views.habits import habits_page
from tracker.report.views.home import home
from tracker.report.views.incident import incident_page
from tracker.report.views.indexes import formula_lines, incident_lines, issuer_lines
from tracker.report.views.likewise import compared_at, last_like
from tracker.report.views.method import method_page
from tracker.report.views.sidebyside import sidebyside
from tracker.report.views.sources import sources_page
from tracker.report.views.statement import statement_page

Healths = dict[str, Health]


@dataclass(frozen=True, slots=True)
class Draft:
    """A page that can be made: where it lies, relative to the site's root, and what makes its bytes.

    What is made by a function of a module (`partial`) from the collection and plain values is composed again only if
    one of these changed; any other page is composed at every build.
    """

    path: str
    compose: Callable[[], bytes]


def drafts(collection: Collection, health: Healths, now: datetime, *, base: str = "") -> Iterator[Draft]:
    """Every page of the site, those that lead to others first; nothing is composed yet. `base` is its address."""
    yield Draft("style.css", style)
    yield Draft("icon.svg", icon)
    yield Draft("keys.js", script)
    found = changes(collection)
    for path, everything in (("index.html", False), ("all.html", True)):
        yield Draft(path, partial(_home, collection, health, latest(found), path, everything=everything))
    yield Draft("issuers.html", partial(_list, "issuers", "nav.issuers", issuer_lines, collection))
    yield Draft("incidents.html", partial(_list, "incidents", "nav.incidents", incident_lines, collection))
    yield Draft("formulas.html", partial(_list, "formulas", "nav.formulas", formula_lines, collection))
    yield Draft("sources.html", partial(_list, "sources", "sources.title", sources_page, collection, health, now))
    yield Draft("corrections.html", partial(_list, "corrections", "corrections.title", corrections_page, collection))
    yield Draft("method.html", partial(_list, "method", "method.title", method_page, collection))
    for issuer in sorted(collection.by_issuer):
        yield from _issuer(collection, issuer)
    for incident in collection.incidents.values():
        yield Draft(page("incidents", incident.id), partial(_incident, collection, incident.id))
    for formula in collection.formulas.values():
        yield Draft(page("formulas", formula.id), partial(_formula, collection, formula.id))
        for number in range(1, parts(collection, formula)):
            yield Draft(formula_file(formula.id, number), partial(_uses, collection, formula.id, number))
    for statement in collection.statements.values():
        yield Draft(page("statements", statement.id), partial(_statement, collection, statement.id))
        if (like := last_like(collection, statement)) is not None:
            yield Draft(compared_at(statement), partial(_compared, collection, like.id, statement.id))
    for path, compose in feeds(collection, found, base=base):
        yield Draft(path, compose)


def _home(collection: Collection, health: Healths, came: Latest, path: str, *, everything: bool) -> bytes:
    view = home(collection, health, came, everything=everything)
    return fill("home.html", path=path, heading=view.title, view=view, here="home", feed=feed_path("index.html"))


def _list(name: str, heading: str, view: Callable[..., object], *given: object) -> bytes:
    return fill(f"{name}.html", path=f"{name}.html", heading=say(heading), view=view(*given), here=name)


def _issuer(collection: Collection, issuer: str) -> Iterator[Draft]:
    parts = spread(collection, issuer)
    for number, columns in enumerate(parts):
        behind = () if number else tuple(begun(collection, one[0]) for one in parts[1:])
        yield Draft(file_of(issuer, number), partial(_part, collection, issuer, number, columns, behind))
    yield Draft(page("habits", issuer), partial(_habits, collection, issuer))


def _part(collection: Collection, issuer: str, number: int, columns: tuple[str, ...], behind: Sequence[str]) -> bytes:
    """One page of an issuer: the newest statements on the first, which leads to older ones, by the days they begin."""
    earlier = [
        Link(say("across.part_from", n=at, day=day) if day else say("across.part", n=at), file_of(issuer, at))
        for at, day in enumerate(behind, 1)
    ]
    shown = [Link(say("across.latest"), file_of(issuer, 0))] if number else earlier
    heading = _heading(collection, issuer, number)
    view = across(collection, issuer, columns, pages=shown, title=heading, part=number > 0)
    feed = feed_path(file_of(issuer, 0))
    return fill("across.html", path=file_of(issuer, number), heading=heading, view=view, here="issuers", feed=feed)


def _habits(collection: Collection, issuer: str) -> bytes:
    view = habits_page(collection, issuer)
    return fill("habits.html", path=page("habits", issuer), heading=view.title, view=view, here="issuers")


def _heading(collection: Collection, issuer: str, number: int) -> str:
    name = collection.issuer_name(issuer)
    return say("across.title_part", name=name, n=number) if number else say("across.title", name=name)


def _incident(collection: Collection, incident: str) -> bytes:
    view = incident_page(collection, collection.incidents[incident])
    path = page("incidents", incident)
    return fill("incident.html", path=path, heading=view.title, view=view, here="incidents", feed=feed_path(path))


def _formula(collection: Collection, formula: str) -> bytes:
    held = collection.formulas[formula]
    view = formula_page(collection, held, whole=False)
    path = page("formulas", formula)
    feed = feed_path(path) if has_feed(held) else ""
    return fill("formula.html", path=path, heading=view.title, view=view, here="formulas", feed=feed)


def _uses(collection: Collection, formula: str, number: int) -> bytes:
    """A later part of the uses of a formula."""
    view = uses_page(collection, collection.formulas[formula], number)
    path = formula_file(formula, number)
    return fill("uses.html", path=path, heading=f"{view.title}, {view.here}", view=view, here="formulas")


def _compared(collection: Collection, before: str, statement: str) -> bytes:
    """A statement beside its issuer's last one after an incident of the same kind."""
    view = sidebyside(collection, [before, statement], base=before)
    path = compared_at(collection.statements[statement])
    return fill("compare.html", path=path, heading=view.title, view=view, here="")


def _statement(collection: Collection, statement: str) -> bytes:
    view = statement_page(collection, collection.statements[statement])
    return fill("statement.html", path=page("statements", statement), heading=view.title, view=view, here="")
