"""Offices: from phrases to issuer ids by the scheme of the house."""

from __future__ import annotations

import pytest

from tracker.language.nations import alpha3, nations, state_name
from tracker.language.offices import issuer_of_id, resolve_issuer, slug
from tracker.terms import IssuerKind


@pytest.mark.parametrize(
    ("phrase", "issuer_id", "parent"),
    [
        ("Chinese Foreign Ministry spokesperson", "chn-mfa", "chn"),
        ("the US embassy in Islamabad", "usa-embassy-pak", "usa-state"),
        ("the German Consul General in Karachi", "deu-consulate-karachi", "deu-mfa"),
        ("EU Commission Spokesperson Nabila Massrali", "eu-commission", "eu"),
        ("Pakistan's interior minister", "pak-interior", "pak"),
        ("Pakistani Prime Minister", "pak-pm", "pak"),
        ("the chief minister of Balochistan", "pak-balochistan-government", "pak"),
        ("commander of the Chinese People's Liberation Army ground forces", "chn-pla", "chn"),
        ("Pakistani army chief General", "pak-army", "pak"),
        ("US Ambassador to the UN", "usa-mission-un", "usa-state"),
        ("Chinese Ambassador to Pakistan Jiang Zaidong", "chn-embassy-pak", "chn-mfa"),
        ("British Foreign Secretary", "gbr-fcdo", "gbr"),
        ("US State Department", "usa-state", "usa"),
        ("the Kremlin", "rus-president", "rus"),
        ("外交部发言人毛宁", "chn-mfa", "chn"),
        ("中国驻巴基斯坦大使馆", "chn-embassy-pak", "chn-mfa"),
        ("Beijing", "chn", None),
        ("the European Union", "eu", None),
        ("UN Secretary-General", "un-sg", "un"),
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
