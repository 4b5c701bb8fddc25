"""One source of sources.yaml: where a body publishes and how its pages are read.

Owns every key that a source may have, its type and its default. Never reads a file and never decides what is due.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, ConfigDict, Field, model_validator
from pydantic.dataclasses import dataclass

from tracker.model import Channel, Display, Wording
from tracker.sources.fields import Country, Day, Interval, Language, Pattern, Zone, as_tuple

#: Unknown keys are refused; types are strict where pydantic would otherwise convert (numbers, switches).
CHECKED = ConfigDict(extra="forbid")

Kind = Literal[
    "html-list",
    "html-fragment",
    "rss",
    "sitemap",
    "json-list",
    "wordpress",
    "mastodon",
    "bluesky",
    "telegram",
    "x",
    "gdelt",
]
Category = Literal["ministry", "embassy", "mission", "presidency", "government", "organisation", "news"]
Style = Literal["none", "qa-bold", "qa-label", "qa-prefix"]


Switch = Annotated[bool, Field(strict=True)]
Amount = Annotated[int, Field(strict=True, ge=0)]
Count = Annotated[int, Field(strict=True, ge=1)]
Share = Annotated[float, Field(strict=True, ge=0, le=1)]


def _place(value: object) -> object:
    return {"at": value} if isinstance(value, str) else value


@dataclass(frozen=True, slots=True, kw_only=True, config=CHECKED)
class Place:
    """Where one value stands. Exactly one of `at`, `url`, `title`, `text`, `constant`.

    `at` is a CSS selector (`css@attribute` for an attribute) in HTML, a dotted path in JSON and feeds.
    `url`, `title` and `text` are regular expressions searched in the address, the title and the body text.
    `match` narrows what `at` found. Both take group 1, or the whole match. `format` then wraps the value:
    `{value}` is the value, `{slug}` the same in lower case with `_` for `/`.
    """

    at: str = ""
    url: Pattern | None = None
    title: Pattern | None = None
    text: Pattern | None = None
    constant: str = ""
    match: Pattern | None = None
    format: str = "{value}"

    @model_validator(mode="after")
    def _one_place(self) -> Self:
        given = [name for name in ("at", "url", "title", "text", "constant") if getattr(self, name)]
        if len(given) > 1:
            raise ValueError(f"gives several places ({', '.join(given)}): write a list of places instead")
        if re.sub(r"\{(value|slug)\}", "", self.format).count("{"):
            raise ValueError(f"format {self.format!r} may only hold {{value}} and {{slug}}")
        return self

    @property
    def css(self) -> str:
        """The CSS part of `at`."""
        return self._split[0]

    @property
    def attribute(self) -> str:
        """The attribute part of `at`, or nothing where the text is meant."""
        return self._split[1]

    @property
    def _split(self) -> tuple[str, str]:
        found = re.fullmatch(r"(.*?)@([\w:-]+)", self.at, re.DOTALL)
        return (found[1].strip(), found[2]) if found else (self.at, "")


def _segment(value: object) -> object:
    return {"style": value} if isinstance(value, str) else value


def _places(value: object) -> object:
    given = as_tuple(value)
    return tuple(_place(one) for one in given) if isinstance(given, tuple) else given


#: Places are tried in the order given; the first that holds something wins.
Places = Annotated[tuple[Place, ...], BeforeValidator(_places)]
Strings = Annotated[tuple[str, ...], BeforeValidator(as_tuple)]
Languages = Annotated[tuple[Language, ...], BeforeValidator(as_tuple), Field(min_length=1)]


@dataclass(frozen=True, slots=True, kw_only=True, config=CHECKED)
class ListPart:
    """How a list page, feed or list answer is read.

    `item` finds the entries; the other places are looked up inside each. Where `text` is given the list holds whole
    texts and no second request is made. Unset places have sensible defaults by kind (see collect/kinds). `wrapped` is
    the path of a fragment's markup in the JSON around it; a fragment that comes bare needs none.
    """

    item: Places = ()
    link: Places = ()
    title: Places = ()
    date: Places = ()
    id: Places = ()
    text: Places = ()
    speaker: Places = ()
    wrapped: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, config=CHECKED)
class DetailPart:
    """How the page of one item is read; `permalink` says what its public address is, where that is not the one fetched.

    `drop` names what is no text of the issuer (share bars, hero images); scripts and styles always go.
    `pair` names a key that two language versions have in common, or the address of the other one. `format: article`
    reads the pages of any news site by what most of them have in common, where nobody described them.
    """

    format: Literal["html", "json", "article"] = "html"
    title: Places = ()
    body: Places = ()
    date: Places = ()
    speaker: Places = ()
    role: Places = ()
    language: Places = ()
    permalink: Places = ()
    pair: Places = ()
    drop: Strings = ()
    wrapped: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, config=CHECKED)
class Paging:
    """How the next list page is found; `pages` caps how many there are. Some kinds have a usual one (collect/kinds).

    `trs` counts index.shtml, index_1.shtml … (the first has no number; `file` names it where the address ends in /);
    `query` counts the parameter `name` from `first` by `step`; `path` fills `{n}` in `path`; `next` follows the link
    at `link`; `header` follows the Link header (RFC 8288, rel=next); `cursor` puts the value at the path `link` into
    the parameter `name`; `postback` sends the page's own form with the event that the link at `link` names
    (`__doPostBack('target','argument')`). `usual` stands for what the kind has.
    """

    style: Literal["usual", "none", "trs", "query", "path", "next", "header", "cursor", "postback"] = "usual"
    name: str = "page"
    first: Amount = 0
    step: Count = 1
    file: str = "index.shtml"
    path: str = ""
    link: Places = ()
    pages: Count = 500


@dataclass(frozen=True, slots=True, kw_only=True, config=CHECKED)
class Dates:
    """How this source writes dates: strptime formats in the order to try, the language of month names, the calendar."""

    formats: Strings = ()
    months: Language | None = None
    calendar: Literal["gregorian", "buddhist", "hijri", "roc"] = "gregorian"


@dataclass(frozen=True, slots=True, kw_only=True, config=CHECKED)
class Segment:
    """How a page of questions and answers is cut; `question` and `answer` override the labels of the language."""

    style: Style = "none"
    question: Pattern | None = None
    answer: Pattern | None = None


@dataclass(frozen=True, slots=True, kw_only=True, config=CHECKED)
class Fill:
    """The least share (0 to 1) of items that must have each part."""

    title: Share = 0.9
    date: Share = 0.9
    text: Share = 0.9
    speaker: Share = 0.0


@dataclass(frozen=True, slots=True, kw_only=True, config=CHECKED)
class Expect:
    """What a healthy run shows; anything less turns the source red in one run.

    `min_items` counts entries of the first list page; `steady` says that it always holds about as many as before (no,
    where a list ebbs by nature); `max_skipped` is a share; `quiet_days` is how long silence is normal; `min_chars` is
    the shortest believable body of an item; `language` says that texts are in the languages named.
    """

    min_items: Amount = 1
    max_skipped: Share = 0.1
    fill: Fill = Field(default_factory=Fill)
    quiet_days: Count = 30
    min_chars: Amount = 40
    steady: Switch = True
    language: Switch = True


@dataclass(frozen=True, slots=True, kw_only=True, config=CHECKED)
class Filter:
    """Which items are meant, by address, by title, or by what else an entry of the list says of itself.

    `place` holds where there is something, after its `match`: {at: tags, match: Foreign} for feeds of many offices.
    """

    url: Pattern | None = None
    title: Pattern | None = None
    place: Places = ()


@dataclass(frozen=True, slots=True, kw_only=True, config=CHECKED)
class Layout:
    """How pages captured up to and including the day `until` were read, so that old bytes keep parsing."""

    until: Day
    list: ListPart | None = None
    detail: DetailPart | None = None
    dates: Dates | None = None
    segment: Annotated[Segment | None, BeforeValidator(_segment)] = None
    encoding: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True, config=CHECKED)
class Source:
    """A channel that publishes, as sources.yaml describes it. See the comments in sources.yaml for each key in use.

    `token` names the environment variable that holds the key of a paid interface; a key never stands in a file.
    """

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    issuer: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")] | None = None
    name: Annotated[str, Field(min_length=1)]
    kind: Kind
    category: Category
    country: Country | None = None
    languages: Languages
    zone: Zone
    urls: Annotated[tuple[str, ...], BeforeValidator(as_tuple), Field(min_length=1)]
    hosts: Strings = ()
    list: ListPart = Field(default_factory=ListPart)
    detail: DetailPart = Field(default_factory=DetailPart)
    paging: Paging = Field(default_factory=Paging)
    dates: Dates = Field(default_factory=Dates)
    segment: Annotated[Segment, BeforeValidator(_segment)] = Field(default_factory=Segment)
    include: Filter = Field(default_factory=Filter)
    exclude: Filter = Field(default_factory=Filter)
    encoding: str | None = None
    every: Interval = timedelta(hours=6)
    expect: Expect = Field(default_factory=Expect)
    display: Display = Display.QUOTE
    licence: str = ""
    wording: Wording = Wording.ORIGINAL
    access: Literal["ok", "flaky", "browser_only", "blocked"] = "ok"
    enabled: Switch = True
    disabled_reason: str = ""
    confidence: Literal["H", "M", "L", "G"] = "G"
    evidence: str = ""  # filled from the comment above the entry
    pairs_with: Strings = ()
    min_interval: Annotated[float, Field(strict=True, ge=2, le=300)] = 2.0
    starts: Day | None = None
    token: Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9_]*$")] | None = None
    versions: Annotated[tuple[Layout, ...], BeforeValidator(as_tuple)] = ()

    @property
    def url(self) -> str:
        """The first list address: what pages link to."""
        return self.urls[0]

    @property
    def language(self) -> str:
        """The language that its texts are in unless a page says otherwise."""
        return self.languages[0]

    @property
    def channel(self) -> Channel:
        """What the store keeps of this source."""
        return Channel(
            id=self.id,
            issuer=self.issuer,
            kind=self.category,
            name=self.name,
            url=self.url,
            languages=self.languages,
            zone=self.zone,
            access=self.access,
            enabled=self.enabled,
            display=self.display,
            licence=self.licence,
            every=self.every,
        )

    def as_of(self, day: date) -> Source:
        """This source with the layout that its pages had on `day`."""
        old = [layout for layout in self.versions if day <= layout.until]
        if not old:
            return self
        layout = min(old, key=_until)
        return replace(
            self,
            list=layout.list or self.list,
            detail=layout.detail or self.detail,
            dates=layout.dates or self.dates,
            segment=layout.segment or self.segment,
            encoding=layout.encoding or self.encoding,
        )


def _until(layout: Layout) -> date:
    return layout.until
