"""corrections.yaml: people's decisions, with who, when and why."""

from pathlib import Path

import pytest

from tracker.errors import BadConfig
from tracker.sources import load_corrections

GOOD = """\
corrections:
  - {what: incident-name, id: i1, to: Port Aland attack, who: A. Reader, when: 2026-01-02, why: the usual name}
  - {what: incident-merge, id: i1, ids: [i2, i3], who: A. Reader, when: 2026-02-03, why: one attack}
  - {what: exclude, id: s9, who: B. Reader, when: 2026-01-05, why: a test page}
"""


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "corrections.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_corrections_are_read_in_order(tmp_path: Path):
    found = load_corrections(write(tmp_path, GOOD))
    assert [one.what for one in found.corrections] == ["incident-name", "incident-merge", "exclude"]
    assert next(found.of("incident-merge")).ids == ("i2", "i3")


def test_no_file_and_an_empty_file_mean_no_corrections(tmp_path: Path):
    assert load_corrections(tmp_path / "none.yaml").corrections == ()
    assert load_corrections(write(tmp_path, "# nothing yet\n")).corrections == ()
    assert load_corrections(write(tmp_path, "corrections:\n")).corrections == ()


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (", why: the usual name", "", 'corrections.yaml:2:5: correction 1 lacks the key "why"'),
        ("what: exclude", "what: exlude", "correction 3, corrections.what: input should be"),
        ("who: B. Reader", "whom: B. Reader", 'unknown key "whom" in correction 3; did you mean "who"?'),
        (", ids: [i2, i3]", "", 'incident-merge needs "ids"'),
        ("to: Port Aland attack, ", "", 'incident-name needs "to"'),
        ("2026-01-05", "last week", "'last week' is no day"),
    ],
)
def test_each_fault_has_its_line(tmp_path: Path, old: str, new: str, expected: str):
    assert old in GOOD
    with pytest.raises(BadConfig) as caught:
        load_corrections(write(tmp_path, GOOD.replace(old, new, 1)))
    assert expected in str(caught.value)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("what: strenght, id: s, to: none", 'no kind of correction is called "strenght"; did you mean "strength"?'),
        ("what: strength, id: s, to: condem", "'condem' is no verb class"),
        ("what: strength, id: s, to: condemn/7", "'7' is no intensity: write 0 to 3"),
        ("what: date, id: s, to: 2026-13-01", "month must be in 1..12"),
        ("what: date, id: s, to: 2026-01-01/2026-01-02", "expected one date"),
        ("what: incident-date, id: i, to: 2026-01-02/2026-01-01", "the second date lies before the first"),
        ("what: incident-id, id: i, to: PAK17", "is no outside id: write the scheme and the id"),
        ("what: issuer, id: s, to: China MFA", "is no issuer id"),
        ("what: speaker, id: s, to: x, ids: [a]", 'speaker takes no "ids"'),
        ("what: incident-add, id: i", 'incident-add needs "ids"'),
    ],
)
def test_each_value_is_checked_for_what_it_is(tmp_path: Path, row: str, expected: str):
    text = f"corrections:\n  - {{{row}, who: A. Reader, when: 2026-01-01, why: known}}\n"
    with pytest.raises(BadConfig) as caught:
        load_corrections(write(tmp_path, text))
    assert expected in str(caught.value)
    assert str(caught.value).startswith("corrections.yaml:2:")


def test_values_come_as_what_they_mean(tmp_path: Path):
    rows = ("incident-date, to: 2026-01-01/2026-01-03", "incident-id, to: 'gtd:202601010001'", "strength, to: regret/2")
    common = "id: x, who: A. Reader, when: 2026-01-01, why: known"
    text = "corrections:\n" + "".join(f"  - {{what: {row}, {common}}}\n" for row in rows)
    dates, outside, strength = load_corrections(write(tmp_path, text)).corrections
    assert [str(date) for date in dates.dates or ()] == ["2026-01-01", "2026-01-03"]
    assert outside.outside == ("gtd", "202601010001")
    assert (strength.verb[0].value, strength.verb[1]) == ("regret", 2)


def test_a_wrong_value_is_named_in_plain_words_and_shown_in_part(tmp_path: Path):
    for text, expected in (
        ("corrections:\n  - " + "x" * 5_000, r"correction 1, corrections: expected keys with values, found 'x{199} … "),
        ("corrections: {a: 1}", "lacks the key"),
        (GOOD.replace("to: Port Aland attack", f"to: [{'y' * 5_000}]"), r"found \['y+ … \(5004 characters\)"),
    ):
        with pytest.raises(BadConfig, match=expected) as caught:
            load_corrections(write(tmp_path, text))
        assert len(str(caught.value)) < 1_000
