"""A fixture page opened for change: its entries, its parts, and how it is written back.

Owns the ways in which a page can be taken apart: markup, feed, JSON. Knows nothing of faults and never invents a text
that stands in a test.
"""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable, Iterable
from typing import Any

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag
from glance import read

from tracker.collect.reading.kinds import MARKUP, list_part
from tracker.collect.reading.places import _group
from tracker.collect.reading.selectors import Tree, any_number
from tracker.language.texts.decoding import decode
from tracker.sources import Place, Source

#: What feeds and sitemaps call the parts of an entry.
_TAGS = {
    "title": "title|news:title",
    "link": "link|loc",
    "published": "pubDate|published|dc:date|news:publication_date",
    "updated": "updated|lastmod|atom:updated",
    "id": "guid|id",
    "author": "author|dc:creator",
    "summary": "description|summary",
    "content": "content:encoded|content",
}
_ENTRY = re.compile(r"<(item|entry|url)\b.*?</\1>", re.DOTALL)
Change = Callable[[str], str]


class Page:
    """A page that can be changed and written back; `list` is whether it holds entries."""

    def __init__(self, source: Source, body: bytes, *, content: str, is_list: bool) -> None:
        self.source = source
        self.is_list = is_list
        self.content = content
        found = decode(body, content_type=content, override=source.encoding)
        self.encoding = found.encoding
        self._open(found.text)

    def _open(self, text: str) -> None:
        raise NotImplementedError

    def body(self) -> bytes:
        return self.text().encode(self.encoding, "xmlcharrefreplace")

    def text(self) -> str:
        raise NotImplementedError

    def places(self, part: str) -> tuple[Place, ...]:
        """Where a part stands: of the list's entries, or of the item."""
        given = getattr(list_part(self.source) if self.is_list else self.source.detail, part)
        return tuple(place for place in given if place.at)

    def addresses(self) -> list[str]:
        """The address that each entry is known by, "" for one that is none; several may be of one item."""
        found = []
        for place in range(self.count()):
            alone = copy.deepcopy(self)
            alone.keep([place])
            parsed = read(self.source, "list", self.source.url, alone.body(), self.content)
            named = [*(link.url for link in parsed.links), *(one.url for one in parsed.renderings)]
            found.append(named[0] if named else "")
        return found

    # what each shape knows how to do
    def count(self) -> int:
        raise NotImplementedError

    def keep(self, wanted: Iterable[int]) -> None:
        """Keeps these entries, in this order; one may be wanted twice."""
        raise NotImplementedError

    def rename(self, part: str) -> None:
        """The names by which a part is found are other names now; what it says stays."""
        raise NotImplementedError

    def change(self, part: str, change: Change, *, whole: bool = True) -> None:
        """What a part says goes through `change`: as a whole, or string by string."""
        raise NotImplementedError

    def retitle(self, entry: int, change: Change) -> None:
        """The title of one entry goes through `change`."""
        raise NotImplementedError

    def retext(self, entry: int, change: Change) -> None:
        """The whole text of one entry goes through `change`, as markup where it is markup."""
        raise NotImplementedError

    def change_titles(self, change: Change) -> None:
        """The title of every entry goes through `change`."""
        for entry in range(self.count()):
            self.retitle(entry, change)

    def readdress(self, entry: int, change: Change) -> None:
        """Every address and id in an entry goes through `change`."""
        raise NotImplementedError


