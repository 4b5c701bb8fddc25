"""sources.yaml: what is read, and what is refused with which words."""

from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings, strategies as st

from tracker.errors import BadConfig, TrackerError
from tracker.model import Display, IssuerKind
from tracker.sources import Registry, allowed_hosts, bundled_sources, load_registry
from tracker.sources.nodes import read_document

ORDINARY = """\
contact: press@example.org
sources:
  aland_mfa:
    issuer: xaa-mfa
    name: Ministry of Foreign Affairs of Aland
    category: ministry
    country: XAA
    languages: [en, fr]
    zone: Europe/Helsinki
    kind: html-list
    url: https://mfa.aland.example/news/
    list: {item: li.item, date: {url: '/(\\d{8})/'}}
    detail: {title: h1, body: "div.text", drop: .share}
    dates: {formats: "%Y%m%d"}
    every: 3h
states:
  XAA: {name: Aland, demonyms: [Alandic], capital: Port Aland}
"""


def load(tmp_path: Path, text: str) -> Registry:
    path = tmp_path / "sources.yaml"
    path.write_text(text, encoding="utf-8")
    return load_registry(path)


def faults(tmp_path: Path, text: str) -> list[str]:
    with pytest.raises(BadConfig) as caught:
        load(tmp_path, text)
    return str(caught.value).splitlines()


def test_an_ordinary_source_is_read_whole(tmp_path: Path):
    registry = load(tmp_path, ORDINARY)
    source = registry.source("aland_mfa")
    assert registry.contact == "press@example.org"
    assert source.every == timedelta(hours=3)
    assert (source.language, source.languages) == ("en", ("en", "fr"))
    assert source.list.item[0].css == "li.item"
    assert source.list.date[0].url is not None
    assert source.detail.drop == (".share",)
    assert source.dates.formats == ("%Y%m%d",)
    assert source.segment.style == "none"
    assert allowed_hosts(source) == ("mfa.aland.example",)
    assert source.channel.every == timedelta(hours=3)
    assert source.channel.display is Display.QUOTE


def test_issuers_of_sources_and_the_states_above_them_appear_unasked(tmp_path: Path):
    issuers = {issuer.id: issuer for issuer in load(tmp_path, ORDINARY).issuers}
    assert issuers["xaa-mfa"].parent == "xaa"
    assert issuers["xaa-mfa"].name == "Ministry of Foreign Affairs of Aland"
    assert issuers["xaa"].name == "Aland"
    assert list(issuers) == sorted(issuers)


def test_states_carry_what_masks_need(tmp_path: Path):
    (state,) = load(tmp_path, ORDINARY).states
    assert (state.code, state.demonyms, state.capital) == ("XAA", ("Alandic",), "Port Aland")


def test_name_and_country_come_from_the_issuer_unless_given(tmp_path: Path):
    text = ORDINARY.replace("    name: Ministry of Foreign Affairs of Aland\n", "").replace("    country: XAA\n", "")
    text += "issuers:\n  xaa-mfa: {name: Foreign Office, country: XAA}\n"
    source = load(tmp_path, text).source("aland_mfa")
    assert (source.name, source.country) == ("Foreign Office", "XAA")


def test_a_selector_may_read_an_attribute(tmp_path: Path):
    text = ORDINARY.replace("title: h1", "title: 'meta[property=\"a@b\"]@content'")
    place = load(tmp_path, text).source("aland_mfa").detail.title[0]
    assert (place.css, place.attribute) == ('meta[property="a@b"]', "content")


