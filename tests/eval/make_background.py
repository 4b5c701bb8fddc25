# ruff: noqa: T201 - the table goes to the terminal
"""Count in how many public sentences each stem stands, and write the tables that tracker.match.epochs ships.

Run by hand when tokeniser, masks or stemmer change: `python tests/eval/make_background.py`. Reads the reference
corpora, which are not redistributed; the tables hold counts of single stems alone, from which no text can
be read back. A stem that fewer than `LEAST` sentences hold is left out, so that no rare name is listed.
"""

import gzip
import json
import os
import sys
from collections import Counter
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path

from tracker.language.names.gazetteer import default_gazetteer
from tracker.language.texts.canon import canonical
from tracker.language.texts.sentences import sentences
from tracker.match.epochs import write_table

ROOT = Path(__file__).resolve().parents[2]
CORPORA = {
    "en": (
        "un_general_debate_2001_2024",
        "us_state_press_releases_2021_2022",
        "us_whitehouse_statements_2021_2026",
        "singapore_mfa_statements",
        "china_mfa_en_ukraine_qa",
        "nepal_mofa_speeches",
    ),
    "zh": ("china_mfa_zh_pages",),
    "ru": ("kremlin_ru_2025",),
}
SHORTEST = {"en": 40, "ru": 40, "zh": 12}
LONGEST = 400
SIZE = 20_000
LEAST = 5
#: At most so many sentences a language, chosen by the hash of their text: enough for stable counts.
MOST = 200_000


def documents(folder: Path, names: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        with gzip.open(folder / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for line in lines:
                yield json.loads(line)["text"]


def distinct(folder: Path, language: str) -> list[str]:
    found = {}
    for text in documents(folder, CORPORA[language]):
        for span in sentences(text, language=language):
            sentence = span.of(text)
            if SHORTEST[language] <= len(sentence) <= LONGEST:
                found[blake2b(sentence.encode("utf-8", "replace"), digest_size=8).digest()] = sentence
    return [found[key] for key in sorted(found)[:MOST]]


def main() -> int:
    folder = Path(os.environ.get("TRACKER_REFERENCE", ROOT.parent / "shared" / "data")) / "corpora"
    if not folder.is_dir():
        print(f"reference data, not redistributed: nothing at {folder} (set TRACKER_REFERENCE)", file=sys.stderr)
        return 3
    gazetteer = default_gazetteer()
    for language in sys.argv[1:] or sorted(CORPORA):
        texts = distinct(folder, language)
        counts: Counter[str] = Counter()
        for text in texts:
            counts.update(set(canonical(text, language=language, gazetteer=gazetteer)))
        kept = {term: n for term, n in counts.items() if n >= LEAST and not term.startswith("{")}
        packed = write_table(kept, len(texts), size=SIZE)
        path = ROOT / "tracker" / "match" / "data" / f"background_{language}.tsv.gz"
        path.write_bytes(packed)
        print(f"{language}: {len(texts):,} sentences, {min(len(kept), SIZE):,} stems, {len(packed):,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
