# ruff: noqa: T201 - the table goes to the terminal
"""How often an alert calls words new that stand in an earlier text, as if each was found on the day it was said.

Run: python tests/eval/eval_alerts.py DATA ISSUER FIRST LAST [ISSUER FIRST LAST]..., over a matched collection.
Searched is without the tracker's own origins: word by word, in all texts in own words that are earlier. A run of new
words is false where five of its words in a row, three of them with content, stand in an earlier text of anybody; a
term is false where it stands in an earlier text of the issuer.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from tracker.language.texts.stopwords import stop_words
from tracker.language.texts.tokens import fold, words
from tracker.model import Statement
from tracker.report.collection import Collection
from tracker.report.notices.firing import Fired, Firing
from tracker.report.views.changes import Change, What, changes
from tracker.sources import Alerts, Rule
from tracker.store import open_store

RUN = Rule(name="run", when="new-words", words=5)
TERMS = Rule(
    name="terms",
    everything=True,
    when="new-words",
    terms={
        "en": (
            *("genocide", "massacre", "barbaric", "heinous", "abhorrent", "appalled", "sham", "brazen", "famine"),
            *("siege", "annexation", "torture", "deportation", "mercenary", "starvation", "beheading", "lynching"),
            *("looting", "blockade", "junta", "apartheid", "filtration", "kamikaze", "ransom", "hostage", "reckless"),
            *("grotesque", "despicable", "cowardly", "wanton", "flagrant"),
        ),
        "zh": ("种族灭绝", "屠杀", "令人发指", "野蛮", "恐怖袭击", "震惊", "双重标准", "霸权", "谴责"),
    },
)
Window = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """One alert, and the windows of words that it says are new."""

    fired: Fired
    statement: Statement
    windows: tuple[Window, ...]


def main() -> None:
    """Print alerts and false ones by issuer, rule and month."""
    folder, spans = Path(sys.argv[1]), sys.argv[2:]
    with open_store(folder / "tracker.db", read_only=True) as store:
        held = Collection.read(store)
        chosen = list(zip(spans[::3], spans[1::3], spans[2::3], strict=True))
        found = [one for one in _as_said(held) if _wanted(held.statements[one.statement], chosen)]
        print(f"{len(found)} statements asked about")
        claims = [_claim(held, one) for one in Firing(held, Alerts(rules=(RUN, TERMS))).over(found).fired]
        _print(claims, _false(held, claims))


def _as_said(held: Collection) -> Iterator[Change]:
    """Every statement as a change, as if it had been found when it was said."""
    for one in changes(held):
        when = held.statements[one.statement].date if one.statement else None
        if one.what is What.SAID and when:
            yield replace(one, at=when.end, late=False)


def _wanted(statement: Statement, chosen: list[tuple[str, str, str]]) -> bool:
    day = statement.date.day if statement.date else date.min
    return any(
        statement.issuer == issuer and date.fromisoformat(first) <= day <= date.fromisoformat(last)
        for issuer, first, last in chosen
    )


def _claim(held: Collection, fired: Fired) -> Claim:
    rendering = held.renderings[fired.rendering]
    text = rendering.text[fired.start : fired.end]
    statement = held.statements[fired.change.statement]
    folded = _folded(text, rendering.language)
    if fired.rule is TERMS:
        return Claim(fired, statement, (tuple(folded),))
    stops = stop_words(rendering.language.split("-")[0])
    windows = (tuple(folded[at : at + 5]) for at in range(len(folded) - 4))
    return Claim(fired, statement, tuple(one for one in windows if sum(word not in stops for word in one) >= 3))


def _folded(text: str, language: str) -> list[str]:
    return [fold(text[start:end]) for start, end in words(text, language=language)]


def _false(held: Collection, claims: list[Claim]) -> dict[int, str]:
    """By number of claim, the earlier statement in which its words stand after all."""
    sought: dict[Window, list[int]] = defaultdict(list)
    for number, claim in enumerate(claims):
        for window in claim.windows:
            sought[window].append(number)
    lengths = {len(window) for window in sought}
    found: dict[int, str] = {}
    for statement in held.statements.values():
        for rendering in held.voiced(statement):
            folded = _folded(rendering.text, rendering.language)
            for length in lengths:
                for at in range(len(folded) - length + 1):
                    for number in sought.get(tuple(folded[at : at + length]), ()):
                        if _before(claims[number], statement):
                            found.setdefault(number, statement.id)
    return found


def _before(claim: Claim, other: Statement) -> bool:
    own = claim.fired.rule is not TERMS or other.issuer == claim.statement.issuer
    here = claim.statement.date
    return bool(own and here and other.date and other.date.earlier_than(here))


def _print(claims: list[Claim], false: dict[int, str]) -> None:
    total: Counter[tuple[str, str, str]] = Counter()
    wrong: Counter[tuple[str, str, str]] = Counter()
    for number, claim in enumerate(claims):
        assert claim.statement.date is not None
        key = claim.statement.issuer or "", claim.fired.rule.name, claim.statement.date.iso[:7]
        total[key] += 1
        wrong[key] += number in false
        if number in false:
            print(f"false: {claim.statement.id} {claim.windows[:1]} stands in {false[number]}")
    for key, alerts in sorted(total.items()):
        print(*key, f"{alerts} alerts, {wrong[key]} false", sep="\t")
    print(f"all: {sum(total.values())} alerts, {sum(wrong.values())} false")


if __name__ == "__main__":
    main()
