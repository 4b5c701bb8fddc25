"""JSON lists, and among them the posts of networks: Mastodon, Bluesky and X, and what an index of news found.

Owns which of an answer's entries are the account's own words, and how these networks say that there is nothing.
Never fetches and never reads dates.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from tracker.collect.reading.kinds import list_part
from tracker.collect.reading.records import Record
from tracker.errors import BadPage
from tracker.model import Capture
from tracker.sources import Source

_ACCOUNT = re.compile(r"[0-9A-Za-z]{1,40}")
_STATUSES = "/api/v1/accounts/{id}/statuses?limit=40&exclude_replies=true&exclude_reblogs=true"
_POST = re.compile(r"at://(did:[\w:.%-]+)/app\.bsky\.feed\.post/([\w.~:-]+)")
_HANDLE = re.compile(r"[A-Za-z0-9.-]{1,253}")
_REFUSAL = re.compile(r"too many requests|rate.?limit|unauthori[sz]ed|forbidden|usage.?cap|credits", re.IGNORECASE)


def lead_of(source: Source, capture: Capture, whole: Record) -> str:
    """Where an account's posts are, if this answer is the account and not yet its posts. BadPage for no usable id."""
    if source.kind != "mastodon" or not isinstance(whole.value, Mapping):
        return ""
    account = whole.text("id")
    if not _ACCOUNT.fullmatch(account):
        said = whole.text("error") or "no account id"
        raise BadPage(f"{source.id}: {capture.url}: expected an account, found {said!r}; check the name in `acct`")
    parts = urlsplit(capture.url)
    return f"{parts.scheme}://{parts.netloc}{_STATUSES.format(id=account)}"


def listed(source: Source, capture: Capture, whole: Record) -> list[Record]:
    """The entries of a JSON list. BadPage if its path does not lead to a list."""
    places = list_part(source).item
    for place in places:
        found = whole.get(place.at)
        if isinstance(found, list):
            return [Record(value=one) for one in found]
    if _holds_nothing(source.kind, whole):
        return []
    wanted = " | ".join(place.at or "the whole answer" for place in places)
    raise BadPage(
        f"{source.id}: {capture.url}: list.item ({wanted}): expected one JSON list, found {refusal_in(whole) or 'none'}"
        "; the answer may have a new shape: look at it and adjust sources.yaml"
    )


def own(kind: str, entry: Record) -> Record | None:
    """An entry as its places find it; None for a post that repeats another account's words."""
    if kind == "mastodon":
        return None if entry.get("reblog") else entry
    if kind == "x":
        return None if _is_retweet(entry) else entry
    return _bluesky(entry) if kind == "bluesky" else entry


def refusal_in(whole: Record) -> str:
    """What an answer says in place of data, in the forms of problem reports; nothing if it has data."""
    if not isinstance(whole.value, Mapping) or whole.get("data"):
        return ""
    for path in ("errors.0.detail", "errors.0.message", "errors.0.title", "detail", "error_description", "message"):
        if said := whole.text(path):
            return said
    return whole.text("error") or (whole.text("title") if whole.get("status") else "")


def refuses(said: str) -> bool:
    """Whether that is a refusal, which asking again would not help, and no mere mistake."""
    return bool(_REFUSAL.search(said))


def _holds_nothing(kind: str, whole: Record) -> bool:
    """Forms in which an interface says that there is nothing, beside an empty list."""
    if kind == "x":
        return whole.get("meta.result_count") == 0
    return kind == "gdelt" and whole.value == {}


def _is_retweet(entry: Record) -> bool:
    referenced = entry.get("referenced_tweets")
    kinds = [Record(value=one).text("type") for one in referenced] if isinstance(referenced, list) else []
    return "retweeted" in kinds or entry.text("text").startswith("RT @")


def _bluesky(entry: Record) -> Record | None:
    """A post with its public address. A repost has a reason beside it; a pinned post is the account's own."""
    if not isinstance(entry.value, Mapping):
        return entry
    reason = Record(value=entry.get("reason")).text("$type")
    if entry.get("reason") and not reason.endswith("reasonPin"):
        return None
    post = _POST.fullmatch(entry.text("post.uri"))
    handle = entry.text("post.author.handle")
    if post is None:
        return entry
    name = handle if _HANDLE.fullmatch(handle) and handle != "handle.invalid" else post[1]
    return Record(value={**entry.value, "permalink": f"https://bsky.app/profile/{name}/post/{post[2]}"})
