"""Pages that are turned by sending a form back: ASP.NET's `__doPostBack`.

Owns which fields are sent, and by what address such a page is known afterwards. Never sends anything.
"""

from __future__ import annotations

import re
from urllib.parse import urlencode, urlsplit

from bs4.element import Tag

from tracker.collect.asking.addresses import absolute
from tracker.collect.reading.parsed import Ask
from tracker.collect.reading.places import Scope, found
from tracker.collect.reading.selectors import Tree
from tracker.sources import Paging

_QUOTED = r"""\s*(?:'([^']*)'|"([^"]*)")\s*"""
_EVENT = re.compile(rf"(?:__doPostBack|WebForm_PostBackOptions)\({_QUOTED},{_QUOTED}[,)]")
_TARGET, _ARGUMENT = "__EVENTTARGET", "__EVENTARGUMENT"


def posted(paging: Paging, url: str, root: Tree) -> Ask | None:
    """The page that the event at `paging.link` asks for, with the form of the page `url`; None where there is none."""
    event = next((hit for href in found(paging.link, Scope(root=root, url=url)) if (hit := _EVENT.search(href))), None)
    form = _form(root)
    if event is None or form is None:
        return None
    target, argument = event[1] or event[2] or "", event[3] or event[4] or ""
    sent = {_TARGET: target, _ARGUMENT: argument}
    action = absolute(url, str(form.get("action") or ""))
    if not action:
        return None
    fields = [(name, value) for name, value in _hidden(form) if name not in sent]
    joint = "&" if urlsplit(action).query else "?"
    return Ask(url=action, form=(*sent.items(), *fields), address=f"{action}{joint}{urlencode(sent)}")


def _form(root: Tree) -> Tag | None:
    """The form that holds the state of the page, else the first that is sent by POST."""
    forms = [form for form in root.select("form") if str(form.get("method") or "").lower() == "post"]
    with_state = [form for form in forms if form.find("input", attrs={"name": "__VIEWSTATE"})]
    return next(iter([*with_state, *forms]), None)


def _hidden(form: Tag) -> list[tuple[str, str]]:
    found_inputs = form.find_all("input", attrs={"type": "hidden"})
    return [(str(one.get("name")), str(one.get("value") or "")) for one in found_inputs if one.get("name")]