def test_norway_stays_norway(tmp_path: Path):
    """YAML 1.1 reads NO as false; here it is text, and as text it is refused with the right hint."""
    (fault,) = faults(tmp_path, ORDINARY.replace("country: XAA", "country: NO"))
    assert fault.startswith("sources.yaml:7:5: ")
    assert "'NO' is no ISO 3166 alpha-3 code" in fault


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("    list:", "    lisst:", '.yaml:12:5: unknown key "lisst" in source "aland_mfa"; did you mean "list"?'),
        ("detail: {title", "detail: {titel", ':13:14: unknown key "titel" in source "aland_mfa"; did you mean "title"'),
        ("every: 3h", "every: 3 hours", "sources.yaml:15:5: source \"aland_mfa\", every: '3 hours' is no interval"),
        ("every: 3h", "every: 3h\n    every: 4h", 'sources.yaml:16:5: key "every" stands twice (first in line 15)'),
        ("Europe/Helsinki", "Europe/Helsingfors", "zone: 'Europe/Helsingfors' is no IANA time zone"),
        ("country: XAA", "country: XA", "'XA' is no ISO 3166 alpha-3 code"),
        ("[en, fr]", "[en, Français]", "languages: 'Français' is no language tag"),
        ("kind: html-list", "kind: htmllist", "kind: input should be 'html-list'"),
        ("li.item", '"li["', "'li[' is no CSS selector"),
        ("'/(\\d{8})/'", "'/(\\d{8}/'", "is no regular expression: missing )"),
        ("'/(\\d{8})/'", "'/([[d]{8})/'", "is no regular expression: Possible nested set"),
        ("url: https://mfa", "url: ftp://mfa", "is no web address: write http:// or https://"),
        ("url: https://mfa", "url: https://me:secret@mfa", "must not hold a user name or password"),
        ("every: 3h", "hosts: other.example", "its host is not among hosts (other.example)"),
        ("every: 3h", "hosts: https://mfa.aland.example/", "is no host name"),
        ("every: 3h", "pairs_with: aland_mfa_fr", 'names no source "aland_mfa_fr"; did you mean "aland_mfa"?'),
        ("every: 3h", "enabled: false", 'a disabled source needs "disabled_reason"'),
        ("every: 3h", "enabled: no", "enabled: input should be a valid boolean, found 'no'"),
        ("every: 3h", "expect: {min_items: -1}", "expect.min_items: input should be greater than or equal to 0"),
        ("every: 3h", "expect: {max_skipped: ten}", "expect.max_skipped: input should be a valid number, found 'ten'"),
        ("every: 3h", "min_interval: 0.5", "min_interval: input should be greater than or equal to 2"),
        ("every: 3h", "starts: yesterday", "starts: 'yesterday' is no day: write YYYY-MM-DD"),
        ("every: 3h", "paging: {style: path, path: x}", 'style "path" needs "path" with {n} in it'),
        ("every: 3h", "paging: {style: next}", 'style "next" needs "link"'),
        ("every: 3h", "segment: qa-blod", "segment.style: input should be 'none', 'qa-bold'"),
        ("every: 3h", "every: &x 3h\n    licence: *x", "anchors and aliases are not used here"),
        ("every: 3h", "licence: !!binary aGk=", "is not used here: write plain text"),
        ("every: 3h", "id: other", 'unknown key "id" in source "aland_mfa": the id is the key above'),
        ("aland_mfa:", "Aland-MFA:", "id: string should match pattern"),
        ("{url: '/(\\d{8})/'}", "{url: a, title: b}", "gives several places (url, title)"),
        ('body: "div.text", ', "", 'needs "detail.body"'),
        ("list: {item: li.item, ", "list: {", 'kind "html-list" needs "list.item"'),
        ("    issuer: xaa-mfa\n", "", 'a source of category "ministry" needs "issuer"'),
        ("    zone: Europe/Helsinki\n", "", 'sources.yaml:3:3: source "aland_mfa" lacks the key "zone"'),
        ("    url: https://mfa.aland.example/news/\n", "", 'source "aland_mfa" lacks the key "url"'),
        ("states:", "state:", 'unknown key "state" in the file; did you mean "states"?'),
        ("demonyms:", "demonym:", 'sources.yaml:17:22: unknown key "demonym" in state "XAA"; did you mean "demonyms"?'),
        ("  XAA:", "  Aland:", "'Aland' is no ISO 3166 alpha-3 code"),
        ("contact: press@example.org", "contact: [a]", '"contact" must be text'),
        ("contact: press@example.org", "contact: J. Müller, desk@example.org", "letters without accents"),
        ("sources:\n", "sources: [\n", "this is no readable YAML"),
    ],
)  # fmt: skip
def test_each_fault_has_its_line(tmp_path: Path, old: str, new: str, expected: str):
    assert old in ORDINARY
    lines = faults(tmp_path, ORDINARY.replace(old, new, 1))
    assert any(expected in line for line in lines), lines
    assert all(line.startswith("sources.yaml:") for line in lines)


