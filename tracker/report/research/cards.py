"""Pages of the site as pieces of a notebook: one element with its own style, no script, nothing fetched.

Owns what is left out of a page (its frame, its controls, links that lead only within the site) and how its style stays
inside. Never decides what a page says: the templates of the site do.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Generic, TypeVar
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, Tag

from tracker.report.links import outside
from tracker.report.site.filling import fill

#: Parts of the site's style that a piece needs: all but those of paper.
_PARTS = (
    *("page", "words", "origins", "cards", "tables", "across", "strips", "details", "compare", "narrow", "contrast"),
)
#: Written three times, so that the rules weigh more than a notebook's own for tables and links.
_SCOPE = ".tracker-piece"
#: Controls, ways to other pages, and what says again what the page says already.
_LEFT_OUT = "fieldset, nav, form, input, script, style, .crumb, .pages, .second, section[aria-labelledby=list]"
_BLOCK = re.compile(r"[^{}]*(?:#|:target|:checked)[^{}]*\{[^{}]*\}")
_NAMES = ("id", "for", "aria-labelledby", "tabindex")


View = TypeVar("View")


@dataclass(frozen=True, slots=True, repr=False)
class Piece(Generic[View]):
    """A page that a notebook shows where it is the value of a cell; `view` is the values that it was filled with."""

    view: View
    title: str
    html: str

    def _repr_html_(self) -> str:
        return self.html

    def __repr__(self) -> str:
        return f"<{self.title}>"


def piece(template: str, view: View, title: str) -> Piece[View]:
    """The main part of a page of the site, with its style around it."""
    page = BeautifulSoup(fill(template, path="piece.html", heading=title, view=view, here=""), "html.parser")
    main = page.main
    assert main is not None
    for gone in main.select(_LEFT_OUT):
        gone.decompose()
    for tag in main.find_all(name=True):
        _made_still(tag)
    body = main.decode_contents(formatter="minimal").strip()
    return Piece(view, title, f'<div class="tracker-piece" lang="en"><style>{_style()}</style>\n{body}\n</div>')


def _made_still(tag: Tag) -> None:
    """No name that another piece of the notebook may have, no address but one that a reader may follow."""
    for name in _NAMES:
        if name in tag.attrs:
            del tag[name]
    if tag.name != "a":
        return
    href = str(tag.attrs.pop("href", ""))
    if urlsplit(href).scheme and outside(href):
        tag["href"], tag["rel"], tag["target"] = href, "noreferrer noopener nofollow", "_blank"
    else:
        tag.name = "span"


@cache
def _style() -> str:
    """The site's style, nested under the piece; light and dark follow the notebook where it says which it is."""
    light, dark = _colours()
    rules = "".join(_part(name) for name in _PARTS)
    nested = _BLOCK.sub("", rules).replace("body:has", "&:has")
    nested = re.sub(r"(?m)^(?:html|body)(?= \{)", "&", nested)
    own = (
        "& { background: var(--bg); color: var(--fg); padding: .2rem .9rem .8rem; border: 1px solid var(--line);"
        " border-radius: 6px; max-width: 100%; overflow-x: auto }\n"
        "tr { background: none } table { font-size: 1em; margin: 0; table-layout: auto }\n"
        "th,td { white-space: normal; vertical-align: top; text-align: start }\n"
        "h1 { font-size: 1.25rem; margin-top: .4rem }\n"
        ".bar { position: static } .tall { max-height: 40rem }\n"
    )
    themes = (
        f"body[data-jp-theme-light=true] {_SCOPE},body.vscode-light {_SCOPE} {{{light}}}\n"
        f"body[data-jp-theme-light=false] {_SCOPE},body.vscode-dark {_SCOPE} {{{dark}}}\n"
    )
    return _small(
        f"{_SCOPE} {{{light}}}\n@media (prefers-color-scheme:dark) {{ {_SCOPE} {{{dark}}} }}\n{themes}"
        f"{_SCOPE * 3} {{\n{nested}{own}}}"
    )


def _colours() -> tuple[str, str]:
    light, dark = re.findall(r":root \{([^}]*)\}", _part("colours"))
    return light, dark


def _part(name: str) -> str:
    text = files("tracker.report.site").joinpath("style", f"{name}.css").read_text(encoding="utf-8")
    return re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)


def _small(css: str) -> str:
    return re.sub(r"\s+", " ", css).replace(" }", "}").replace("{ ", "{").replace("; ", ";").strip()
