"""Templates filled with view models: the only place where text becomes markup.

Owns the template environment: autoescape on, undefined names refused, acting characters neutralised.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, nodes
from jinja2.compiler import CodeGenerator, Frame
from markupsafe import Markup, escape

from tracker.report.labels import say
from tracker.report.links import slug
from tracker.report.screen import ACTING, on_page
from tracker.report.views.citing import cite_page, content_version

_NAV = (
    ("home", "index.html"),
    ("issuers", "issuers.html"),
    ("incidents", "incidents.html"),
    ("formulas", "formulas.html"),
    ("sources", "sources.html"),
    ("corrections", "corrections.html"),
    ("method", "method.html"),
)

#: A day as pages write it, which has hyphens at which a line could end.
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")

#: What a text must not have to stand in markup as it is.
_TO_CHANGE = re.compile(f"[&<>\"'{ACTING}]")
#: Where a page has its citation, which names the hash of the rest. No text has this letter: `on_page` replaces it.
_CITE_HERE = Markup("\x02")
#: What only a server answers; in the site these would lead nowhere.
_ASKED = (("search", "search"), ("compare", "compare"), ("check", "check"))
_served: ContextVar[bool] = ContextVar("served", default=False)

#: What of a page's content only a server shows: its citation is that of the same page in the site.
_SERVED_ALONE = re.compile(r"<!--served-->.*?<!--/served-->\n?", re.DOTALL)

_STYLE = (
    *("colours", "page", "words", "origins", "cards", "tables", "across", "strips", "details", "compare", "pictures"),
    *("ask", "views"),
    *("narrow", "contrast", "print"),
)


class _Writing(CodeGenerator):
    """Has each value printed by one call, where Jinja writes two, with an object between that is thrown away.

    Were these hooks to go, Jinja's own would print the same: what is printed still passes `on_page` and is escaped.
    """

    def _output_child_to_const(self, node: nodes.Expr, frame: Frame, finalize: Any) -> str:
        """A label that stands in a template without values is looked up once, when the template is read."""
        match node:
            case nodes.Call(node=nodes.Name(name="say"), args=[nodes.Const(value=key)], kwargs=[]):
                return str(escape(on_page(say(key))))
        return super()._output_child_to_const(node, frame, finalize)

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.printed(")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            super()._output_child_post(node, frame, finalize)
        else:
            self.write(")")


class _Environment(Environment):
    code_generator_class = _Writing

    @staticmethod
    def printed(value: object) -> str:
        """A value as it stands in the markup."""
        if type(value) is Markup or (type(value) is str and _TO_CHANGE.search(value) is None):
            return value
        return escape(on_page(value))


@cache
def environment() -> Environment:
    """The one environment; every value that a template prints passes `on_page` and is escaped."""
    made = _Environment(
        loader=PackageLoader("tracker.report.site", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=on_page,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.globals.update(say=say, nav=_NAV, asked=_ASKED, cite_here=_CITE_HERE)
    made.filters["slug"] = slug
    made.filters["whole_days"] = _whole_days
    return made


def _whole_days(text: str) -> Markup:
    """A text of ours in which no line ends inside a day."""
    return Markup(_DAY.sub(r'<span class="nw">\g<0></span>', str(escape(on_page(text)))))  # noqa: S704 - escaped above


@contextmanager
def served() -> Iterator[None]:
    """Inside, pages are filled as a server shows them: they also lead to search, comparison and check."""
    token = _served.set(True)
    try:
        yield
    finally:
        _served.reset(token)


def fill(template: str, *, path: str, heading: str, view: object, here: str, feed: str = "") -> bytes:
    """One page as bytes. `path`, and the page's `feed`, are relative to the site's root; `here` names where it is."""
    root = "../" * path.count("/")
    shown = {"view": view, "heading": heading, "root": root, "here": here, "served": _served.get(), "feed": feed}
    text = environment().get_template(template).render(shown).rstrip() + "\n"
    cited = cite_page(path=path, title=heading, version=content_version(_content(text)))
    block = environment().get_template("cite.html").render(shown | {"cite": cited})
    return text.replace(_CITE_HERE, block).encode("utf-8")


def _content(text: str) -> str:
    """What of a page is its own: all between its header and its footer."""
    start, end = text.find("<main"), text.rfind("</main>")
    return _SERVED_ALONE.sub("", text[start:end] if 0 <= start < end else text)


def style() -> bytes:
    """The one style sheet, of its parts in the order in which later rules win."""
    folder = files("tracker.report.site").joinpath("style")
    return "".join(folder.joinpath(f"{part}.css").read_text(encoding="utf-8") for part in _STYLE).encode("utf-8")


def script() -> bytes:
    """Keys and the copying of links: an addition that no page needs."""
    return files("tracker.report.site").joinpath("script", "keys.js").read_bytes()


def icon() -> bytes:
    """The mark on a reader's tab; without one a browser asks the server for a file that is not there."""
    return files("tracker.report.site").joinpath("style", "icon.svg").read_bytes()
