"""Answers as a web server gives them, and the pieces of markup that all invented sites share.

Owns escaping, encodings and the frame of a page. Never decides what a page says.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import TypeVar

#: Host and path with query: what a request asks for.
Address = tuple[str, str]
Entry = TypeVar("Entry")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """One answer of a server."""

    body: bytes
    content_type: str = "text/html; charset=utf-8"
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()


Routes = dict[Address, Reply]


def html(markup: str) -> Reply:
    """A page in UTF-8."""
    return Reply(body=markup.encode())


def json_reply(value: object, *, status: int = 200, headers: tuple[tuple[str, str], ...] = ()) -> Reply:
    """A JSON answer."""
    body = json.dumps(value, ensure_ascii=False, indent=1).encode()
    return Reply(body=body, content_type="application/json; charset=utf-8", status=status, headers=headers)


def frame(title: str, body: str, *, language: str = "en", site: str, head: str = "") -> str:
    """A page around its content: the same head, navigation and foot on every page of a site."""
    direction = ' dir="rtl"' if language == "ar" else ""
    return f"""<!DOCTYPE html>
<html lang="{language}"{direction}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)} | {escape(site)}</title>
<link rel="stylesheet" href="/assets/site.css">
{head}<script>window.dataLayer = window.dataLayer || [];</script>
</head>
<body>
<header class="site-header"><a class="logo" href="/">{escape(site)}</a>
<nav class="site-nav"><ul><li><a href="/">Home</a></li><li><a href="/about">About</a></li></ul></nav></header>
<main id="main">
{body}
</main>
<footer class="site-footer"><p>© {escape(site)}</p><p><a href="/imprint">Imprint</a></p></footer>
</body>
</html>
"""


def paragraphs(lines: Iterable[str], *, attributes: str = "", indent: str = "") -> str:
    """Each line as one paragraph."""
    tag = f"<p {attributes}>" if attributes else "<p>"
    return "\n".join(f"{tag}{indent}{escape(line, quote=False)}</p>" for line in lines)


def in_pages(entries: Sequence[Entry], size: int) -> list[Sequence[Entry]]:
    """The entries in list pages of that size; at least one page."""
    return [entries[start : start + size] for start in range(0, len(entries), size)] or [entries]


def robots(rules: Mapping[str, Iterable[str]]) -> Reply:
    """A robots.txt: for each agent the paths that are forbidden."""
    text = "\n".join(
        f"User-agent: {agent}\n" + "".join(f"Disallow: {path}\n" for path in paths) for agent, paths in rules.items()
    )
    return Reply(body=text.encode(), content_type="text/plain; charset=utf-8")
