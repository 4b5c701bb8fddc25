"""CSS names for elements of a page, short and likely to last.

Owns what is left out of a name: numbers and hashes that a site makes anew with each build.
"""

from __future__ import annotations

import itertools
import re

from bs4.element import Tag

from tracker.collect.reading.selectors import Tree

_WORD = re.compile(r"[A-Za-z][A-Za-z_-]{0,60}(?:[A-Za-z]|\d{1,2})\Z")
#: A name of more parts than these lasts no redesign.
_HIGHEST = 20
#: Classes that say how something looks today, not what it is.
_LOOKS = re.compile(
    r"^(?:col|row|mt|mb|pt|pb|px|py|m|p|w|h|d|text|bg|flex|grid|active|first|last|even|odd|clearfix|wow"
    r"|animated|fade\w*|js|sm|md|lg|xl)(?:[-_]|\d|$)",
    re.IGNORECASE,
)


def css_of(tag: Tag) -> str:
    """A name for an element: its id, else its tag with its most telling class, else its tag alone."""
    mark = tag.get("id")
    if isinstance(mark, str) and _WORD.match(mark):
        return f"#{mark}"
    names = classes(tag)
    return f"{tag.name}.{names[0]}" if names else tag.name


def classes(tag: Tag) -> list[str]:
    """The classes of an element that are worth naming it by, the longest first: it says most."""
    given = tag.get("class") or ""
    found = given.split() if isinstance(given, str) else list(given)
    telling = [name for name in found if _WORD.match(name) and not _LOOKS.search(name)]
    return sorted(telling, key=lambda name: (-len(name), name))


def unique_css(tag: Tag, tree: Tree) -> str:
    """A name under which `tree` holds this element alone, with as many of its ancestors as that needs."""
    alone = [one for one in classes(tag) if len(tree.select(f"{tag.name}.{one}")) == 1]
    name = f"{tag.name}.{alone[0]}" if alone else css_of(tag)
    for above in itertools.islice(tag.parents, _HIGHEST):
        if len(tree.select(name)) == 1 or above is tree.root or above.name in ("html", "body", "[document]"):
            break
        name = f"{css_of(above)} {name}"
    return name
