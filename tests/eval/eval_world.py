# ruff: noqa: T201 - the table goes to the terminal
"""The whole path on the sample world: what the tracker tells of it beside what is true of it.

Needs no reference data. The world was written beside the tracker, by people who knew its rules.
"""

import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

import partitions
import world
from figures import aims, held_to, line, share
from partitions import harmonic

from tracker.demo.truth import TruePassage, TrueText
from tracker.jobs.demonstrating import demonstrate
from tracker.language.texts.tokens import tokenize
from tracker.model import Origin, Passage, Strength, Use
from tracker.store import Store, open_store
from tracker.terms import How, OriginKind

AIMS = {"formulas b3": 0.97, "identity pairwise": 0.97, "origins f1": 0.95}
KINDS = tuple(kind.value for kind in OriginKind)
#: Texts of an incident's aftermath, which need not name it: security notices, thanks, business that it brought.
LATER = frozenset({"follow", "local", "thanks", "other"})
#: A true origin and a given one ("" where none is given).
Word = tuple[str, str]


def identity(store: Store, texts: dict[str, TrueText]) -> dict[str, float]:
    """Which renderings are one statement."""
    given = {rendering: s.id for s in store.statements() for rendering in s.renderings}
    true = {rendering: text.statement for rendering, text in texts.items()}
    groups = partitions.standings(true, given)
    spoken = {r: (f"{text.statement} {text.language}", f"{given[r]} {text.language}") for r, text in texts.items()}
    one_language = partitions.standings({r: t for r, (t, _) in spoken.items()}, {r: g for r, (_, g) in spoken.items()})
    print(f"identity: {len(true)} official texts; n statements")
    return {
        "identity in one language": line("pairwise F1 within one language", one_language, partitions.pairwise),
        "identity pairwise": line("pairwise F1", groups, partitions.pairwise),
        "identity precision": line("pairwise precision", groups, partitions.pairwise_precision),
        "identity recall": line("pairwise recall", groups, partitions.pairwise_recall),
    }


def incidents(store: Store, texts: dict[str, TrueText]) -> dict[str, float]:
    """Which statements answer one event; what truly answers none counts as alone."""
    known = {s.id: texts[r] for s in store.statements() for r in s.renderings[::-1] if r in texts}
    true = {statement: text.incident or f"none {statement}" for statement, text in known.items()}
    given = {s.id: s.incidents[0] for s in store.statements() if s.incidents}
    groups = partitions.standings(true, given)
    reacting = {one: event for one, event in true.items() if known[one].mode not in LATER}
    print(f"incidents: {len(true)} statements, {len(reacting)} react; n incidents, statements of none each by itself")
    return {
        "incidents reacting": line("B3 F1, those that react", partitions.standings(reacting, given), partitions.bcubed),
        "incidents b3": line("B3 F1, with what is said later or locally", groups, partitions.bcubed),
        "incidents alone": line("B3 F1, every statement alone", partitions.standings(true, {}), partitions.bcubed),
        "incidents precision": line("pairwise precision", groups, partitions.pairwise_precision),
        "incidents recall": line("pairwise recall", groups, partitions.pairwise_recall),
    }


def formulas(store: Store, places: Sequence[world.Place]) -> dict[str, float]:
    """Which sentences are one phrasing; a sentence that is of none is alone unless its very words come again."""
    uses: dict[str, list[Use]] = defaultdict(list)
    for formula in store.formulas():
        for use in formula.uses:
            uses[use.rendering].append(use)
    true, given = {}, {}
    for place in places:
        true[place.key] = place.passage.formula or place.passage.text
        near = [u for u in uses[place.rendering] if 2 * place.shared(u.start, u.end) > place.end - place.start]
        best = max(near, key=lambda u: (u.how is How.MEMBER, place.shared(u.start, u.end), u.formula), default=None)
        if best:
            given.setdefault(place.key, best.formula)
    groups = partitions.standings(true, given)
    print(f"formulas: {len(true)} sentences; n true phrasings, sentences of none each by itself")
    return {
        "formulas b3": line("B3 F1", groups, partitions.bcubed),
        "formulas precision": line("B3 precision", groups, partitions.bcubed_precision),
        "formulas recall": line("B3 recall", groups, partitions.bcubed_recall),
        "formulas alone": line("B3 F1, every sentence alone", partitions.standings(true, {}), partitions.bcubed),
    }


