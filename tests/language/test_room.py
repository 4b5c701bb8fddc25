import subprocess
import sys

FIRST = "import tracker.language.texts.identify; from tracker.language import identify"
LAST = "from tracker.language import identify; import tracker.language.texts.identify"


def run(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()


def test_the_public_functions_survive_the_import_of_their_modules():
    for order in (FIRST, LAST):
        assert run(f"{order}; print(identify('中方谴责'))") == "zh"


def test_importing_the_room_loads_nothing_heavy():
    heavy = "{'pycountry', 'yaml', 'pandas', 'Stemmer'}"
    assert run(f"import sys, tracker.language; print(sorted({heavy} & set(sys.modules)))") == "[]"
