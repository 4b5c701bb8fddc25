"""Where the words of every statement come from: own habit, agreed language, stock, matched, new, or unknown.

Owns the precedence of the design and the spans shown. Finding is by repeated runs (`repeats`), and for an issuer's own
habit by the phrasings that it used before (`habits`); labelling is by alignment (`alignment`).
Never says "copied": an earlier text explains nothing by being earlier.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

import numpy as np

from tracker.match.identity.kinship import Kinship
from tracker.match.judging.alignment import aligned
from tracker.match.origins.agreed import Agreed, find_agreed
from tracker.match.origins.habits import Habits, closest
from tracker.match.origins.repeats import Repeats, Spoken, find_repeats
from tracker.model import Formula, Origin, OriginKind, Statement, When

#: Other states' issuers that must have used words before they are stock.
STOCK = 3
#: Fewer earlier statements of the issuer in the language say nothing about what is new.
EARLIER_STATEMENTS = 10
#: Nor does a collection that begins less than this before.
COLLECTED = timedelta(days=365)
#: Earlier texts tried for one sentence, best first; a sentence is seldom pieced together from more.
SOURCES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class _Label:
    """What one token was given: the kind and where from."""

    kind: OriginKind
    source: str = ""
    issuer: str = ""
    date: When | None = None


def find_origins(
    spoken: Sequence[Spoken],
    statements: Mapping[str, Statement],
    *,
    kin: Kinship,
    agreed: Sequence[Agreed],
    begins: Callable[[Statement], When | None],
    formulas: Sequence[Formula] = (),
) -> Iterator[Origin]:
    """Origins of all texts of one language, by statement, rendering and place.

    `spoken` are own words alone (official and quoted), masked. `begins` says from when the collection of the
    statement's issuer can be trusted. Earlier means ending before the other starts; one statement's renderings are
    no source for each other. Slots (names, dates, numbers) are nobody's words and get no origin of their own.
    """
    repeats = find_repeats(spoken, kin=kin)
    habits = Habits(spoken, formulas)
    enough = _enough_before(spoken, statements, begins)
    for index, one in sorted(enumerate(spoken), key=lambda p: (p[1].statement, p[1].rendering)):
        labels = _Labels(one, index, spoken, repeats, statements)
        for start, end in one.sentences:
            labels.own(start, end)
            labels.habit(start, end, habits, kin)
            labels.agreed(start, end, agreed)
            labels.others(start, end)
        rest = OriginKind.NEW if enough[index] else OriginKind.UNKNOWN
        yield from labels.origins(_Label(kind=rest))


def _enough_before(
    spoken: Sequence[Spoken], statements: Mapping[str, Statement], begins: Callable[[Statement], When | None]
) -> list[bool]:
    """Whether enough of the issuer lies before each text for "new" to mean something."""
    ends: dict[str, list[float]] = defaultdict(list)
    seen: set[str] = set()
    for one in spoken:
        if one.statement not in seen:
            seen.add(one.statement)
            ends[one.issuer].append(one.end)
    order = {issuer: np.sort(np.array(values)) for issuer, values in ends.items()}
    verdicts = []
    for one in spoken:
        before = int(np.searchsorted(order[one.issuer], one.begin, side="right"))
        statement = statements[one.statement]
        start = begins(statement)
        old = bool(start and statement.date and statement.date.start - start.start >= COLLECTED)
        verdicts.append(before >= EARLIER_STATEMENTS and old)
    return verdicts


class _Labels:
    """The labels of one text's tokens, filled in order of precedence."""

    def __init__(
        self,
        one: Spoken,
        index: int,
        spoken: Sequence[Spoken],
        repeats: Repeats,
        statements: Mapping[str, Statement],
    ) -> None:
        self._one = one
        self._index = index
        self._spoken = spoken
        self._statements = statements
        self._repeats = repeats
        self._at = repeats.offsets[index]
        self._given: list[_Label | None] = [None] * len(one.ids)

    def own(self, start: int, end: int) -> None:
        """Label what this issuer or its kin said before."""
        for _ in range(SOURCES):
            source = self._vote(start, end, (self._repeats.own_first, self._repeats.own_last))
            if source is None or not self._apply(start, end, source, self._own_label(source)):
                return

    def habit(self, start: int, end: int, habits: Habits, kin: Kinship) -> None:
        """Label the words of a phrasing that this issuer or its kin used before, in whatever order they stood then.

        A phrasing is the same wording by the weight of its words, so a turned or shortened one has no run to show.
        """
        one = self._one
        for here, earlier in habits.before(self._index, start, end):
            own = [place for place in earlier if kin.kin(self._spoken[place.text].issuer, one.issuer)]
            for place, tokens in closest(one, here, own, self._spoken)[:SOURCES]:
                label = self._own_label(place.text)
                for at in tokens:
                    self._given[at] = self._given[at] or label

    def others(self, start: int, end: int) -> None:
        """Label what others said before: stock where three states or more did, else matched."""
        for _ in range(SOURCES):
            source = self._vote(start, end, (self._repeats.other_first,))
            if source is None:
                return
            counts = self._repeats.others[self._at + start : self._at + max(start, end - 4)]
            several = bool(len(counts)) and int(counts.max()) >= STOCK
            if not self._apply(start, end, source, self._other_label(source, several=several)):
                return

    def agreed(self, start: int, end: int, phrases: Sequence[Agreed]) -> None:
        """Label fixed phrases of agreed texts that are older than the statement."""
        date = self._statements[self._one.statement].date
        for first, last, phrase in find_agreed(self._one, start, end, phrases):
            if date is None or not phrase.date.earlier_than(date):
                continue
            label = _Label(kind=OriginKind.AGREED, source=phrase.symbol, date=phrase.date)
            for at in range(first, last):
                self._given[at] = self._given[at] or label

    def _vote(self, start: int, end: int, columns: Sequence[np.ndarray[tuple[int], np.dtype[np.int32]]]) -> int | None:
        """The earlier text that repeats most unlabelled runs of the stretch; the earliest among equals."""
        votes: Counter[int] = Counter()
        for column in columns:
            for offset, source in enumerate(column[self._at + start : self._at + end].tolist()):
                if source >= 0 and any(label is None for label in self._given[start + offset : start + offset + 5]):
                    votes[source] += 1
        if not votes:
            return None
        return min(votes, key=lambda source: (-votes[source], self._spoken[source].end, source))

    def _apply(self, start: int, end: int, source: int, label: _Label) -> bool:
        """Give the label to what alignment finds in the source; False when nothing was left to give."""
        other = self._spoken[source]
        changed = False
        for first, last in aligned(self._one, start, end, other):
            for at in range(first, last):
                if self._given[at] is None:
                    self._given[at] = label
                    changed = True
        return changed

    def _own_label(self, source: int) -> _Label:
        other = self._spoken[source]
        return _Label(
            kind=OriginKind.OWN,
            source=other.statement,
            issuer=other.issuer,
            date=self._statements[other.statement].date,
        )

    def _other_label(self, source: int, *, several: bool) -> _Label:
        other = self._spoken[source]
        return _Label(
            kind=OriginKind.STOCK if several else OriginKind.MATCHED,
            source=other.statement,
            issuer=other.issuer,
            date=self._statements[other.statement].date,
        )

    def origins(self, rest: _Label) -> Iterator[Origin]:
        """Runs of equal labels as spans; what has none gets `rest`, bridging slots between two such words."""
        one = self._one
        run: tuple[_Label, int, int] | None = None
        for at, given in enumerate(self._given):
            if given is None and one.slots[at]:
                continue
            label = given or rest
            if run and run[0] == label:
                run = label, run[1], at
                continue
            if run:
                yield self._origin(*run)
            run = label, at, at
        if run:
            yield self._origin(*run)

    def _origin(self, label: _Label, first: int, last: int) -> Origin:
        one = self._one
        return Origin(
            statement=one.statement,
            rendering=one.rendering,
            version=one.version,
            start=int(one.starts[first]),
            end=int(one.ends[last]),
            kind=label.kind,
            source=label.source,
            issuer=label.issuer,
            date=label.date,
        )
