"""Offices: from phrases to issuer ids by the scheme of the house."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tracker.language.names.nations import alpha3, nations, state_name
from tracker.language.names.offices import issuer_of_id, issuers_of, resolve_issuer, slug
from tracker.terms import IssuerKind


@pytest.mark.parametrize(
    ("phrase", "issuer_id", "parent"),
    [
        ("Chinese Foreign Ministry spokesperson", "chn-mfa", "chn"),
        ("the US embassy in Islamabad", "usa-embassy-pk", "usa-state"),
        ("the German Consul General in Karachi", "deu-consulate-karachi", "deu-mfa"),
        ("EU Commission Spokesperson Nabila Massrali", "eu-commission", "eu"),
        ("Pakistan's interior minister", "pak-moi", "pak"),
        ("Pakistani Prime Minister", "pak-pm", "pak"),
        ("the chief minister of Balochistan", "pak-balochistan-government", "pak"),
        ("commander of the Chinese People's Liberation Army ground forces", "chn-pla", "chn"),
        ("Pakistani army chief General", "pak-ispr", "pak"),
        ("US Ambassador to the UN", "usa-mission-un", "usa-state"),
        ("Chinese Ambassador to Pakistan Jiang Zaidong", "chn-embassy-pk", "chn-mfa"),
        ("British Foreign Secretary", "gbr-fcdo", "gbr"),
        ("US State Department", "usa-state", "usa"),
        ("the Kremlin", "rus-president", "rus"),
        ("外交部发言人毛宁", "chn-mfa", "chn"),
        ("中国驻巴基斯坦大使馆", "chn-embassy-pk", "chn-mfa"),
        ("Beijing", "chn", None),
        ("the European Union", "eu", None),
        ("UN Secretary-General", "un-sg", "un"),
        ("Foggy Bottom", "usa-state", "usa"),
        ("Brussels", "eu", None),
        ("China's UN ambassador", "chn-mission-un", "chn-mfa"),
        ("the EU Ambassador to Pakistan", "eu-delegation-pk", "eu-eeas"),
        ("US special representative for Afghanistan", "usa-state", "usa"),
        ("Pakistan's Railways Minister", "pak-ministry-railways", "pak"),
        ("Kazakhstan's Ministry of Water", "kaz-ministry-water", "kaz"),
        ("the police chief of Quetta", "pak-quetta-police", "pak"),
        ("the mayor of Lviv", "ukr-lviv-government", "ukr"),
        ("Iraqi Kurdistan's prime minister", "irq-kurdistan-government", "irq"),
        ("Russian Security Council", "rus-nsc", "rus"),
        ("Philippine Foreign Secretary", "phl-dfa", "phl"),
    ],
)
def test_phrases(phrase: str, issuer_id: str, parent: str | None) -> None:
    issuer = resolve_issuer(phrase)
    assert issuer is not None
    assert (issuer.id, issuer.parent) == (issuer_id, parent)


def test_an_armed_group_is_no_state() -> None:
    issuer = resolve_issuer("BLA spokesman Jeeyand Baloch")
    assert issuer is not None
    assert (issuer.id, issuer.kind, issuer.country) == ("baloch-liberation-army", IssuerKind.NON_STATE, None)
    unknown = resolve_issuer("Karsan Liberation Front")
    assert unknown is not None
    assert (unknown.id, unknown.kind) == ("karsan-liberation-front", IssuerKind.NON_STATE)


@pytest.mark.parametrize("phrase", ["a Chinese woman", "Donald Trump", "local residents", "", "told us", "Chinatown"])
def test_unknown_stays_unknown(phrase: str) -> None:
    assert resolve_issuer(phrase) is None


def test_an_office_takes_the_country_it_is_given() -> None:
    issuer = resolve_issuer("Ministry of Foreign Affairs", country="NPL")
    assert issuer is not None
    assert (issuer.id, issuer.country) == ("npl-mfa", "NPL")
    assert resolve_issuer("Ministry of Foreign Affairs") is None


def test_people_are_looked_up_only_when_asked() -> None:
    assert resolve_issuer("Mao Ning", people=False) is None
    found = resolve_issuer("毛宁")
    assert found is not None
    assert found.id == "chn-mfa"


def test_ids_lead_back_to_their_issuers() -> None:
    for one in ("chn-mfa", "usa-state", "eu-commission", "chn", "hamas"):
        issuer = issuer_of_id(one)
        assert issuer is not None
        assert issuer.id == one
    assert issuer_of_id("nobody-mfa") is None


def test_names_of_states() -> None:
    assert [n.code for n in nations("U.S. and Chinese envoys")] == ["USA", "CHN"]
    assert nations("told us in Chinatown") == []
    assert (alpha3("China"), alpha3("AFG"), alpha3("gb"), alpha3("XAA")) == ("CHN", "AFG", None, "XAA")
    assert (state_name("RUS"), state_name("XAB")) == ("Russia", "XAB")
    assert slug("São Paulo – North") == "sao-paulo-north"


@pytest.mark.parametrize(
    ("phrase", "issuer_id"),
    [
        ("Yemeni Houthi military spokesman", "houthis"),
        ("Afghan Taliban government spokesman", "taliban"),
        ("US-backed Syrian Democratic Forces", "syrian-democratic-forces"),
        ("Hezbollah lawmaker", "hezbollah"),
        ("Balochistan Republican Army", "balochistan-republican-army"),
        ("the opposition Karsan Insaf Party", "karsan-insaf-party"),
        ("Karsan Insaf party", "karsan-insaf-party"),
    ],
)
def test_groups_and_parties_speak_for_themselves_alone(phrase: str, issuer_id: str) -> None:
    issuer = resolve_issuer(phrase)
    assert issuer is not None
    assert (issuer.id, issuer.kind, issuer.country) == (issuer_id, IssuerKind.NON_STATE, None)


@pytest.mark.parametrize(
    "phrase",
    [
        "a former Pakistani foreign secretary",
        "retired Swedish general",
        "a senior Pakistani official",
        "Pakistani security sources",
        "the Chinese president's brother",
        "Russian-installed governor of Kherson",
        "Iranian state television",
        "an American senator",
        "Foreign Secretary",
        "Punjab chief minister",
    ],
)
def test_who_speaks_for_nobody(phrase: str) -> None:
    assert resolve_issuer(phrase, people=False) is None


@pytest.mark.parametrize(
    ("phrase", "ids"),
    [
        ("the foreign ministers of France, Germany and the United Kingdom", ["fra-mfa", "deu-mfa", "gbr-fcdo"]),
        ("China and Pakistan", ["chn", "pak"]),
        ("the presidents of Kazakhstan and Uzbekistan", ["kaz-president", "uzb-president"]),
        ("talks between China and Iran", []),
        ("China", []),
    ],
)
def test_several_states_speak_in_one_office(phrase: str, ids: list[str]) -> None:
    assert [issuer.id for issuer in issuers_of(phrase)] == ids


#: Names by which sources.yaml calls an issuer that no rule of offices can know.
_OWN_NAMES = {"deu-missions-pk", "gbr-mission-pk", "un-geneva", "che-government"}
_ABBREVIATED = {"EDA", "PIB", "Kemlu", "Foreign, Commonwealth & Development Office"}


def test_news_and_official_pages_speak_of_one_issuer() -> None:
    """What a report calls a body leads to the id under which its own pages are collected."""
    declared = yaml.safe_load((Path(__file__).parents[2] / "sources.yaml").read_text(encoding="utf-8"))["issuers"]
    for key, entry in declared.items():
        for name in (entry["name"], *entry.get("names", [])):
            if key in _OWN_NAMES or name in _ABBREVIATED or not name.isascii() or "Ministeri" in name:
                continue
            found = resolve_issuer(name, country=entry.get("country"), people=False)
            assert (found.id if found else None) == key, name
        made = issuer_of_id(key)
        assert key in _OWN_NAMES or (made is not None and made.kind.value == entry.get("kind", "state")), key
