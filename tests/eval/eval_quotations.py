# ruff: noqa: T201 - the table goes to the terminal
"""Who said what in news: attributions of annotated articles. Direct ones must match to the letter, others overlap."""

import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from figures import aims, held_to, line, reference
from partitions import harmonic
from polnear import Article, Marked, Span, articles, bare

from tracker.language import attributions
from tracker.language.quoting.attributions import Attribution

AIMS = {"direct precision": 0.95, "direct recall": 0.90, "source": 0.90, "articles a second": 100.0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What one article adds: runs of direct speech, their sources, and characters of the other content."""

    hits: int = 0
    false: int = 0
    missed: int = 0
    sources: int = 0
    sourced: int = 0
    shared: int = 0
    given: int = 0
    marked: int = 0


def compared(article: Article, found: Sequence[Attribution]) -> Counts:
    direct = {run: one for one in article.marked if article.direct(one) for run in one.content}
    mixed = [one for one in article.marked if not article.direct(one)]
    apart = {run for one in mixed for run in one.content}
    given = {bare(article.text, a.start, a.end): a for a in found if a.direct}
    hits = [(direct[run], given[run]) for run in sorted(direct.keys() & given.keys())]
    sourced = [(marked, one) for marked, one in hits if marked.source]
    theirs = letters([run for one in mixed for run in one.content])
    ours = letters([bare(article.text, a.start, a.end) for a in found if not a.direct])
    return Counts(
        hits=len(hits),
        false=len(given.keys() - direct.keys() - apart),
        missed=len(direct.keys() - given.keys()),
        sources=sum(right_source(article.text, marked, one) for marked, one in sourced),
        sourced=len(sourced),
        shared=len(theirs & ours),
        given=len(ours),
        marked=len(theirs),
    )


#: Lower ends of the bands of confidence in which precision is told apart.
BANDS = (0.75, 0.6, 0.45, 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One quotation that an article's reading got right or wrong: `kind` names the error, "" for none."""

    confidence: float
    kind: str


def judged(article: Article, found: Sequence[Attribution]) -> list[Judged]:
    """Each quotation found with its error: false ones by what is annotated there, and sources that are wrong."""
    direct = {run: one for one in article.marked if article.direct(one) for run in one.content}
    apart = {run for one in article.marked if not article.direct(one) for run in one.content}
    judgements = []
    for one in found:
        run = bare(article.text, one.start, one.end)
        if one.direct and run not in apart - direct.keys():
            kind = _kind(article, run) if run not in direct else _source_kind(article, one, direct[run])
            judgements.append(Judged(confidence=one.confidence, kind=kind))
    return judgements


def _source_kind(article: Article, one: Attribution, marked: Marked) -> str:
    return "" if not marked.source or right_source(article.text, marked, one) else "source wrong"


def _kind(article: Article, run: Span) -> str:
    touched = [(marked, other) for marked in article.marked for other in marked.content if meet(run, other)]
    if not touched:
        return "false: nothing annotated"
    if any(article.direct(marked) for marked, _ in touched):
        return "false: other extent"
    return "false: part of a longer content"


def overlooked(article: Article, found: Sequence[Attribution]) -> list[str]:
    """What became of each run of direct speech that was not found as it stands."""
    direct = {run for one in article.marked if article.direct(one) for run in one.content}
    given = {bare(article.text, one.start, one.end) for one in found if one.direct}
    return [_fate(found, run) for run in sorted(direct - given)]


def _fate(found: Sequence[Attribution], run: Span) -> str:
    touching = [one for one in found if meet(run, (one.start, one.end))]
    if any(one.direct for one in touching):
        return "missed: other extent"
    return "missed: left in reported speech" if touching else "missed: not found at all"


def meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def calibrated(judgements: Sequence[Judged]) -> dict[str, float]:
    """Prints the share that is right, words and source, by band of confidence; the least rise from band to band."""
    shares = []
    upper = 1.01
    for lower in BANDS:
        band = [one for one in judgements if lower <= one.confidence < upper]
        right = sum(not one.kind for one in band) / len(band) if band else 0.0
        print(f"  {f'right at confidence {lower:.2f} to {min(upper, 1):.2f}':<44} {right:6.3f}  n={len(band)}")
        shares.append(right)
        upper = lower
    return {"surest band": shares[0], "rise by bands": min(a - b for a, b in pairwise(shares))}


def errors(news: Sequence[Article], read: Sequence[Sequence[Attribution]], judgements: Sequence[Judged]) -> None:
    counts = Counter(one.kind for one in judgements if one.kind)
    counts.update(fate for article, found in zip(news, read, strict=True) for fate in overlooked(article, found))
    for kind, count in counts.most_common():
        print(f"  {'error: ' + kind:<44} {count:6}")


def added(rows: Sequence[Counts]) -> Counts:
    return Counts(**{name: sum(getattr(row, name) for row in rows) for name in Counts.__slots__})


def letters(spans: Sequence[Span]) -> set[int]:
    return {at for start, end in spans for at in range(start, end)}


def right_source(text: str, marked: Marked, one: Attribution) -> bool:
    """Whether the phrase found overlaps the one marked, or another mention ends with a name that stands in it."""
    if letters(marked.source) & set(range(one.source_start, one.source_end)):
        return True
    name = one.source.split()[-1:]
    return bool(name) and name[0] in " ".join(text[start:end] for start, end in marked.source).split()


def ratio(part: Callable[[Counts], int], whole: Callable[[Counts], int]) -> Callable[[Sequence[Counts]], float]:
    return lambda rows: sum(map(part, rows)) / max(sum(map(whole, rows)), 1)


direct_precision = ratio(lambda c: c.hits, lambda c: c.hits + c.false)
direct_recall = ratio(lambda c: c.hits, lambda c: c.hits + c.missed)
source_right = ratio(lambda c: c.sources, lambda c: c.sourced)
other_precision = ratio(lambda c: c.shared, lambda c: c.given)
other_recall = ratio(lambda c: c.shared, lambda c: c.marked)


def other_f1(rows: Sequence[Counts]) -> float:
    return harmonic(other_precision(rows), other_recall(rows))


def single_marks(news: Sequence[Article], read: Sequence[Sequence[Attribution]]) -> dict[str, float]:
    """The direct figures for who takes no doubled single marks for quotation marks."""
    plain = [replace(article, doubled=False) for article in news]
    rows = [compared(article, found) for article, found in zip(plain, read, strict=True)]
    return {
        "direct precision, no doubled marks": line("direct: exact precision, '' '' not paired", rows, direct_precision),
        "direct recall, no doubled marks": line("direct: exact recall, '' '' not paired", rows, direct_recall),
    }


def by_rule(news: Sequence[Article], read: Sequence[Sequence[Attribution]]) -> None:
    """Prints the precision by characters of each rule for reported speech that gives a hundredth of them, or more."""
    shared, given, count = Counter[str](), Counter[str](), Counter[str]()
    for article, found in zip(news, read, strict=True):
        theirs = letters([run for one in article.marked if not article.direct(one) for run in one.content])
        for one in found:
            if not one.direct:
                rule, ours = one.rule.partition("/")[0], letters([bare(article.text, one.start, one.end)])
                count[rule] += 1
                shared[rule] += len(ours & theirs)
                given[rule] += len(ours)
    least = given.total() / 100
    rest = [rule for rule in given if given[rule] < least]
    for rule, size in given.most_common():
        if size >= least:
            print(f"  {'precision of ' + rule:<44} {shared[rule] / size:6.3f}  n={count[rule]}")
    kept = sum(shared[rule] for rule in rest) / max(sum(given[rule] for rule in rest), 1)
    print(f"  {f'precision of {len(rest)} rarer rules':<44} {kept:6.3f}  n={sum(count[rule] for rule in rest)}")


def main() -> int:
    folder = reference()
    if folder is None:
        print("eval_quotations: skipped, reference data (not redistributed) is absent; set TRACKER_REFERENCE")
        return 0
    news = list(articles(folder / "eval" / "polnear_train_240.tar.gz"))
    for article in news[:20]:
        attributions(article.text)  # lexicons and gazetteers are read once a process, when first asked for
    start = time.process_time()
    read = [attributions(article.text) for article in news]
    speed = len(news) / (time.process_time() - start)
    rows = [compared(article, found) for article, found in zip(news, read, strict=True)]
    total = added(rows)
    print(
        f"quotations: {len(news)} articles, drawn again whole; {total.hits + total.missed} runs of direct speech, "
        f"{total.sourced} of those found have a source, {total.marked:,} characters of other content"
    )
    found = {
        "direct precision": line("direct: exact precision", rows, direct_precision),
        "direct recall": line("direct: exact recall", rows, direct_recall),
        "source": line("direct: source right", rows, source_right),
        "indirect precision": line("indirect and mixed: overlap precision", rows, other_precision),
        "indirect recall": line("indirect and mixed: overlap recall", rows, other_recall),
        "indirect f1": line("indirect and mixed: overlap F1", rows, other_f1),
        "articles a second": speed,
    }
    judgements = [one for article, found_there in zip(news, read, strict=True) for one in judged(article, found_there)]
    found |= calibrated(judgements)
    found |= single_marks(news, read)
    by_rule(news, read)
    errors(news, read, judgements)
    print(f"  {'articles a second, one core':<44} {speed:6.0f}")
    aims(found, AIMS)
    return held_to(found, "quotations")


if __name__ == "__main__":
    sys.exit(main())
