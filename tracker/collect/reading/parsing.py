"""One capture to what it says.

Owns which reader a capture goes to. Pure: the same bytes and the same source give the same answer on any day, so
that what was archived can be read again at any time.
"""

from __future__ import annotations

from tracker.collect.reading.items import read_item
from tracker.collect.reading.listing import read_list, refusal, wanted_title
from tracker.collect.reading.parsed import Link, Parsed
from tracker.collect.reading.renderings import renderings
from tracker.model import Capture
from tracker.sources import Source


def parse(source: Source, capture: Capture, body: bytes, link: Link | None = None) -> Parsed:
    """What a good capture of this source says, read with the layout that its pages had on the day of capture.

    `capture.role` is "list" or "item". `link` is what the list said of an item; without it a page that shows no date
    has none. Raises BadPage, BadEncoding or BadDate (all BadInput) naming source, address, selector and what was found.
    """
    source = source.as_of(capture.retrieved_at.date())
    if capture.role == "list":
        return read_list(source, capture, body)
    draft = read_item(source, capture, body, link)
    if link is not None and not link.title and not wanted_title(source, draft.title):
        return Parsed(items=1)  # its list had no title for it, so that the rules for titles had to wait
    reason = refusal(source, capture, draft.published)
    if reason:
        return Parsed(skipped=((draft.url, reason),), items=1)
    return Parsed(renderings=renderings(draft, source, capture), items=1)