def test_all_faults_are_told_at_once_in_file_order(tmp_path: Path):
    text = ORDINARY.replace("every: 3h", "evry: 3h").replace("country: XAA", "country: NO").replace("states:", "stats:")
    lines = faults(tmp_path, text)
    assert [int(line.split(":")[1]) for line in lines] == [7, 15, 16]


def test_a_broken_source_does_not_make_its_partner_look_broken(tmp_path: Path):
    other = ORDINARY.partition("sources:\n")[2].partition("states:")[0].replace("aland_mfa", "aland_fr")
    text = ORDINARY.replace("states:", other.replace("every: 3h", "pairs_with: aland_mfa") + "states:")
    lines = faults(tmp_path, text.replace("every: 3h", "every: 3x", 1))
    assert len(lines) == 1
    assert "every" in lines[0]


@pytest.mark.parametrize(("text", "expected"), [("", "the file is empty"), ("- a\n", "must be keys and values")])
def test_a_file_that_is_no_registry(tmp_path: Path, text: str, expected: str):
    assert expected in faults(tmp_path, text)[0]


def test_a_missing_file_says_what_to_do(tmp_path: Path):
    with pytest.raises(BadConfig, match="tracker sources init"):
        load_registry(tmp_path / "none.yaml")


def test_a_file_in_another_encoding_says_so(tmp_path: Path):
    path = tmp_path / "sources.yaml"
    path.write_bytes("contact: Müller".encode("latin-1"))
    with pytest.raises(BadConfig, match="byte 10 is not UTF-8"):
        load_registry(path)


def test_an_unknown_source_suggests_the_nearest(tmp_path: Path):
    with pytest.raises(BadConfig, match='did you mean "aland_mfa"'):
        load(tmp_path, ORDINARY).source("aland_mf")


def test_old_layouts_apply_until_their_day(tmp_path: Path):
    layouts = """every: 3h
    versions:
      - {until: 2021-12-31, detail: {body: .older}}
      - {until: 2019-12-31, detail: {body: .oldest}, segment: qa-bold}
"""
    source = load(tmp_path, ORDINARY.replace("every: 3h\n", layouts)).source("aland_mfa")
    assert source.as_of(date(2019, 12, 31)).detail.body[0].css == ".oldest"
    assert source.as_of(date(2019, 12, 31)).segment.style == "qa-bold"
    assert source.as_of(date(2021, 12, 31)).detail.body[0].css == ".older"
    assert source.as_of(date(2022, 1, 1)) is source


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200))
def test_no_text_makes_the_reader_fall_over(tmp_path_factory: pytest.TempPathFactory, text: str):
    path = tmp_path_factory.getbasetemp() / "any.yaml"
    path.write_text(text, encoding="utf-8", errors="replace")
    with suppress(TrackerError):
        load_registry(path)


@settings(max_examples=100, deadline=None)
@given(st.integers(0, len(ORDINARY)), st.text("{}[]:,\n'\"&*!|>-# a", min_size=1, max_size=4))
def test_no_slip_of_the_pen_makes_the_reader_fall_over(tmp_path_factory: pytest.TempPathFactory, at: int, slip: str):
    path = tmp_path_factory.getbasetemp() / "slip.yaml"
    path.write_text(ORDINARY[:at] + slip + ORDINARY[at:], encoding="utf-8")
    with suppress(BadConfig):
        load_registry(path)


def test_deep_nesting_is_a_fault_and_no_crash(tmp_path: Path):
    (fault,) = faults(tmp_path, "a: " + "[" * 5000)
    assert "no readable YAML" in fault


def test_an_endless_number_is_a_fault_and_no_crash(tmp_path: Path):
    assert any("6000 digits" in fault for fault in faults(tmp_path, "sources: " + "9" * 6000))


