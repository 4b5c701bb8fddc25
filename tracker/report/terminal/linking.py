"""Proposals for outside ids: as lines of corrections.yaml for a person to accept, and as JSON.

Owns the wording of why a row could be an incident. Never accepts one: a line without a name in `who` is refused.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import groupby
from typing import Any

from tracker.match.incidents.linking import Proposal
from tracker.model import Incident, OutsideEvent
from tracker.report.labels import count, say


def correction_lines(
    proposals: Iterable[Proposal], incidents: Mapping[str, Incident], *, who: str, today: date
) -> Iterator[str]:
    """Lines that can be copied under `corrections:`, the incident and the reasons above each as comments."""
    for key, group in groupby(proposals, key=lambda one: one.incident):
        yield f"# {_line(incidents[key].name)}"
        for one in group:
            yield f"#   {one.score:.2f}  {_line(event_words(one.event))}"
            why = f"{one.score:.2f}: {reasons(one)}"
            to = f"{one.event.scheme}:{one.event.value}"
            cells = {"what": "incident-id", "id": key, "to": to, "who": who, "when": today.isoformat(), "why": why}
            yield "  - {" + ", ".join(f"{name}: {_cell(name, value)}" for name, value in cells.items()) + "}"


def _cell(name: str, value: str) -> str:
    """A value as YAML reads it back; JSON's quoted text is YAML's too."""
    return value if name in ("what", "when") else json.dumps(_line(value), ensure_ascii=False)


def _line(text: str) -> str:
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def reasons(proposal: Proposal) -> str:
    """What speaks for a proposal, in words."""
    return "; ".join(say(f"link.{why}" if words else "link.unnamed", words=words) for why, words in proposal.reasons)


def event_words(event: OutsideEvent) -> str:
    """An event in one line: its day, place, kind, who, and the number of dead as the list has it."""
    day = event.first.isoformat() if event.first == event.last else f"{event.first} – {event.last}"
    where = ", ".join(dict.fromkeys((*event.places[:2], event.country)))
    killed = say("link.killed", n=event.killed) if event.killed is not None else ""
    parts = (f"{event.scheme} {event.value}", day, where, event.kind, " / ".join(event.actors[:2]), killed)
    return " · ".join(part for part in parts if part)


def told(scheme: str, rows: int, left_out: Mapping[str, int], proposals: Iterable[Proposal]) -> str:
    """What became of the rows, in one line for a person."""
    found = list(proposals)
    parts = [
        say("link.read", scheme=scheme, rows=f"{rows:,}"),
        *(say("link.left_out", n=f"{number:,}", why=why) for why, number in sorted(left_out.items())),
        say("link.proposed", n=f"{len(found):,}", incidents=count("noun.incident", len({p.incident for p in found}))),
    ]
    return "; ".join(parts)


def linking_shape(
    proposals: Iterable[Proposal],
    incidents: Mapping[str, Incident],
    *,
    scheme: str,
    rows: int,
    left_out: Mapping[str, int],
) -> dict[str, Any]:
    """The proposals for programs."""
    return {
        "scheme": scheme,
        "rows": rows,
        "left_out": dict(sorted(left_out.items())),
        "proposals": [
            {
                "incident": one.incident,
                "name": incidents[one.incident].name,
                "scheme": one.event.scheme,
                "value": one.event.value,
                "score": one.score,
                "reasons": [{"kind": why.value, "words": words} for why, words in one.reasons],
                "event": _event(one.event),
            }
            for one in proposals
        ],
    }


def _event(event: OutsideEvent) -> dict[str, Any]:
    return {
        "first": event.first.isoformat(),
        "last": event.last.isoformat(),
        "country": event.country,
        "places": list(event.places),
        "kind": event.kind,
        "actors": list(event.actors),
        "killed": event.killed,
    }
