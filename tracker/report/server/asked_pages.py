"""The pages that set side by side what somebody names: statements to compare, a text to check.

Owns the forms and their answers. Never keeps, and never logs, what was sent.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import Response

from tracker.errors import BadConfig, BadInput, TooLarge, UnknownId
from tracker.language.texts.identify import identify
from tracker.report.labels import say
from tracker.report.server.answers import HTML, sent
from tracker.report.server.asking import LONGEST_TEXT, body, parameters, parsed
from tracker.report.server.held import Held, Keeper
from tracker.report.server.pages import Pages
from tracker.report.server.pairs import named, statement_of
from tracker.report.server.texts import CheckPage, blank, check_page
from tracker.report.site.filling import fill, served
from tracker.report.views.checking import check
from tracker.report.views.compare import Comparison
from tracker.report.views.sidebyside import sidebyside

#: As BCP 47 has them, or none.
_LANGUAGE = re.compile(r"(?:[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,3})?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """The form of a comparison: what stands in it, and what is wrong with that."""

    names: str
    trouble: str = ""


class AskedPages:
    """The handlers of comparison and check."""

    def __init__(self, keeper: Keeper, pages: Pages) -> None:
        self._keeper = keeper
        self._pages = pages
        self._one: CapacityLimiter | None = None

    async def compare(self, request: Request) -> Response:
        """Two to twelve statements side by side, or the form that asks for them."""
        return await self._pages.within(partial(_compare, request))

    async def check(self, request: Request) -> Response:
        """The form, or what is new in the text that was sent. One text is checked at a time."""
        if request.method != "POST":
            return await self._pages.within(lambda held: _filled(blank(held.collection, LONGEST_TEXT), 200))
        try:
            text, language = read_form(request, await body(request))
        except (BadInput, TooLarge) as error:
            trouble, status = str(error), 413 if isinstance(error, TooLarge) else 400
            return await self._pages.within(
                lambda held: _filled(blank(held.collection, LONGEST_TEXT, trouble=trouble), status)
            )
        return await self.alone(partial(_checked, text, language))

    async def alone(self, make: Callable[[Held], Response]) -> Response:
        """What is made of the newest state while no other text is checked."""
        self._one = self._one or CapacityLimiter(1)
        with self._keeper.using() as held:
            return await to_thread.run_sync(partial(make, held), limiter=self._one)


def _compare(request: Request, held: Held) -> Response:
    asked = parameters(request)
    base = next((value for name, value in asked if name == "base"), "")
    names: list[str] = []
    try:
        names = named(value for name, value in asked if name == "s")
        if len(names) > 1:
            key = "compare?" + "\n".join([base, *names])
            return sent(request, held.composed(key, partial(_side_by_side, held, names, base)))
    except (BadConfig, UnknownId) as error:
        lines = [line for name, value in asked if name == "s" for line in value.splitlines()]
        return _boxed(Box(names="\n".join(lines), trouble=str(error)), 400)
    return _boxed(Box(names="\n".join(names)), 200)


def _side_by_side(held: Held, names: list[str], base: str) -> bytes:
    ids = [statement_of(held, one) for one in names]
    view = sidebyside(held.collection, ids, base=statement_of(held, base) if base else "", served=True)
    return fill("compare.html", path="compare", heading=view.title, view=view, here="compare")


def _boxed(box: Box, status: int) -> Response:
    with served():
        page = fill("pairs.html", path="compare", heading=say("compare.title"), view=box, here="compare")
    return Response(page, status_code=status, media_type=HTML, headers={"cache-control": "no-cache"})


def read_form(request: Request, sent_body: bytes) -> tuple[str, str]:
    """Text and language of a form. BadInput and TooLarge in words."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/x-www-form-urlencoded":
        raise BadInput(say("check.form"))
    try:
        form = dict(parsed(sent_body.decode("ascii")))
    except (UnicodeDecodeError, BadConfig) as error:
        raise BadInput(say("check.form")) from error
    return bounded(form.get("text", ""), form.get("language", ""))


def bounded(text: str, language: str) -> tuple[str, str]:
    """A text and its language within their bounds. BadInput and TooLarge in words."""
    plain = text.replace("\r\n", "\n")
    if len(plain) > LONGEST_TEXT:
        raise TooLarge(say("server.too_large", most=f"{LONGEST_TEXT:,}"))
    if not plain.strip():
        raise BadInput(say("check.empty"))
    if not _LANGUAGE.fullmatch(language):
        raise BadInput(say("check.language_form"))
    return plain, language.lower().split("-")[0]


def compared(held: Held, text: str, language: str) -> tuple[Comparison, str]:
    """A text laid beside the collection, and the language as which it was read."""
    read_as = language or identify(text)
    with held.opened.named():
        return check(held.collection, text, language=read_as, known=held.known), read_as


def _checked(text: str, language: str, held: Held) -> Response:
    made, read_as = compared(held, text, language)
    view = check_page(held.collection, text, made, language=read_as, guessed=not language, most=LONGEST_TEXT)
    return _filled(view, 200)


def _filled(view: CheckPage, status: int) -> Response:
    with served():
        page = fill("check.html", path="check", heading=say("check.title"), view=view, here="check")
    return Response(page, status_code=status, media_type=HTML, headers={"cache-control": "no-store"})
