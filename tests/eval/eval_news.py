# ruff: noqa: T201 - the table goes to the terminal
"""Who says what in invented reports of wires: speaker, role, issuer, country, evidence, and words put into a state.

Each file of tests/eval/news holds `voices` (key: [speaker, role, issuer id, country, further issuer ids …]) and a
`text` in which {key=…} marks quoted, {key~…} reported and {key!…} characterised words. Persons are invented, so that
no directory can help. Decided there: a body that speaks has neither speaker nor role; officials who speak openly are
their government, whoever asks not to be named is nobody; former officials, lawmakers, experts, residents and outlets
are nobody's voice; police, provinces and towns are bodies of their own below the state; armed groups and parties are
non-state. The reports of tests/eval/news were written by whoever knew the rules: they measure that rules work. Those of
tests/eval/news_later and then of tests/eval/news_fresh were written in other outlets' manners before the rules were
run on them; the first figures taken of each are in docs/quotations.md and are those to cite, since classes of errors
that they showed have been mended since.
"""

import re
import sys
from dataclasses import dataclass
from pathlib import Path

import yaml
from figures import held_to, line, share

from tracker.language.names.offices import issuer_of_id
from tracker.language.quoting.attributions import Attribution, attributions
from tracker.terms import Evidence, IssuerKind

FOLDER = Path(__file__).with_name("news")
LATER = Path(__file__).with_name("news_later")
FRESH = Path(__file__).with_name("news_fresh")
_MARK = re.compile(r"\{(\w+)([=~!])([^{}]*)\}")
_EVIDENCE = {"=": Evidence.QUOTED, "~": Evidence.PARAPHRASED, "!": Evidence.CHARACTERISED}
_ALIKE = 0.5
_OUTER = " .,;:!?…—–-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Who speaks, as annotated; `others` are further issuers of a joint statement."""

    speaker: str
    role: str
    issuer: str | None
    country: str | None
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One annotated attribution: half-open offsets into the unmarked text."""

    start: int
    end: int
    evidence: Evidence
    voice: Voice


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One report without its marks, and what was marked in it."""

    name: str
    text: str
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """One annotated attribution with what was found for it, or None."""

    report: Report
    said: Said
    found: Attribution | None


def report_of(path: Path) -> Report:
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    voices = {
        key: Voice(speaker=row[0], role=row[1], issuer=row[2], country=row[3], others=tuple(row[4:]))
        for key, row in data["voices"].items()
    }
    text, said, last = "", [], 0
    for mark in _MARK.finditer(data["text"]):
        text += data["text"][last : mark.start()]
        start = len(text)
        text += mark.group(3)
        last = mark.end()
        said.append(Said(start=start, end=len(text), evidence=_EVIDENCE[mark.group(2)], voice=voices[mark.group(1)]))
    return Report(name=path.stem, text=text + data["text"][last:], said=tuple(said))


