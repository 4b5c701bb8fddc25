"""A page that lists statements: the element that repeats, and what in it is link, title and date.

Owns telling a list of statements from menus, tag clouds and share bars: its links are sentences and its entries dated.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from urllib.parse import parse_qsl, urlsplit

from bs4.element import Tag

from tracker.collect.asking.addresses import absolute
from tracker.collect.guesses.naming import classes, css_of
from tracker.collect.guesses.shape import ListGuess
from tracker.collect.guesses.stamps import declared, form_of, is_ambiguous, looks_dated
from tracker.collect.reading.blocks import one_line
from tracker.collect.reading.selectors import Tree
from tracker.errors import BadPage
from tracker.language.texts.identify import identify
from tracker.model import Capture

#: A list of fewer entries than this may be anything.
_LEAST = 4
_SHORTEST_TITLE = 12
_HIGHEST = 6
#: An entry may be linked from its picture and from its title.
_TWICE = 2
_ASIDE = ("nav", "header", "footer", "aside")
_ENTRIES = ("article", "main", "li")
_OLDER = (
    "next",
    "older",
    "older posts",
    "next page",
    "»",
    "›",
    ">",
    "下一页",
    "suivant",
    "siguiente",
    "weiter",
    "التالي",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entries:
    """Elements of one name, each with its link; dates are the texts of one place in them, where there is one."""

    css: str
    tags: Sequence[Tag]
    links: Sequence[Tag]
    date: str
    dates: Sequence[str]

    @property
    def worth(self) -> tuple[float, float, float]:
        """Dated lists come before undated, longer titles before shorter, more entries before fewer."""
        dated = len(self.dates) / len(self.tags)
        return round(dated, 1), min(60.0, median(len(one_line(link)) for link in self.links)), len(self.tags)


def guess_markup(capture: Capture, tree: Tree) -> ListGuess:
    """The list on a page. BadPage when nothing on it repeats as a list of statements does."""
    base = capture.final_url or capture.url
    found = [one for one in _candidates(tree, base) if len(one.tags) >= _LEAST]
    if not found:
        raise BadPage(
            f"{capture.url}: found no list of at least {_LEAST} entries whose links are titles; the page may be drawn "
            "by a script: look for a feed or for the answer that the script asks for"
        )
    best = max(found, key=lambda one: one.worth)
    language = identify(" ".join(one_line(link) for link in best.links))
    form = form_of(best.dates, language)
    doubts = []
    if best.dates and is_ambiguous(form, best.dates, language):
        doubts.append(f"the dates ({best.dates[0]}) could have day and month the other way round")
    if not best.dates:
        doubts.append("the list shows no dates: the pages of its items have to")
    return ListGuess(
        kind="html-list",
        url=capture.url,
        item=best.css,
        link="" if best.tags[0].name == "a" else _link_css(best),
        title="" if best.tags[0].name == "a" else _link_css(best).removesuffix("@href"),
        date=best.date if form else "",
        form=declared(form),
        paging=_paging(tree, base),
        language=language,
        entries=len(best.tags),
        doubts=tuple(doubts),
    )


def _candidates(tree: Tree, base: str) -> Iterator[_Entries]:
    """Every set of like elements that hold one title link each, at every height above the links."""
    by_name: dict[str, list[tuple[Tag, Tag]]] = defaultdict(list)
    titles = [link for link in tree.select("a") if _is_title(link, base)]
    named = Counter(str(link.get("href")) for link in titles)
    for link in titles:
        if named[str(link.get("href"))] > _TWICE:
            continue  # a category or a tag, not one of the entries
        above: Tag | None = link
        for _ in range(_HIGHEST):
            if above is None or above.name in ("body", "html", "ul", "ol", "table", "tbody"):
                break
            by_name[_name(above)].append((above, link))
            above = above.parent
    for css, pairs in by_name.items():
        held: dict[int, list[tuple[Tag, Tag]]] = defaultdict(list)
        for tag, link in pairs:
            held[id(tag)].append((tag, link))
        single = [entries[0] for entries in held.values() if len({str(link.get("href")) for _, link in entries}) == 1]
        if len(single) >= _LEAST and len(single) >= 0.8 * len(tree.select(css)):
            tags = [tag for tag, _ in single]
            date, dates = _dates(tags)
            yield _Entries(css=css, tags=tags, links=[link for _, link in single], date=date, dates=dates)


def _name(tag: Tag) -> str:
    """The element's name inside its parent's, where its own would be too general."""
    own = css_of(tag)
    if "." in own or "#" in own or tag.parent is None:
        return own
    for above in tag.parents:
        if classes(above) or above.get("id"):
            return f"{css_of(above)} {own}"
    return own


def _is_title(link: Tag, base: str) -> bool:
    href = link.get("href")
    url = absolute(base, href) if isinstance(href, str) else ""
    same = bool(url) and urlsplit(url).hostname == urlsplit(base).hostname
    around = {above.name for above in link.parents}
    # an entry may have a header of its own
    aside = not around.isdisjoint(_ASIDE) and (around.isdisjoint(_ENTRIES) or "nav" in around)
    return same and not aside and len(one_line(link)) >= _shortest(link)


def _shortest(link: Tag) -> int:
    """A title of six Chinese characters says as much as one of twelve letters."""
    text = one_line(link)
    return _SHORTEST_TITLE // 2 if any("\u3040" <= letter <= "\ud7af" for letter in text) else _SHORTEST_TITLE


def _dates(tags: Sequence[Tag]) -> tuple[str, list[str]]:
    """The place inside the entries that holds a date in most of them, and what stands there."""
    stamped = [tag.select("time[datetime]") for tag in tags]
    if sum(map(bool, stamped)) >= 0.8 * len(tags):
        return "time@datetime", [str(found[0].get("datetime")) for found in stamped if found]
    places: dict[str, list[str]] = defaultdict(list)
    for tag in tags:
        for name, text in {css_of(one): one_line(one) for one in tag.find_all(True)}.items():
            if looks_dated(text):
                places[name].append(text)
    whole = {name: texts for name, texts in places.items() if len(texts) >= 0.8 * len(tags)}
    return max(whole.items(), key=lambda place: ("." in place[0], len(place[1])), default=("", []))


def _link_css(entries: _Entries) -> str:
    """Which of an entry's links is the title: named by itself, or by what it stands in."""
    link = entries.links[0]
    if classes(link):
        return f"{css_of(link)}@href"
    held = {id(one) for one in entries.tags[0].descendants}
    inside = [above for above in link.parents if id(above) in held]
    named = next((above for above in inside if classes(above) or above.name in ("h1", "h2", "h3", "h4", "h5")), None)
    return f"{css_of(named)} a@href" if named is not None else "a@href"


def _paging(tree: Tree, base: str) -> str:
    """How the page names the next one, as sources.yaml would say it; nothing where it does not."""
    if any("next" in str(tag.get("rel")) for tag in tree.select("a[rel]")):
        return '{style: next, link: "a[rel=next]@href"}'
    for link in tree.select("a"):
        href = link.get("href")
        if one_line(link).casefold() in _OLDER and isinstance(href, str):
            counted = [name for name, value in parse_qsl(urlsplit(absolute(base, href)).query) if value.isdigit()]
            if "page" in counted:
                return "{style: query, name: page}"
            name = classes(link)
            return f'{{style: next, link: "a.{name[0]}@href"}}' if name else ""
    return ""
