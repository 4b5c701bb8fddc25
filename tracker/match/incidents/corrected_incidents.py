"""Incidents as people want them: named, dated, merged, split, given parents, outside ids, statements.

Owns how each such correction changes the incidents. Never decides which correction holds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from tracker.model import Incident, short_hash
from tracker.sources.corrections import NONE, Correction

#: Things that a correction changed, each with what was there before, in words.
Reached = list[tuple[str, str]]


class Incidents:
    """The incidents while corrections are carried out, one after the other.

    `merged` tells for ids that are no more which incident they are part of now.
    """

    def __init__(self, incidents: Iterable[Incident], aliases: Mapping[str, str], now: Mapping[str, str]) -> None:
        self._known = {incident.id: incident for incident in incidents}
        self._aliases = aliases
        self._now = now
        self.merged: dict[str, str] = {}

    def resolve(self, key: str) -> str | None:
        """The incident that this id stands for today: its own, one that people or the ledger merged it into."""
        for _ in range(len(self.merged) + 2):
            if key in self._known:
                return key
            key = self.merged.get(key) or self._aliases.get(key, "")
        return None

    def all(self) -> tuple[Incident, ...]:
        """The incidents by id; a parent that is no more, or would close a circle, is none."""
        known = {key: replace(one, parent=self._parent(one)) for key, one in self._known.items()}
        return tuple(known[key] for key in sorted(known))

    def correct(self, one: Correction) -> Reached:
        """Carry one correction out; empty where it reaches nothing."""
        key = self.resolve(one.id)
        if key is None:
            return self._name_event(one) if one.what == "incident-name" else []
        done: Callable[[Incident, Correction], Reached] = {
            "incident-name": self._name,
            "incident-date": self._date,
            "incident-parent": self._give_parent,
            "incident-id": self._link,
            "incident-merge": self._merge,
            "incident-split": self._split,
            "incident-add": self._add,
            "incident-remove": self._remove,
            "exclude": self._exclude,
        }[one.what]
        return done(self._known[key], one)

    def _parent(self, incident: Incident) -> str | None:
        found = self.resolve(incident.parent) if incident.parent else None
        above, seen = found, {incident.id}
        while above and above not in seen:
            seen.add(above)
            next_ = self._known[above].parent
            above = self.resolve(next_) if next_ else None
        return None if above else found

    def _name(self, incident: Incident, one: Correction) -> Reached:
        self._known[incident.id] = replace(incident, name=one.to)
        return [(incident.id, incident.name)]

    def _name_event(self, one: Correction) -> Reached:
        """The name of one of an incident's several events, by its own id."""
        for incident in self._known.values():
            was = next((event.name for event in incident.events if event.id == one.id), None)
            if was is not None:
                events = (replace(event, name=one.to) if event.id == one.id else event for event in incident.events)
                self._known[incident.id] = replace(incident, events=tuple(events))
                return [(incident.id, was)]
        return []

    def _date(self, incident: Incident, one: Correction) -> Reached:
        first, last = one.dates or (None, None)
        self._known[incident.id] = replace(incident, start=first, end=last)
        was = "/".join(dict.fromkeys(str(date) for date in (incident.start, incident.end) if date))
        return [(incident.id, was or NONE)]

    def _give_parent(self, incident: Incident, one: Correction) -> Reached:
        parent = None if one.to == NONE else self.resolve(one.to)
        if parent == incident.id or (parent is None and one.to != NONE):
            return []
        self._known[incident.id] = replace(incident, parent=parent)
        return [(incident.id, incident.parent or NONE)]

    def _link(self, incident: Incident, one: Correction) -> Reached:
        self._known[incident.id] = replace(incident, ids=tuple(dict.fromkeys((*incident.ids, one.outside))))
        return [(incident.id, "")]

    def _merge(self, target: Incident, one: Correction) -> Reached:
        keys = dict.fromkeys(key for name in one.ids if (key := self.resolve(name)) and key != target.id)
        if not keys:
            return []
        parts = [target, *(self._known.pop(key) for key in keys)]
        starts = [part.start for part in parts if part.start]
        ends = [part.end for part in parts if part.end]
        self._known[target.id] = replace(
            target,
            start=min(starts, key=lambda when: when.start, default=None),
            end=max(ends, key=lambda when: when.end, default=None),
            places=tuple(dict.fromkeys(place for part in parts for place in part.places)),
            statements=tuple(sorted({s for part in parts for s in part.statements})),
            links=tuple(sorted({link[0]: link for part in parts for link in part.links}.values())),
            ids=tuple(dict.fromkeys(outside for part in parts for outside in part.ids)),
            events=tuple(replace(event, incident=target.id) for part in parts for event in part.events),
        )
        self.merged |= dict.fromkeys(keys, target.id)
        return [(target.id, ", ".join(part.name for part in parts))]

    def _split(self, source: Incident, one: Correction) -> Reached:
        named = self._named(source, one)
        if not named:
            return []
        # Named by the ids as people wrote them, so that a statement that gets another id keeps its incident's.
        key = f"i-{short_hash('split', one.id, *named, length=8)}"
        leaving = set(named.values())
        self._known[source.id] = _without(source, leaving)
        self._known[key] = replace(
            _without(source, set(source.statements) - leaving), id=key, name=one.to or source.name, ids=(), events=()
        )
        return [(source.id, source.name), (key, source.name)]

    def _add(self, incident: Incident, one: Correction) -> Reached:
        new = {key for name in one.ids if (key := self._now.get(name)) and key not in incident.statements}
        if not new:
            return []
        links = (*incident.links, *((key, one.why) for key in sorted(new)))
        statements = tuple(sorted({*incident.statements, *new}))
        self._known[incident.id] = replace(incident, statements=statements, links=tuple(sorted(links)))
        return [(incident.id, ""), *((key, "") for key in sorted(new))]

    def _remove(self, incident: Incident, one: Correction) -> Reached:
        leaving = set(self._named(incident, one).values())
        if not leaving:
            return []
        self._known[incident.id] = _without(incident, leaving)
        return [(incident.id, ""), *((key, incident.name) for key in sorted(leaving))]

    def _exclude(self, incident: Incident, _: Correction) -> Reached:
        del self._known[incident.id]
        return [(incident.id, incident.name)]

    def _named(self, incident: Incident, one: Correction) -> dict[str, str]:
        """Those statements of the incident that a correction names, by the name that it uses."""
        meant = {name: self._now.get(name, name) for name in sorted(one.ids)}
        return {name: key for name, key in meant.items() if key in incident.statements}


def _without(incident: Incident, leaving: set[str]) -> Incident:
    return replace(
        incident,
        statements=tuple(key for key in incident.statements if key not in leaving),
        links=tuple(link for link in incident.links if link[0] not in leaving),
        events=tuple(
            replace(event, statements=tuple(key for key in event.statements if key not in leaving))
            for event in incident.events
        ),
    )