class Markup(Page):
    """HTML, whole or a fragment, bare or inside of JSON."""

    def _open(self, text: str) -> None:
        self._wrapper: Any = None
        wrapped = self.source.list.wrapped if self.is_list else self.source.detail.wrapped
        self._path = wrapped.split(".") if wrapped else []
        if self._path:
            self._wrapper = json.loads(text)
            text = str(_at(self._wrapper, self._path))
        self.soup = BeautifulSoup(text, "lxml", multi_valued_attributes=None)

    def text(self) -> str:
        if self._wrapper is None:
            return str(self.soup)
        inner = self.soup.body or self.soup
        return _dumped(_put(self._wrapper, self._path, "".join(str(child) for child in inner.children)))

    def entries(self) -> list[Tag]:
        return any_number(Tree(self.soup), list_part(self.source).item)

    def count(self) -> int:
        return len(self.entries())

    def keep(self, wanted: Iterable[int]) -> None:
        tags = self.entries()
        if not tags:
            return
        copies = [copy.copy(tags[place]) for place in wanted]
        mark = self.soup.new_tag("x-mark")
        tags[0].insert_before(mark)
        for tag in tags:
            tag.extract()
        for one in copies:
            mark.insert_before(one)
            mark.insert_before(NavigableString("\n"))
        mark.decompose()

    def _roots(self, part: str) -> list[Tag]:
        return self.entries() if self.is_list and part != "item" else [self.soup]

    def rename(self, part: str) -> None:
        for root in self._roots(part):
            for place in self.places(part):
                for tag in Tree(root).select(place.css):
                    if place.css not in ("", ":scope"):
                        _renamed(root, tag, place)
                    elif place.attribute in tag.attrs:
                        tag.attrs[f"data-x-{place.attribute}"] = tag.attrs.pop(place.attribute)

    def change(self, part: str, change: Change, *, whole: bool = True) -> None:
        for root in self._roots(part):
            for place in self.places(part):
                for tag in Tree(root).select(place.css):
                    if place.attribute:
                        if tag.get(place.attribute):
                            tag[place.attribute] = change(str(tag[place.attribute]))
                    elif place.match is not None:
                        _narrowly(tag, place, change)
                    elif whole:
                        _say(tag, change(tag.get_text(" ", strip=True)))
                    else:
                        for string in list(tag.find_all(string=True)):
                            string.replace_with(change(str(string)))

    def change_text(self, change: Change) -> None:
        """What the item says, wherever its source would find it: an article's paragraphs, and its copy in the head."""
        self.change("text" if self.is_list else "body", change)
        if self.is_list or self.source.detail.body:
            return
        for script in self.soup.find_all("script"):
            script.decompose()
        for tag in self.soup.find_all("p"):
            if tag.get_text(strip=True):
                _say(tag, change(tag.get_text(" ", strip=True)))

    def retitle(self, entry: int, change: Change) -> None:
        root = self.entries()[entry]
        named = [(place, tag) for place in self.places("title") for tag in Tree(root).select(place.css)]
        for place, tag in named:
            if place.attribute:
                tag[place.attribute] = change(str(tag.get(place.attribute) or ""))
            else:
                _say(tag, change(tag.get_text(" ", strip=True)))
        links = [root] if root.name == "a" else root.find_all("a")
        for tag in [] if named else [link for link in links if link.get_text(strip=True)][:1]:
            _say(tag, change(tag.get_text(" ", strip=True)))

    def retext(self, entry: int, change: Change) -> None:
        root = self.entries()[entry]
        for place in self.places("text"):
            for tag in Tree(root).select(place.css):
                inner = BeautifulSoup(change("".join(str(child) for child in tag.contents)), "lxml")
                tag.clear()
                tag.extend(list(inner.body.contents) if inner.body else [])

    def reword(self, change: Change) -> None:
        """The longest string of an item's text goes through `change`; its structure stays."""
        roots = [tag for place in self.places("body") for tag in Tree(self.soup).select(place.css)]
        strings = [one for tag in roots or self.soup.find_all("p") for one in tag.find_all(string=True) if one.strip()]
        if strings:
            longest = max(strings, key=len)
            longest.replace_with(change(str(longest)))

    def readdress(self, entry: int, change: Change) -> None:
        root = self.entries()[entry]
        for tag in [root, *root.find_all(True)]:
            asked = {place.attribute for place in self.places("link") if place.attribute}
            for name in {"href", "data-post", "data-id", "id", *asked}:
                if tag.get(name):
                    tag[name] = change(str(tag[name]))


