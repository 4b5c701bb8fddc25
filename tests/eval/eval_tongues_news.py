# ruff: noqa: T201 - the table goes to the terminal
"""Who said what in reports of fourteen further languages, and whether any state is given words that it did not say.

The reports are invented by whoever wrote the rules. A low figure says that something is broken;
a high one promises little.
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from figures import held_to
from partitions import harmonic
from tongues_news import FOLDER, LATER, Report, Said, reports

from tracker.language import attributions
from tracker.language.quoting.attributions import Attribution

_OUTER = " \n\t\"'“”‘’«»„‚「」『』›‹»«.,;:!?…—–-()[]，。；：！？、،؛۔।"


_FIGURES = ("direct P", "direct R", "speaker", "issuer", "evidence")


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What the reports of one language add up to; `wrong` are findings that give a state words not its own."""

    hits: int = 0
    false: int = 0
    missed: int = 0
    speakers: int = 0
    issuers: int = 0
    evidence: int = 0
    met: int = 0
    shared: int = 0
    given: int = 0
    marked: int = 0
    wrong: int = 0


def bare(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without outer punctuation."""
    while start < end and text[start] in _OUTER:
        start += 1
    while end > start and text[end - 1] in _OUTER:
        end -= 1
    return start, end


def compared(report: Report, found: Sequence[Attribution]) -> Counts:
    direct = {bare(report.text, one.start, one.end): one for one in report.said if one.evidence == "quoted"}
    given = {bare(report.text, a.start, a.end): a for a in found if a.direct}
    hits = [(direct[span], given[span]) for span in sorted(direct.keys() & given.keys())]
    theirs = _letters([(one.start, one.end) for one in report.said if one.evidence != "quoted"])
    ours = _letters([(a.start, a.end) for a in found if not a.direct])
    met = [(one, a) for a in found if (one := _overlapped(report, a))]
    return Counts(
        hits=len(hits),
        false=len(given.keys() - direct.keys()),
        missed=len(direct.keys() - given.keys()),
        speakers=sum(one.speaker == a.speaker for one, a in met),
        issuers=sum(one.issuer == a.issuer_id for one, a in met),
        evidence=sum(one.evidence == a.evidence for one, a in met),
        met=len(met),
        shared=len(theirs & ours),
        given=len(ours),
        marked=len(theirs),
        wrong=sum(_wrong(_overlapped(report, a), a) for a in found),
    )


def _letters(spans: Sequence[tuple[int, int]]) -> set[int]:
    return {at for start, end in spans for at in range(start, end)}


def _overlapped(report: Report, one: Attribution) -> Said | None:
    """What the report says at the place of a finding: that which shares most characters with it."""
    best = max(report.said, key=lambda said: min(said.end, one.end) - max(said.start, one.start), default=None)
    return best if best and min(best.end, one.end) > max(best.start, one.start) else None


def _wrong(said: Said | None, one: Attribution) -> bool:
    return one.country is not None and (said is None or said.country != one.country)


def added(rows: Sequence[Counts]) -> Counts:
    return Counts(**{name: sum(getattr(row, name) for row in rows) for name in Counts.__slots__})


def shares(total: Counts) -> dict[str, float]:
    """The figures of a set by name, and how many wrong states it holds."""
    precision, recall = total.shared / max(total.given, 1), total.shared / max(total.marked, 1)
    return {
        "direct P": total.hits / max(total.hits + total.false, 1),
        "direct R": total.hits / max(total.hits + total.missed, 1),
        "speaker": total.speakers / max(total.met, 1),
        "issuer": total.issuers / max(total.met, 1),
        "evidence": total.evidence / max(total.met, 1),
        "reported P": precision if total.given else float("nan"),
        "reported R": recall if total.marked else float("nan"),
        "wrong": float(total.wrong),
    }


def main() -> int:
    print("news in further languages: invented reports; author of rules and of reports is the same")
    found = measured(FOLDER)
    print(
        "  a second set, written after the rules; since then classes of its errors were mended, see docs/quotations.md"
    )
    later = {f"later {name}": value for name, value in measured(LATER).items()}
    return held_to({**found, **later}, "tongues news")


def measured(folder: Path) -> dict[str, float]:
    """The table of a set, and its figures for Chinese and for all others together."""
    rows: dict[str, list[Counts]] = {}
    for report in reports(folder):
        found = attributions(report.text, language=report.language)
        if "-v" in sys.argv:
            show(report, found)
        rows.setdefault(report.language, []).append(compared(report, found))
    sums = {language: added(counts) for language, counts in rows.items()}
    everything = added(list(sums.values()))
    print("  " + " " * 5 + "".join(f"{name:>11}" for name in shares(Counts())) + f"{'said':>6}")
    for language, total in [*sums.items(), ("all", everything)]:
        print(f"  {language:<5}" + "".join(f"{value:11.3f}" for value in shares(total).values()) + f"{total.met:6}")
    parts = {"zh": sums["zh"], "other": added([counts for tongue, counts in sums.items() if tongue != "zh"])}
    figures = {f"{part} {name}": shares(total)[name] for part, total in parts.items() for name in _FIGURES}
    for part, total in parts.items():
        figures[f"{part} reported F1"] = harmonic(shares(total)["reported P"], shares(total)["reported R"])
        print(f"  {part} reported F1 {figures[f'{part} reported F1']:.3f}")
    return {**figures, "no wrong state": -float(everything.wrong)}


def show(report: Report, found: Sequence[Attribution]) -> None:
    """What was missed, taken in excess, or given to somebody else, for whoever works on the rules."""
    seen = {id(_overlapped(report, a)) for a in found}
    for one in report.said:
        if id(one) not in seen:
            print(f"    {report.language} missed {one.evidence} {report.text[one.start : one.end]}")
    for a in found:
        wanted = _overlapped(report, a)
        same = wanted and (wanted.speaker, wanted.issuer, wanted.evidence) == (a.speaker, a.issuer_id, a.evidence)
        exact = wanted and bare(report.text, wanted.start, wanted.end) == bare(report.text, a.start, a.end)
        if not (same and exact):
            print(f"    {report.language} {a.evidence} {a.content!r} {a.speaker!r} {a.role!r} {a.issuer_id} {a.rule}")
            print(f"       wanted {wanted and (wanted.speaker, wanted.issuer, report.text[wanted.start : wanted.end])}")


if __name__ == "__main__":
    sys.exit(main())
