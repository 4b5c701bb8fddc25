"""docs/sources.md: every source as sources.yaml describes it, for people who ask what is read and how well it is known.

Owns the words of that page. Pure: nothing is fetched, and no run is looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta

from tracker.model import IssuerKind
from tracker.sources import Registry, Source

_HEAD = """# Sources

Written by `make docs` from [sources.yaml](../sources.yaml); change that file, not this one.

Evidence: **H** a saved body of the real page, or two independent current readers, agree; **M** one reader; **L** old or
weak; **G** a guess. No entry was checked against the live site: the first real pass of each is its proof, and
`tracker health` says how it went. Reach: how far back a first pass or a backfill can come. A source is red when a run
shows less than its rule asks for, and when its turn was missed three times.
"""
_COLUMNS = ("Source", "Issuer", "Country", "Languages", "Kind", "Reach", "Rule of health", "Evidence")
_IDLE = ("Source", "Issuer", "Country", "Languages", "Access", "Why it is not read", "Evidence")


def directory(registry: Registry) -> str:
    """The whole page as Markdown."""
    read = [one for one in registry.sources if one.enabled]
    idle = [one for one in registry.sources if not one.enabled]
    parts = [
        _HEAD,
        _totals(registry, read),
        "## Read\n",
        *_table(_COLUMNS, (_row(registry, one) for one in read)),
        "\n## Named, and not read\n",
        *_table(_IDLE, (_idle(registry, one) for one in idle)),
    ]
    return "\n".join(parts) + "\n"


def _totals(registry: Registry, read: Sequence[Source]) -> str:
    countries = {_country(registry, one) for one in registry.sources} - {""}
    kinds = {issuer.id: issuer.kind for issuer in registry.issuers}
    joint = [one for one in registry.sources if kinds.get(one.issuer or "") is IssuerKind.ORGANISATION]
    bodies = {_body(registry, one) for one in joint}
    weak = sum(one.confidence in "LG" for one in registry.sources)
    return (
        f"{len(registry.sources)} sources, {len(read)} of them read; {len(countries)} countries and {len(bodies)} "
        f"international bodies; {weak} rest on weak evidence (L or G).\n"
    )


def _body(registry: Registry, source: Source) -> str:
    """The international body behind a source: the United Nations for its Security Council."""
    parents = {issuer.id: issuer.parent for issuer in registry.issuers}
    found = source.issuer or ""
    while parent := parents.get(found):
        found = parent
    return found


def _country(registry: Registry, source: Source) -> str:
    of_issuer = {issuer.id: issuer.country for issuer in registry.issuers}
    return source.country or of_issuer.get(source.issuer or "") or ""


def _row(registry: Registry, source: Source) -> tuple[str, ...]:
    return (
        f"[{source.id}]({source.url})",
        _issuer(registry, source),
        _country(registry, source),
        ", ".join(source.languages),
        source.kind,
        _reach(source),
        _rule(source),
        f"**{source.confidence}** {source.evidence}",
    )


def _idle(registry: Registry, source: Source) -> tuple[str, ...]:
    return (
        f"[{source.id}]({source.url})",
        _issuer(registry, source),
        _country(registry, source),
        ", ".join(source.languages),
        source.access,
        source.disabled_reason,
        f"**{source.confidence}** {source.evidence}",
    )


def _issuer(registry: Registry, source: Source) -> str:
    if source.issuer is None:
        return f"{source.name} (reports on others)"
    return next((issuer.name for issuer in registry.issuers if issuer.id == source.issuer), source.name)


def _reach(source: Source) -> str:
    if source.paging.style == "none" or (source.paging.style == "usual" and source.kind in ("rss", "sitemap", "gdelt")):
        return "what the list holds"
    if source.paging.style == "usual" and source.kind in ("html-list", "html-fragment", "json-list"):
        return "what the list holds"
    return f"up to {source.paging.pages} pages back"


def _rule(source: Source) -> str:
    expect, fill = source.expect, source.expect.fill
    parts = [f"≥ {expect.min_items} entries", f"dated ≥ {fill.date:.0%}"]
    parts += [f"speaker ≥ {fill.speaker:.0%}"] if fill.speaker else []
    parts += ["steady"] if expect.steady else []
    return f"{', '.join(parts)}; asked every {_every(source.every)}, quiet up to {expect.quiet_days} days"


def _every(interval: timedelta) -> str:
    hours = interval.total_seconds() / 3600
    return f"{hours:g} h" if hours < 48 else f"{hours / 24:g} days"  # noqa: PLR2004  two days read better as days


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(_cell(cell) for cell in row)} |"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|") or "–"