def bare(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without outer punctuation."""
    while start < end and text[start] in _OUTER:
        start += 1
    while start < end and text[end - 1] in _OUTER:
        end -= 1
    return start, end


def alike(report: Report, said: Said, found: Attribution) -> float:
    """How much of both spans they share, 0 to 1; quoted words must meet to the letter."""
    ours, theirs = bare(report.text, said.start, said.end), bare(report.text, found.start, found.end)
    if said.evidence is Evidence.QUOTED and found.direct:
        return float(ours == theirs)
    shared = max(0, min(ours[1], theirs[1]) - max(ours[0], theirs[0]))
    return shared / (max(ours[1], theirs[1]) - min(ours[0], theirs[0]))


def met(report: Report, found: list[Attribution]) -> list[Met]:
    rows = []
    for said in report.said:
        near = max(found, key=lambda one: alike(report, said, one), default=None)
        reached = near is not None and alike(report, said, near) >= _ALIKE
        rows.append(Met(report=report, said=said, found=near if reached else None))
    return rows


def is_state(issuer: str | None) -> bool:
    known = issuer_of_id(issuer) if issuer else None
    return bool(issuer) and (known is None or known.kind is IssuerKind.STATE)


def wrong_states(report: Report, found: list[Attribution]) -> list[Attribution]:
    """Words put into a state: a state body as issuer of words that are marked as another's or as nobody's.

    A body of the same state counts too if the words are a province's, a town's or a police force's.
    """
    return [one for one in found if _puts_words(report, one)]


def _puts_words(report: Report, one: Attribution) -> bool:
    voices = [said.voice for said in report.said if min(said.end, one.end) > max(said.start, one.start)]
    states = filter(is_state, (one.issuer_id, *one.others))
    return bool(voices) and any(not any(_same_state(state, voice) for voice in voices) for state in states)


def _same_state(issuer: str | None, voice: Voice) -> bool:
    if issuer in (voice.issuer, *voice.others):
        return True
    below = (voice.issuer or "").endswith(("-government", "-police")) and (voice.issuer or "").count("-") > 1
    states = [one[:3] for one in (voice.issuer, *voice.others) if one and voice.country]
    return not below and str(issuer)[:3] in states


def plain(role: str) -> str:
    return re.sub(r"^(?:the|an?|its|his|her) ", "", role.lower())


def right(name: str, row: Met) -> bool:
    one, voice = row.found, row.said.voice
    if one is None:
        return False
    return {
        "speaker": one.speaker == voice.speaker,
        "role": plain(one.role) == plain(voice.role),
        "issuer": one.issuer_id == voice.issuer and set(one.others) == set(voice.others),
        "country": one.country == voice.country,
        "evidence": one.evidence is row.said.evidence,
    }[name]


def shown(name: str, rows: list[Met], what: str) -> float:
    """Print the share of rows that are right in one respect."""
    return line(name, [(float(right(what, row)), True) for row in rows], share)


def explain(rows: list[Met], wrong: list[tuple[Report, Attribution]]) -> None:
    """Print every row that is wrong in something, for whoever works on the rules."""
    for row in rows:
        one, voice = row.found, row.said.voice
        words = row.report.text[row.said.start : row.said.end][:40]
        if one is None:
            print(f"{row.report.name} MISSED {row.said.evidence} {words!r}")
            continue
        for what in ("speaker", "role", "issuer", "country", "evidence"):
            if not right(what, row) and (what != "role" or voice.speaker):
                given = {"issuer": (one.issuer_id, one.others)}.get(what, getattr(one, what, None))
                wanted = {"issuer": (voice.issuer, voice.others)}.get(what, getattr(voice, what, row.said.evidence))
                print(f"{row.report.name} {what}: {given!r} not {wanted!r} · {one.rule} · {one.source!r} · {words!r}")
    for report, one in wrong:
        print(f"{report.name} WRONG STATE {one.issuer_id} {one.others} · {one.rule} · {one.source!r}")


def reports_of(folder: Path, only: str) -> list[Report]:
    return [report_of(path) for path in sorted(folder.glob("*.yaml")) if not only or path.stem in only.split(",")]


def measured(folder: Path, *, wordy: bool, only: str) -> dict[str, float]:
    """Print the table of one folder and return its figures by name."""
    reports = reports_of(folder, only)
    read = [attributions(report.text) for report in reports]
    rows = [row for report, found in zip(reports, read, strict=True) for row in met(report, found)]
    direct = [row for row in rows if row.said.evidence is Evidence.QUOTED]
    other = [row for row in rows if row.said.evidence is not Evidence.QUOTED]
    hits = [row for row in rows if row.found]
    wrong = [(report, one) for report, found in zip(reports, read, strict=True) for one in wrong_states(report, found)]
    if wordy:
        explain(rows, wrong)
    print(f"{folder.name}: {len(reports)} invented reports, {len(direct)} quoted and {len(other)} reported words")
    quoted = [(float(row.found is not None and row.found.direct), True) for row in direct]
    reported = [(float(row.found is not None), True) for row in other]
    found = {
        "direct": line("quoted words found to the letter", quoted, share),
        "indirect": line("reported words found, by half and more", reported, share),
        "speaker": shown("of those found: speaker right", hits, "speaker"),
        "role": shown("role right, where a person is named", [row for row in hits if row.said.voice.speaker], "role"),
        "issuer": shown("issuer right, further ones too", hits, "issuer"),
        "country": shown("country right", hits, "country"),
        "evidence": shown("evidence right", hits, "evidence"),
        "wrong states": -float(len(wrong)),
    }
    print(f"  {'states put words into, which must be none':<44} {len(wrong):6d}")
    return found


def main(*, wordy: bool = False, only: str = "", folders: tuple[Path, ...] = (FOLDER, LATER, FRESH)) -> int:
    """Print the parts: the one that rules were written on, the later one, the one after all rules."""
    found: dict[str, float] = {}
    for folder in folders:
        start = {LATER: "later ", FRESH: "fresh "}.get(folder, "")
        found |= {start + name: value for name, value in measured(folder, wordy=wordy, only=only).items()}
    return held_to(found, "news")


if __name__ == "__main__":
    numbers = [word for word in sys.argv[1:] if word[:1].isdigit()]
    parts = {"--first": (FOLDER,), "--later": (LATER,), "--fresh": (FRESH,)}
    chosen = next((parts[word] for word in sys.argv[1:] if word in parts), (FOLDER, LATER, FRESH))
    sys.exit(main(wordy="-v" in sys.argv, only="".join(numbers[-1:]), folders=chosen))
