"""Rows of incidents: the incidents, their outside ids, how each statement answers, and who was observed.

Owns what stands in these columns. Never says that an issuer was silent.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tracker.model import Incident
from tracker.report.collection import Collection
from tracker.report.tables.shapes import incident_row
from tracker.report.tables.texts import codes_of, iso
from tracker.report.views.reactions import Reaction, reaction

Record = dict[str, Any]


def incidents(collection: Collection) -> Iterator[Record]:
    """One row an incident, by id."""
    for incident in _ordered(collection):
        row = incident_row(collection, incident)
        # A table's cell says who was observed; how each statement answers has rows of its own.
        yield row | {"observed": [{key: one[key] for key in ("issuer", "state", "reason")} for one in row["observed"]]}


def _ordered(collection: Collection) -> list[Incident]:
    return sorted(collection.incidents.values(), key=lambda i: i.id)


def incident_ids(collection: Collection) -> Iterator[Record]:
    """One row an id in an outside list."""
    for incident in _ordered(collection):
        for scheme, value in sorted(set(incident.ids)):
            yield {"incident": incident.id, "scheme": scheme, "value": value}


def incident_answers(collection: Collection) -> Iterator[Record]:
    """One row a statement beside each incident that it answers."""
    for incident in _ordered(collection):
        held = sorted(key for key in set(incident.statements) if key in collection.statements)
        for key in held:
            yield _answer(collection, incident, reaction(collection, incident, collection.statements[key]))


def _answer(collection: Collection, incident: Incident, one: Reaction) -> Record:
    said = one.statement
    days = one.lag.days or (None, None)
    return {
        "incident": incident.id,
        "statement": said.id,
        "issuer": said.issuer,
        **codes_of(collection, said.issuer, said.date),
        "date": iso(said.date),
        "evidence": said.evidence.value,
        "lag_hours": one.lag.hours,
        "lag_days_least": days[0],
        "lag_days_most": days[1],
        **{answer.question.value: answer.state for answer in one.answers},
        "missing": [gone.move.value for gone in one.habit.missing],
        "quoted_only_in_part": one.habit.partly,
    }


def observations(collection: Collection) -> Iterator[Record]:
    """One row an issuer beside each incident after which it is known what was found of it."""
    for incident in _ordered(collection):
        for one in collection.observations(incident.id):
            yield {
                "incident": incident.id,
                "issuer": one.issuer,
                **codes_of(collection, one.issuer, incident.start),
                "state": one.state.value,
                "reason": one.reason,
            }