@pytest.mark.parametrize("word", ["NO", "on", "yes", "010", "1:30", "0x1F", "1_000", "2020-01-01", "1e3", "Null"])
def test_what_looks_special_elsewhere_is_text_here(word: str):
    assert read_document(f"a: {word}").value == {"a": word}


def test_the_shipped_sources_are_valid_and_complete():
    registry = load_registry(bundled_sources())
    plain = {urlsplit(url).hostname for source in registry.sources for url in source.urls if url.startswith("http:")}
    # served without encryption alone
    assert plain <= {
        "en.kremlin.ru",
        "kremlin.ru",
        "timor-leste.gov.tl",
        "www.leagueofarabstates.net",
        "www.mofa.go.kr",
    }
    for source in registry.sources:
        assert source.every <= timedelta(days=7), source.id
    paired = {source.id: source.pairs_with for source in registry.sources if source.pairs_with}
    assert paired == {"cn_mfa_zh": ("cn_mfa_en",), "cn_mfa_en": ("cn_mfa_zh",)}


def test_the_shipped_issuers_have_parents_up_to_state_or_union():
    issuers = {issuer.id: issuer for issuer in load_registry(bundled_sources()).issuers}
    assert issuers["usa-mission-un"].parent == "usa-state"
    assert issuers["usa-state"].parent == "usa"
    assert issuers["eu-commission"].parent == "eu"
    assert issuers["gbr"].name == "United Kingdom"
    for issuer in issuers.values():
        assert issuer.parent is None or issuer.parent in issuers
        assert issuer.kind is IssuerKind.ORGANISATION or issuer.country


def test_shipped_sources_are_short():
    """A new source costs fifteen lines at most; comments are not counted."""
    text = bundled_sources().read_text(encoding="utf-8").split("\nissuers:")[0]
    lines: dict[str, int] = {}
    for line in text.splitlines():
        if line.startswith("  ") and line[2] not in " #":
            lines[line.strip(" :")] = 1
        elif line.startswith("    ") and lines:
            lines[list(lines)[-1]] += 1
    assert {name: count for name, count in lines.items() if count > 15} == {}


def test_each_shipped_source_says_what_it_rests_on():
    for source in load_registry(bundled_sources()).sources:
        assert source.evidence, f"{source.id}: the comment right above it must end with its letter and what it rests on"


COPY = ORDINARY.partition("sources:\n")[2].partition("states:")[0].replace("aland_mfa", "aland_copy")


def test_a_copied_entry_is_named_with_both_lines(tmp_path: Path):
    lines = faults(tmp_path, ORDINARY.replace("states:", COPY + "states:"))
    assert len(lines) == 1
    assert lines[0].startswith("sources.yaml:24:5: ")
    assert 'source "aland_copy": reads the same list by the same rules as source "aland_mfa" (line 3)' in lines[0]


@pytest.mark.parametrize(
    "rule", ["    include: {title: Minister}\n", "    exclude: {url: /en/}\n", "    include: {place: {at: .tag}}\n"]
)
def test_two_sources_may_share_a_list_of_which_they_read_different_entries(tmp_path: Path, rule: str):
    registry = load(tmp_path, ORDINARY.replace("states:", COPY + rule + "states:"))
    assert [one.id for one in registry.sources] == ["aland_mfa", "aland_copy"]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("mfa.aland.example/", "mfa.aland.example:8443/", "port 8443 is never asked, only 443: leave the port out"),
        ("https://mfa.aland.example/", "http://mfa.aland.example:443/", "port 443 is never asked, only 80"),
        ("every: 3h", "hosts: [mfa.aland.example, 'mfa.aland.example:8443']", "without scheme, port or path"),
    ],
)
def test_a_port_that_is_never_asked_is_refused_at_once(tmp_path: Path, before: str, after: str, expected: str):
    (line,) = faults(tmp_path, ORDINARY.replace(before, after))
    assert expected in line


def test_the_usual_port_may_be_written_out(tmp_path: Path):
    assert load(tmp_path, ORDINARY.replace("mfa.aland.example/", "mfa.aland.example:443/")).sources
