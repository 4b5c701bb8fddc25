"""Answers that only lead to lists: an account's look-up, an index of sitemaps.

Owns how many of the lists are read, and what they are together. Makes no request itself.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, replace

from tracker.collect.reading.parsed import Link, Parsed
from tracker.errors import BadInput, Blocked, FetchFailed, NotAllowed, TrackerError

#: How many of the lists a usual visit reads: the newest ones.
USUAL = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Led:
    """The lists that were read, the newest first, and why others were not."""

    pages: tuple[Parsed, ...] = ()
    failures: tuple[TrackerError, ...] = ()

    @property
    def whole(self) -> Parsed:
        """All of them as the first page of one list."""
        if len(self.pages) == 1:
            return self.pages[0]
        return Parsed(
            renderings=tuple(one for page in self.pages for one in page.renderings),
            links=_distinct(link for page in self.pages for link in page.links),
            skipped=tuple(one for page in self.pages for one in page.skipped),
            items=sum(page.items for page in self.pages),
            url=self.pages[0].url,
        )


async def follow(first: Parsed, read: Callable[[str], Awaitable[Parsed]], *, most: int) -> Led:
    """What `first` leads to, read by `read`, at most so many. A list that leads in a circle is read once.

    Raises the first failure where nothing could be read, and Blocked at once.
    """
    todo, met = list(first.leads), {first.url}
    pages: list[Parsed] = []
    failures: list[TrackerError] = []
    while todo and len(met) <= most:
        url = todo.pop(0)
        if url in met:
            continue
        met.add(url)
        try:
            page = await read(url)
        except Blocked:
            raise
        except (FetchFailed, NotAllowed, BadInput) as error:
            failures.append(error)
            continue
        todo = [*page.leads, *todo]
        pages += [] if page.leads else [replace(page, url=url)]
    if not pages and failures:
        raise failures[0]
    return Led(pages=tuple(pages) or (Parsed(url=first.url),), failures=tuple(failures))


def _distinct(links: Iterable[Link]) -> tuple[Link, ...]:
    return tuple({link.url: link for link in reversed(list(links))}.values())[::-1]
