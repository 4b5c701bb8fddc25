"""What a reader who found an error sends in: entries of corrections.yaml, filled in as far as the page can.

Owns which corrections fit a statement. Never decides one: a person fills in what is right, who says so, when and why.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from tracker.model import Statement
from tracker.report.collection import Collection
from tracker.report.labels import say


@dataclass(frozen=True, slots=True)
class Proposal:
    """One entry to copy: what it would correct, in words, and its lines of YAML."""

    label: str
    yaml: str


def proposals(collection: Collection, statement: Statement) -> tuple[Proposal, ...]:
    """Every kind of correction that fits a statement: who, when, how strongly, which incident, not one at all."""
    thing = statement.id
    now = statement.date.iso if statement.date else "none"
    found = [
        _proposal("speaker", thing, "speaker", statement.speaker or "none"),
        _proposal("issuer", thing, "issuer", statement.issuer or "none"),
        _proposal("date", thing, "date", now),
    ]
    if statement.evidence.own_words:
        read = f"{statement.strength.verb_class.value}/{statement.strength.intensity}"
        found.append(_proposal("strength", thing, "strength", read))
    for incident in statement.incidents:
        if incident in collection.incidents:
            label = say("proposal.incident-remove", name=collection.incidents[incident].name)
            found.append(Proposal(label, _lines("incident-remove", incident, ids=thing)))
    found.append(Proposal(say("proposal.incident-add"), _lines("incident-add", say("proposal.incident"), ids=thing)))
    found.append(Proposal(say("proposal.exclude"), _lines("exclude", thing)))
    return tuple(found)


def _proposal(what: str, thing: str, fill: str, now: str) -> Proposal:
    return Proposal(say(f"proposal.{what}"), _lines(what, thing, to=say(f"proposal.to_{fill}"), now=now))


def _lines(what: str, thing: str, *, to: str = "", now: str = "", ids: str = "") -> str:
    """One entry; what fetched text says stands on one line, in quotation marks."""
    lines = ["corrections:", f"  - what: {what}", f"    id: {_quoted(thing)}"]
    lines += [f"    to: {_quoted(to)}  # {say('proposal.now')} {_quoted(now)}"] if to else []
    lines += [f"    ids: [{_quoted(ids)}]"] if ids else []
    lines += [f"    who: {_quoted(say('proposal.who'))}", f"    when: {say('proposal.when')}"]
    return "\n".join([*lines, f"    why: {_quoted(say('proposal.why'))}"])


def _quoted(text: str) -> str:
    """A string that YAML reads as it is; any blank, also a line break of another script, is one space."""
    return json.dumps(" ".join(text.split()), ensure_ascii=False)
