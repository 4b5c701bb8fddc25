"""What is known of every issuer after an incident: it spoke, nothing was found, or nobody could have seen it.

Owns the rule that nothing found is not silence. Never reads a clock: the coverage says how far we looked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.match.identity.kinship import Kinship
from tracker.model import Channel, Form, Incident, Issuer, IssuerKind, Observation, Observed, Rendering, Statement

#: A first reaction comes within a week, or is not expected any more.
WINDOW = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How far the collection of one source can be trusted: from when on, and over which closed intervals it was whole.

    `begins` is the earliest day from which its statements are collected, None when unknown. `complete` holds
    (first day, last day) pairs; `checked` is the day of the last pass.
    """

    begins: date | None = None
    complete: tuple[tuple[date, date], ...] = ()
    checked: date | None = None
    reason: str = ""

    def whole(self, first: date, last: date) -> bool:
        """Whether one complete interval holds the days from `first` to `last`."""
        return any(start <= first and last <= end for start, end in self.complete)


def observe(
    incidents: Iterable[Incident],
    statements: Iterable[Statement],
    *,
    issuers: Sequence[Issuer],
    channels: Sequence[Channel],
    coverage: Mapping[str, Coverage],
    renderings: Mapping[str, Rendering] | None = None,
    expected: Sequence[Issuer] = (),
) -> tuple[Observation, ...]:
    """One observation per incident and issuer that has a channel, is expected or spoke, by incident and issuer.

    An issuer has spoken when it or one of its own (an embassy for its ministry) issued a statement of the incident, and
    also when its own pages, among `renderings`, carry somebody else's (an embassy that repeats its ministry). Nobody
    is listed as silent whose state a report says has spoken. `expected` are those whom the configuration names: one
    without any channel, of its own or of its kin, cannot be observed.
    """
    statements = tuple(statements)
    repeated = {statement.id: _repeating(statement, renderings or {}) for statement in statements}
    kin = Kinship(issuers)
    voices = {statement.id: [party.issuer for party in statement.parties] for statement in statements}
    own: dict[str, list[Channel]] = defaultdict(list)
    for channel in sorted(channels, key=lambda c: c.id):
        if channel.issuer:
            own[channel.issuer].append(channel)
    mute = _mute(expected, own, kin)
    listening = [i for i in sorted({*own, *mute}) if (of := kin.get(i)) is None or of.kind is not IssuerKind.NON_STATE]
    found: list[Observation] = []
    for incident in sorted(incidents, key=lambda i: i.id):
        spoke = {issuer for statement in incident.statements for issuer in voices.get(statement, ())}
        found += [Observation(incident=incident.id, issuer=i, state=Observed.SPOKE) for i in sorted(spoke)]
        after = {
            issuer: of for key in incident.statements for issuer, of in repeated.get(key, ()) if issuer not in spoke
        }
        found += [
            Observation(incident=incident.id, issuer=issuer, state=Observed.SPOKE, reason=f"repeats {of}")
            for issuer, of in after.items()
        ]
        for issuer in listening:
            if issuer not in spoke and issuer not in after:
                found.append(_by_others(incident, issuer, spoke, kin) or _unheard(incident, issuer, own, coverage))
    return tuple(sorted(found, key=lambda o: (o.incident, o.issuer)))


def _mute(expected: Iterable[Issuer], own: Mapping[str, object], kin: Kinship) -> set[str]:
    """Those whom the configuration names and of whom no channel is known, nor of anybody above or below them."""
    heard = {above for issuer in own for above in kin.line(issuer)}
    return {
        one.id for one in expected if not heard.intersection(kin.line(one.id)) and one.kind is not IssuerKind.NON_STATE
    }


def _by_others(incident: Incident, issuer: str, spoke: Iterable[str], kin: Kinship) -> Observation | None:
    """Somebody below spoke for it; or a report says that its state spoke, and not through which office."""
    below = sorted(other for other in spoke if issuer in kin.line(other))
    if below:
        reason = f"through {below[0]}"
        return Observation(incident=incident.id, issuer=issuer, state=Observed.SPOKE, reason=reason)
    state = kin.line(issuer)[-1]
    if state != issuer and state in set(spoke):
        reason = f"{state} is reported to have spoken; through which office is not known"
        return Observation(incident=incident.id, issuer=issuer, state=Observed.NOT_OBSERVABLE, reason=reason)
    return None


def _repeating(statement: Statement, renderings: Mapping[str, Rendering]) -> list[tuple[str, str]]:
    """Issuers whose own pages carry a statement of somebody else, with whose it is."""
    pages = (renderings[key] for key in statement.renderings if key in renderings)
    issuers = {party.issuer for page in pages if page.form is Form.STATEMENT for party in page.parties}
    issuers -= {party.issuer for party in statement.parties}
    return [(issuer, statement.issuer) for issuer in sorted(issuers) if statement.issuer]


def _unheard(
    incident: Incident, issuer: str, own: Mapping[str, Sequence[Channel]], coverage: Mapping[str, Coverage]
) -> Observation:
    """No statement found, if every channel was whole over the window; else why nobody could tell."""
    state, reason, channels = Observed.NOT_OBSERVABLE, "", own.get(issuer, ())
    if not channels:
        reason = "no channel of it is known"
    elif incident.start is None:
        reason = "the day of the incident is not known"
    else:
        first = incident.start.day
        last = (incident.end or incident.start).day + WINDOW
        gaps = [gap for channel in channels if (gap := _gap(channel, coverage.get(channel.id), first, last))]
        if gaps:
            reason = "; ".join(gaps)
        else:
            state = Observed.NONE_FOUND
            checked = [c.checked for channel in channels if (c := coverage.get(channel.id)) and c.checked]
            reason = f"last check {max(checked).isoformat()}" if checked else ""
    return Observation(incident=incident.id, issuer=issuer, state=state, reason=reason)


def _gap(channel: Channel, coverage: Coverage | None, first: date, last: date) -> str:
    """Why this channel cannot vouch for the window, or nothing if it can."""
    if channel.access != "ok":
        return f"{channel.id}: {channel.access}"
    if not channel.enabled:
        return f"{channel.id}: {'on X, which has no free channel' if channel.kind == 'x' else 'switched off'}"
    if coverage is None:
        return f"{channel.id}: never collected whole"
    if coverage.whole(first, last):
        return ""
    if coverage.reason:
        return f"{channel.id}: {coverage.reason}"
    if coverage.begins and coverage.begins > first:
        return f"{channel.id}: collected since {coverage.begins.isoformat()}"
    if any(start <= first <= end < last for start, end in coverage.complete):
        return f"{channel.id}: not read since, up to {last.isoformat()}"
    return f"{channel.id}: not whole from {first.isoformat()} to {last.isoformat()}"
