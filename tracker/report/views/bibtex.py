"""Entries for BibTeX and biblatex.

Owns escaping, keys and the order of fields. Never decides what is cited.

Braces are written as commands: BibTeX counts them even behind a backslash, so that one escaped brace of a title would
swallow the rest of a file ("Tame the BeaST", Markey 2009, 6).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping

from tracker.model import Precision, When
from tracker.report.screen import on_page

_TEX = {
    "\\": r"{\textbackslash}",
    "{": r"{\textbraceleft}",
    "}": r"{\textbraceright}",
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "~": r"{\textasciitilde}",
    "^": r"{\textasciicircum}",
}
#: What may not stand in an address that BibTeX reads letter by letter.
_ADDRESS = {"{": "%7B", "}": "%7D", "\\": "%5C", '"': "%22"}


def tex(text: str) -> str:
    """Text in one line as TeX prints it; letters of all scripts stay, what would act or reorder is replaced."""
    line = str(on_page(" ".join(text.split())))
    return "".join(_TEX.get(letter, letter) for letter in line)


def whole(text: str) -> str:
    """The same in braces of its own: a name that is not to be cut into first and last, a title that keeps its case."""
    return "{" + tex(text) + "}" if text.strip() else ""


def address(url: str) -> str:
    """An address as the fields `url` and `eprint` take it."""
    line = str(on_page("".join(url.split())))
    return "".join(_ADDRESS.get(letter, letter) for letter in line)


def day(date: When | None) -> str:
    """A date as biblatex reads it (ISO 8601-2 level 1): year, month or day; a minute is left to the note."""
    if date is None:
        return ""
    return date.iso[:10] if date.precision is Precision.MINUTE else date.iso


def key(name: str, thing: str) -> str:
    """A key of plain letters: readable from the name, told apart by a hash of the thing."""
    plain = re.sub(r"[^A-Za-z0-9]+", "-", name).strip("-")[:60]
    return f"{plain}-{hashlib.sha256(thing.encode('utf-8', 'surrogatepass')).hexdigest()[:6]}"


def entry(kind: str, identity: str, fields: Mapping[str, str]) -> str:
    """One entry; fields whose value is empty are left out. Values are escaped already."""
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@{kind}{{{identity},", *lines, "}"])
