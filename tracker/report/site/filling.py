"""Templates filled with view models: the only place where text becomes markup.

Owns the template environment: autoescape on, undefined names refused, acting characters neutralised.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined

from tracker.report.labels import say
from tracker.report.links import slug
from tracker.report.screen import on_page

_NAV = (
    ("home", "index.html"),
    ("issuers", "issuers.html"),
    ("incidents", "incidents.html"),
    ("formulas", "formulas.html"),
    ("sources", "sources.html"),
    ("method", "method.html"),
)

_STYLE = (
    *("colours", "page", "words", "origins", "cards", "tables", "across", "strips", "details"),
    *("narrow", "contrast", "print"),
)


@cache
def environment() -> Environment:
    """The one environment; every value that a template prints passes `on_page` and is escaped."""
    made = Environment(
        loader=PackageLoader("tracker.report.site", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=on_page,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.globals.update(say=say, nav=_NAV)
    made.filters["slug"] = slug
    return made


def fill(template: str, *, path: str, heading: str, view: object, here: str) -> bytes:
    """One page as bytes. `path` is relative to the site's root; `here` names the entry of the navigation."""
    text = (
        environment().get_template(template).render(view=view, heading=heading, root="../" * path.count("/"), here=here)
    )
    return (text.rstrip() + "\n").encode("utf-8")


def style() -> bytes:
    """The one style sheet, of its parts in the order in which later rules win."""
    folder = files("tracker.report.site").joinpath("style")
    return "".join(folder.joinpath(f"{part}.css").read_text(encoding="utf-8") for part in _STYLE).encode("utf-8")
