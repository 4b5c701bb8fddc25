"""PolNeAR's articles as values: each with the attributions that its annotator marked, and what is direct in them.

Reads the brat files out of the archive; where several people annotated an article, the first by name is taken.
"""

import re
import tarfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

Span = tuple[int, int]
OUTER = " \n\r\t\"“”‘’'.,;:!?…—–-()[]"
#: Closed quotations; a further paragraph belongs to one when it opens with the mark again.
_QUOTED = (
    re.compile(r"“[^“”\n]*(?:\s*\n\s*“[^“”\n]*)*”"),
    re.compile(r'"[^"\n]*(?:\s*\n\s*"[^"\n]*)*"'),
    re.compile(r"(?<!\w)‘[^‘\n]*?’(?!\w)"),
)
_DOUBLED = re.compile(r"(?<![\w'])''(?!\s)[^\n]*?''(?!')")
_NUMBER = re.compile(r"\d+$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """One annotated attribution: the runs of its content without outer punctuation, and its source if it has one."""

    content: tuple[Span, ...]
    source: tuple[Span, ...]


@dataclass(frozen=True, kw_only=True)
class Article:
    """`doubled` says whether two single marks on either side make a quotation, as in typewritten text."""

    name: str
    text: str
    marked: tuple[Marked, ...]
    doubled: bool = True

    @cached_property
    def quoted(self) -> tuple[Span, ...]:
        """What stands between paired quotation marks, found by plain patterns and not by the tracker."""
        patterns = (*_QUOTED, _DOUBLED) if self.doubled else _QUOTED
        return tuple(m.span() for pattern in patterns for m in pattern.finditer(self.text))

    def inside(self, span: Span) -> bool:
        return any(start <= span[0] and span[1] <= end for start, end in self.quoted)

    def direct(self, one: Marked) -> bool:
        """Whether all of the content is quoted; of mixed content only a part is."""
        return all(self.inside(run) for run in one.content)


def bare(text: str, start: int, end: int) -> Span:
    """The span without outer punctuation."""
    while start < end and text[start] in OUTER:
        start += 1
    while end > start and text[end - 1] in OUTER:
        end -= 1
    return start, end


def articles(archive: Path) -> Iterator[Article]:
    """Every article in the order of names."""
    texts: dict[str, str] = {}
    notes: dict[str, str] = {}
    with tarfile.open(archive) as packed:
        for member in packed:
            file, path = packed.extractfile(member), Path(member.name)
            if file is not None:
                (texts if path.suffix == ".txt" else notes)[path.stem] = file.read().decode("utf-8")
    for name, text in sorted(texts.items()):
        mine = min((note for note in notes if note.rpartition("_")[0] == name), default="")
        yield Article(name=name, text=text, marked=tuple(_marked(text, notes.get(mine, ""))))


def _marked(text: str, notes: str) -> Iterator[Marked]:
    """Brat: T lines name spans, E lines join them to attributions, in no certain order."""
    rows = [row.partition("\t")[::2] for row in notes.split("\n")]  # the texts hold other marks that end lines
    spans = {key: _places(rest) for key, rest in rows if key.startswith("T")}
    for _, rest in (row for row in rows if row[0].startswith("E")):
        roles: dict[str, list[Span]] = defaultdict(list)
        for role, _, target in (part.partition(":") for part in rest.split()[1:]):
            roles[_NUMBER.sub("", role)] += spans[target]
        runs = [bare(text, *run) for run in _joined(text, sorted(roles["Content"]))]
        content = tuple(run for run in runs if run[0] < run[1])
        if content:
            yield Marked(content=content, source=tuple(sorted(roles["Source"])))


def _places(rest: str) -> list[Span]:
    """`Content 12 34;40 51` and the text after a tab."""
    places = rest.split("\t", maxsplit=1)[0].partition(" ")[2]
    return [(int(start), int(end)) for start, end in (place.split() for place in places.split(";"))]


def _joined(text: str, spans: list[Span]) -> list[Span]:
    """Runs with nothing but blanks between them are one."""
    found: list[Span] = []
    for start, end in spans:
        if found and not text[found[-1][1] : start].strip():
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found
