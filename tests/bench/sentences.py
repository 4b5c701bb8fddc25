"""Distinct sentences to join: real ones from the reference corpora, or generated ones where these are absent."""

import gzip
import json
import os
import random
from collections.abc import Iterable
from pathlib import Path

from tracker.language.texts.sentences import sentences

ROOT = Path(__file__).resolve().parents[2]
CORPORA = (
    "us_state_press_releases_2021_2022",
    "us_whitehouse_statements_2021_2026",
    "un_general_debate_2001_2024",
)
#: With these there are more than a million.
MORE = (
    "us_whitehouse_briefings_speeches",
    "us_russia_leaders_chechnya_ukraine",
    "us_state_tweets",
    "putin_press_en_2021_2022",
    "zelenskyy_press_en_2021_2022",
    "singapore_mfa_statements",
    "nepal_mofa_speeches",
    "china_mfa_en_ukraine_qa",
)
SHORTEST, LONGEST = 40, 400
ACTS = ("condemn", "deplore", "regret", "note", "reject", "welcome", "support", "oppose")
THINGS = ("attack", "raid", "bombing", "talks", "agreement", "decision", "truce", "verdict", "arrest", "election")


def distinct(count: int, *, wide: bool = False) -> tuple[str, list[str]]:
    """Where they come from, and `count` distinct sentences in an order that a fixed seed decides.

    From statements and the general debate, or with `wide` from every English corpus, briefings and posts included.
    """
    folder = Path(os.environ.get("TRACKER_REFERENCE", ROOT.parent / "shared" / "data")) / "corpora"
    found = _real(folder, (*CORPORA, *MORE) if wide else CORPORA)[:count] if folder.is_dir() else []
    return ("real", found) if found else ("generated", _generated(count))


def _real(folder: Path, names: Iterable[str]) -> list[str]:
    found: set[str] = set()
    for name in names:
        with gzip.open(folder / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for line in lines:
                text = json.loads(line)["text"]
                found.update(s.of(text) for s in sentences(text, language="en") if SHORTEST <= len(s) <= LONGEST)
    return _shuffled(found)


def _generated(count: int) -> list[str]:
    draw = random.Random(5)  # noqa: S311 - work for a bench
    # Word n is drawn as often as in prose, about 1 / n of the first: more even, and nothing is alike; less, everything.
    words = [f"word{n}" for n in range(20_000)]
    made: set[str] = set()
    while len(made) < count:
        tail = " ".join(words[int(len(words) ** draw.random()) - 1] for _ in range(draw.randint(6, 20)))
        made.add(f"We {draw.choice(ACTS)} the {draw.choice(THINGS)} {tail}.")
    return _shuffled(made)


def _shuffled(texts: set[str]) -> list[str]:
    ordered = sorted(texts)
    random.Random(1).shuffle(ordered)  # noqa: S311 - any fixed order will do
    return ordered