class Feed(Page):
    """RSS, Atom or a sitemap, changed as text: the bytes between its entries stay what they are."""

    def _open(self, text: str) -> None:
        found = list(_ENTRY.finditer(text))
        self._head = text[: found[0].start()] if found else text
        self._tail = text[found[-1].end() :] if found else ""
        self._entries = [one.group() for one in found]

    def text(self) -> str:
        return self._head + "\n".join(self._entries) + self._tail

    def count(self) -> int:
        return len(self._entries)

    def keep(self, wanted: Iterable[int]) -> None:
        self._entries = [self._entries[place] for place in wanted]

    def places(self, part: str) -> tuple[Place, ...]:
        return (Place(at="item"),) if part == "item" else super().places(part)

    def rename(self, part: str) -> None:
        names = (
            "item|entry|url"
            if part == "item"
            else "|".join(_TAGS.get(place.at, place.at) for place in self.places(part))
        )
        if names:
            pattern = re.compile(rf"<(/?)(?:{names})(?=[\s>/])")
            self._entries = [pattern.sub(r"<\1x-moved", entry) for entry in self._entries]

    def change(self, part: str, change: Change, *, whole: bool = True) -> None:  # noqa: ARG002  strings have no parts here
        self._change(part, change, range(self.count()))

    def _change(self, part: str, change: Change, entries: Iterable[int]) -> None:
        names = "|".join(_TAGS.get(place.at, place.at) for place in self.places(part))
        pattern = re.compile(rf"(<({names})\b[^>]*>\s*)(<!\[CDATA\[)?(.*?)(\]\]>)?(\s*</\2>)", re.DOTALL)
        for place in entries if names else ():
            self._entries[place] = pattern.sub(
                lambda hit: f"{hit[1]}{hit[3] or ''}{change(hit[4])}{hit[5] or ''}{hit[6]}", self._entries[place]
            )

    def change_text(self, change: Change) -> None:
        self.change("text" if self.is_list else "body", change)

    def retitle(self, entry: int, change: Change) -> None:
        self._change("title", change, [entry])

    def retext(self, entry: int, change: Change) -> None:
        self._change("text", change, [entry])

    def readdress(self, entry: int, change: Change) -> None:
        pattern = re.compile(r"(?<=[>\"])(\s*)((?:https?|at)://[^<\"\]\s]+|[^<>\"\s]+(?=\s*</(?:guid|id)>))")
        self._entries[entry] = pattern.sub(lambda hit: hit[1] + change(hit[2]), self._entries[entry])


class Data(Page):
    """JSON: a list of entries, or one item."""

    def _open(self, text: str) -> None:
        self.value = json.loads(text)
        self._path = [step for step in list_part(self.source).item[0].at.split(".") if step] if self.is_list else []

    def text(self) -> str:
        return _dumped(self.value)

    def _list(self) -> list[Any]:
        return list(_at(self.value, self._path))

    def count(self) -> int:
        return len(self._list())

    def keep(self, wanted: Iterable[int]) -> None:
        held = self._list()
        self.value = _put(self.value, self._path, [copy.deepcopy(held[place]) for place in wanted])

    def rename(self, part: str) -> None:
        if part == "item":
            if self._path:  # a list that is the whole answer has no name
                _rename_key(self.value, self._path)
            return
        for entry in self._roots():
            for place in self.places(part):
                _rename_key(entry, place.at.split("."))

    def _roots(self) -> list[Any]:
        return self._list() if self.is_list else [self.value]

    def change(self, part: str, change: Change, *, whole: bool = True) -> None:  # noqa: ARG002  strings have no parts here
        for entry in self._roots():
            _say_at(entry, self.places(part), change)

    def change_text(self, change: Change) -> None:
        self.change("text" if self.is_list else "body", change)

    def retitle(self, entry: int, change: Change) -> None:
        _say_at(self._roots()[entry], self.places("title"), change)

    def retext(self, entry: int, change: Change) -> None:
        _say_at(self._roots()[entry], self.places("text"), change)

    def reword(self, change: Change) -> None:
        """What an item says goes through `change`."""
        self.change("body", change)

    def readdress(self, entry: int, change: Change) -> None:
        places = [*self.places("link"), *self.places("id")]
        for place in places:
            steps = place.at.split(".")
            value = _at(self._roots()[entry], steps)
            if isinstance(value, str | int) and not isinstance(value, bool):
                changed = change(str(value))
                _put(
                    self._roots()[entry],
                    steps,
                    int(changed) if isinstance(value, int) and changed.isdigit() else changed,
                )


