"""alerts.yaml: what may be written, and what is said of what may not."""

from pathlib import Path

import pytest

from tracker.errors import BadConfig
from tracker.sources import Limits, load_alerts

RULE = "rules:\n  desk:\n    when: new-words\n    terms: {en: [genocide, ethnic cleansing]}\n"


def load(folder: Path, text: str):
    path = folder / "alerts.yaml"
    path.write_text(text, encoding="utf-8")
    return load_alerts(path)


def test_a_rule_has_its_words_its_filters_and_where_it_is_sent(tmp_path: Path):
    filters = "    countries: XAA\n    kinds: [state]\n    to: [DESK, ./desk]\n    limits: {hour: 2}\n"
    alerts = load(tmp_path, f"{RULE}{filters}limits: {{day: 7}}\n")
    (rule,) = alerts.rules
    assert rule.terms == {"en": ("genocide", "ethnic cleansing")}
    assert (rule.countries, rule.to, rule.limits) == (("XAA",), ("DESK", "./desk"), Limits(hour=2))
    assert alerts.limits == Limits(day=7)
    assert alerts.rule("desk") is rule
    assert alerts.rule("other") is None


def test_addresses_are_those_of_the_digest_where_a_rule_names_none(tmp_path: Path):
    assert load(tmp_path, RULE).rules[0].to == ("TRACKER_NOTIFY",)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("rules:\n  a:\n    when: new-word\n", r"alerts.yaml:3:.*\"a\", when: .*'new-words'.*found 'new-word'"),
        ("rules:\n  a:\n    when: spoke\n    isuers: x\n", r"alerts.yaml:4:5: unknown key .isuers. in rule .a.; did"),
        ("rules:\n  a: {when: spoke, terms: {en: x}}\n", r"alerts.yaml:2:.*belong to new-words"),
        ("rules:\n  a: {when: spoke, step: up}\n", r"\"step\" belongs to strength-step"),
        ("rules:\n  a: {when: spoke, after: new-incident}\n", r"\"after\" belongs to phrasing-returns"),
        ("rules:\n  a: {when: new-words, patterns: {en: '(('}}\n", r"alerts.yaml:2:.*no regular expression"),
        ("rules:\n  a: {when: new-words, terms: {klingon: x}}\n", r"no language tag"),
        ("rules:\n  a: {when: spoke, countries: PAKI}\n", r"no ISO 3166"),
        ("rules:\n  a: {}\n", r"rule \"a\" lacks the key \"when\""),
        ("rules:\n  a: spoke\n", r"rule \"a\" must be keys and values"),
        ("rules: [spoke]\n", r"must map names to rules"),
        ("rule:\n  a: {when: spoke}\n", r"alerts.yaml:1:1: unknown key \"rule\" in the file; did you mean \"rules\""),
        ("limits: {hour: -1}\n", r"alerts.yaml:1:.*hour"),
        ("- a\n", r"beginning with \"rules:\""),
        ("rules: {a: {when: spoke, to: []}}\n", r"alerts.yaml:1:"),
        ("rules: {a: {when: spoke}, a: {when: vanished}}\n", r"alerts.yaml:1:"),
    ],
)  # fmt: skip
def test_a_fault_is_named_with_its_place(tmp_path: Path, text: str, said: str):
    with pytest.raises(BadConfig, match=said):
        load(tmp_path, text)


def test_an_address_has_no_place_in_the_file_and_is_not_repeated(tmp_path: Path):
    with pytest.raises(BadConfig, match="environment variable") as error:
        load(tmp_path, "rules:\n  a: {when: spoke, to: 'json://desk:secret@host'}\n")
    assert "secret" not in str(error.value)


_ADDRESS = "mailto://desk:secret@host.example"


@pytest.mark.parametrize(
    "text",
    [
        f'rules:\n  a: {{when: spoke, to: [["{_ADDRESS}"]]}}\n',
        'rules:\n  a: {when: spoke, to: "mailto:desk:secret@host.example"}\n',
        'rules:\n  a: {when: spoke, to: "desk:secret@host.example"}\n',
        "rules:\n  a: {when: spoke, to: host.example/hooks/secret}\n",
        f'rules:\n  a: {{when: "{_ADDRESS}"}}\n',
        f'rules:\n  a: {{when: spoke, "{_ADDRESS}": 1}}\n',
        f'rules:\n  "{_ADDRESS}": 1\n',
        f'rules:\n  a: {{when: spoke, countries: "{_ADDRESS}"}}\n',
        f'rules:\n  a: {{when: new-words, patterns: {{en: "({_ADDRESS}"}}}}\n',
        f"rules:\n  a:\n    when: spoke\n    to: !{_ADDRESS} x\n",
        f'limits: {{hour: "{_ADDRESS}"}}\n',
        f'"{_ADDRESS}": 1\n',
        'rules:\n  a: {when: "mailto:desk:secret@host.example"}\n',
    ],
)
def test_an_address_in_a_wrong_place_is_not_repeated_either(tmp_path: Path, text: str):
    with pytest.raises(BadConfig, match=r"alerts\.yaml:\d") as error:
        load(tmp_path, text)
    assert "secret" not in str(error.value)


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ('"": {when: spoke}', "needs a name"),
        ('"\\uD800": {when: spoke}', "needs a name"),
        ('"a\\e[31m": {when: spoke}', "needs a name"),
        (f'"{"x" * 101}": {{when: spoke}}', "needs a name"),
        ('a: {when: spoke, to: "./\\uD800"}', "name an environment variable"),
        ('a: {when: spoke, to: "./a\\0b"}', "name an environment variable"),
        (f'a: {{when: new-words, patterns: {{en: "{"(" * 5_000}"}}}}', "no regular expression"),
        ('a: {when: new-words, patterns: {en: "a{99999999999999999999}"}}', "no regular expression"),
    ],
)
def test_what_no_message_could_carry_is_refused(tmp_path: Path, rule: str, said: str):
    with pytest.raises(BadConfig, match=said):
        load(tmp_path, f"rules:\n  {rule}\n")


def test_a_file_that_is_not_there_is_said_to_be_missing(tmp_path: Path):
    with pytest.raises(BadConfig, match="no such file"):
        load_alerts(tmp_path / "alerts.yaml")