def origins(store: Store, places: Sequence[world.Place], of: dict[str, str]) -> dict[str, float]:
    """Where the words of phrasings come from, word by word; filled slots and inserted clauses are left out."""
    told: dict[str, list[Origin]] = defaultdict(list)
    for statement in sorted(set(of.values())):
        for origin in store.origins(statement):
            told[origin.rendering].append(origin)
    by_text: dict[str, list[Word]] = defaultdict(list)
    for place in places:
        for start, kind in words(place):
            given = next((o.kind.value for o in told[place.rendering] if o.start <= start < o.end), "")
            by_text[place.rendering].append((kind, given))
    rows = [by_text[name] for name in sorted(by_text)]
    print(f"origins: {sum(map(len, rows)):,} words; n texts, drawn again whole")
    for kind in KINDS:
        mine = [[pair for pair in row if kind in pair] for row in rows]
        print(f"  {kind:<44} {micro(mine, kind):6.3f}  {sum(pair[0] == kind for row in rows for pair in row)} words")
    return {"origins f1": line("all words, micro-F1", rows, micro)}


def words(place: world.Place) -> list[tuple[int, str]]:
    """The place in the rendering and the true origin of each word that has one."""
    tokens = tokenize(place.passage.text, language=place.text.language)
    spans = [span for span in place.passage.words if span.kind in KINDS]
    return [(place.start + t.start, span.kind) for t in tokens for span in spans if span.start <= t.start < span.end]


def micro(rows: Sequence[Sequence[Word]], kind: str = "") -> float:
    """F1 over words of the kinds given, or of one kind."""
    pairs = [pair for row in rows for pair in row]
    hits = sum(a == b and kind in ("", a) for a, b in pairs)
    wanted = sum(kind in ("", a) for a, _ in pairs)
    given = sum(bool(b) and kind in ("", b) for _, b in pairs)
    return harmonic(hits / max(given, 1), hits / max(wanted, 1))


def strength(store: Store, places: Sequence[world.Place]) -> dict[str, float]:
    """Verb class of every sentence, "none" where it is denied; intensity by order alone: the world's begins at 0."""
    read: dict[str, list[Passage]] = defaultdict(list)
    for passage in store.passages():
        read[passage.rendering].append(passage)
    pairs: list[tuple[Strength, TruePassage]] = []
    for place in places:
        mine = [p.strength for p in read[place.rendering] if 2 * place.shared(p.start, p.end) > p.end - p.start]
        if mine:
            pairs.append((max(mine, key=lambda s: s.order), place.passage))
    classes = [(float(found.verb_class == wanted(true)), wanted(true) != "none") for found, true in pairs]
    degrees = [(s.intensity, true.intensity) for s, true in pairs if s.verb_class == wanted(true) != "none"]
    print("strength: sentences")
    return {
        "strength class": line("verb class right", classes, share),
        "strength scaled": line("verb class right where there is one", [c for c in classes if c[1]], share),
        "strength quiet": line("none stays none", [c for c in classes if not c[1]], share),
        "strength order": line("of two intensities the higher one is known", degrees, ordered),
    }


def wanted(true: TruePassage) -> str:
    return "none" if true.negated else true.verb_class


def ordered(pairs: Sequence[tuple[int, int]]) -> float:
    """Of all pairs of sentences that truly differ, the share in the true order, equal ones counting half."""
    counts = sorted(Counter(pairs).items(), key=lambda one: one[0])
    right = total = 0.0
    for (low, low_true), n in counts:
        for (high, high_true), m in counts:
            if low_true < high_true:
                right += n * m * ((low < high) + 0.5 * (low == high))
                total += n * m
    return right / total if total else 0.0


def measured(store: Store) -> dict[str, float]:
    texts = world.told(store)
    places = list(world.places(store, texts))
    of = {rendering: s.id for s in store.statements() for rendering in s.renderings if rendering in texts}
    print(f"sample world: {len(texts)} texts of {len({t.statement for t in texts.values()})} statements found again")
    return (
        identity(store, texts)
        | incidents(store, texts)
        | formulas(store, places)
        | origins(store, places, of)
        | strength(store, places)
    )


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        workspace = demonstrate(Path(folder) / "world").workspace
        with open_store(workspace.db, read_only=True) as store:
            found = measured(store)
    aims(found, AIMS)
    return held_to(found, "world")


if __name__ == "__main__":
    sys.exit(main())