def _say_at(value: Any, places: Iterable[Place], change: Change) -> None:
    for place in places:
        steps = place.at.split(".")
        said = _at(value, steps)
        if isinstance(said, str | int) and not isinstance(said, bool):
            _put(value, steps, change(str(said)))


def opened(source: Source, body: bytes, *, content: str, is_list: bool) -> Markup | Feed | Data:
    """The page in the shape that its source reads it in."""
    if (source.kind in MARKUP) if is_list else (source.detail.format != "json"):
        return Markup(source, body, content=content, is_list=is_list)
    if is_list and source.kind in ("rss", "sitemap"):
        return Feed(source, body, content=content, is_list=True)
    return Data(source, body, content=content, is_list=is_list)


def _say(tag: Tag, words: str) -> None:
    """The words in place of the longest string of an element: what else it holds (links, pictures) stays."""
    strings = sorted((one for one in tag.find_all(string=True) if one.strip()), key=len, reverse=True)
    if not strings:
        tag.append(words)
    for place, string in enumerate(strings):
        string.replace_with(words if place == 0 else "")


def _narrowly(tag: Tag, place: Place, change: Change) -> None:
    """Changes only what the place's pattern takes of an element's text, string by string."""
    for string in list(tag.find_all(string=True)):
        hit = place.match.search(str(string)) if place.match else None
        if hit:
            value = _group(hit.groups(), hit.group())
            string.replace_with(str(string).replace(value, change(value)))
            return


def _renamed(root: Tag, tag: Tag, place: Place) -> None:
    """The element by other names: class, id, and whatever the selector asks for; at last another element."""
    asked = set(re.findall(r"\[([\w:-]+)", place.css))
    for name in ("class", "id", *asked):
        if tag.get(name) and name not in ("href", "src"):
            tag[name] = "x-" + str(tag[name]).replace(" ", " x-")
    if any(one is tag for one in Tree(root).select(place.css)):
        tag.name = "x-moved"
    if any(one is tag for one in Tree(root).select(place.css)) and place.attribute:
        tag.attrs[f"data-x-{place.attribute}"] = tag.attrs.pop(place.attribute, "")


def _at(value: Any, steps: Iterable[str]) -> Any:
    for step in steps:
        if isinstance(value, list):
            value = value[int(step)] if step.isdigit() and int(step) < len(value) else None
        elif isinstance(value, dict):
            value = value.get(step)
        else:
            return None
    return value


def _put(value: Any, steps: list[str], new: Any) -> Any:
    if not steps:
        return new
    inner = _at(value, steps[:-1])
    last = steps[-1]
    if isinstance(inner, list):
        inner[int(last)] = new
    elif isinstance(inner, dict):
        inner[last] = new
    return value


def _rename_key(value: Any, steps: list[str]) -> None:
    inner = _at(value, steps[:-1])
    if isinstance(inner, dict) and steps[-1] in inner:
        inner[f"x_{steps[-1]}"] = inner.pop(steps[-1])


def _dumped(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
