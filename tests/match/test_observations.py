from datetime import date

import pytest

from tracker.match.observations import Coverage, observe
from tracker.model import Channel, Evidence, Incident, Issuer, Observation, Observed, Party, Rendering, Statement, When

INCIDENT = Incident(id="i", name="Attack", start=When("2031-03-14"), end=When("2031-03-14"), statements=("s",))
SAID = Statement(id="s", text="x", parties=(Party("xaa-embassy-xab"),))
WHOLE = Coverage(complete=((date(2031, 1, 1), date(2031, 12, 31)),), checked=date(2031, 12, 31))


def channel(issuer: str, **more: object) -> Channel:
    return Channel(**{"id": issuer, "issuer": issuer, "kind": "rss", "name": issuer, **more})  # type: ignore[arg-type]


def seen(
    issuers: tuple[Issuer, ...], channels: list[Channel], coverage: dict[str, Coverage], incident: Incident = INCIDENT
) -> dict[str, Observation]:
    found = observe([incident], [SAID], issuers=issuers, channels=channels, coverage=coverage)
    return {o.issuer: o for o in found}


def test_the_speaker_spoke_and_so_did_its_ministry(issuers: tuple[Issuer, ...]):
    found = seen(issuers, [channel("xaa-mfa")], {})
    assert found["xaa-embassy-xab"].state is Observed.SPOKE
    assert found["xaa-mfa"].state is Observed.SPOKE
    assert found["xaa-mfa"].reason == "through xaa-embassy-xab"


def test_an_embassy_whose_page_repeats_its_ministry_was_not_silent(issuers: tuple[Issuer, ...]):
    pages = {
        "own": Rendering(id="own", source="xaa-mfa", text="x", parties=(Party("xaa-mfa"),)),
        "repost": Rendering(id="repost", source="xaa-embassy-xab", text="x", parties=(Party("xaa-embassy-xab"),)),
    }
    said = Statement(id="s", text="x", parties=(Party("xaa-mfa"),), renderings=("own", "repost"))
    channels = [channel("xaa-mfa"), channel("xaa-embassy-xab")]
    coverage = dict.fromkeys(("xaa-mfa", "xaa-embassy-xab"), WHOLE)
    found = observe([INCIDENT], [said], issuers=issuers, channels=channels, coverage=coverage, renderings=pages)
    assert {o.issuer: (o.state, o.reason) for o in found} == {
        "xaa-mfa": (Observed.SPOKE, ""),
        "xaa-embassy-xab": (Observed.SPOKE, "repeats xaa-mfa"),
    }


def test_nothing_found_needs_every_channel_whole_over_the_window(issuers: tuple[Issuer, ...]):
    channels = [channel("xab-mfa"), channel("xab-mfa", id="xab-second")]
    both = seen(issuers, channels, {"xab-mfa": WHOLE, "xab-second": WHOLE})["xab-mfa"]
    assert both.state is Observed.NONE_FOUND
    assert both.reason == "last check 2031-12-31"
    assert seen(issuers, channels, {"xab-mfa": WHOLE})["xab-mfa"].state is Observed.NOT_OBSERVABLE


@pytest.mark.parametrize(
    ("more", "coverage", "reason"),
    [
        ({"access": "only on X"}, WHOLE, "only on X"),
        ({"enabled": False}, WHOLE, "switched off"),
        ({}, None, "never collected whole"),
        ({}, Coverage(complete=((date(2031, 3, 14), date(2031, 3, 18)),)), "not read since, up to 2031-03-21"),
        ({}, Coverage(complete=((date(2031, 3, 16), date(2031, 3, 30)),)), "not whole from 2031-03-14"),
        ({}, Coverage(begins=date(2031, 4, 1)), "collected since 2031-04-01"),
        ({}, Coverage(reason="blocked since 10 March"), "blocked since 10 March"),
    ],
)
def test_what_nobody_could_see_says_why(
    issuers: tuple[Issuer, ...], more: dict[str, object], coverage: Coverage | None, reason: str
):
    found = seen(issuers, [channel("xab-mfa", **more)], {"xab-mfa": coverage} if coverage else {})
    assert found["xab-mfa"].state is Observed.NOT_OBSERVABLE
    assert reason in found["xab-mfa"].reason


def test_an_incident_without_a_day_shows_nothing_of_those_who_did_not_speak(issuers: tuple[Issuer, ...]):
    undated = Incident(id="i", name="Attack", start=None, end=None, statements=("s",))
    found = seen(issuers, [channel("xab-mfa")], {"xab-mfa": WHOLE}, undated)
    assert found["xab-mfa"].state is Observed.NOT_OBSERVABLE
    assert "not known" in found["xab-mfa"].reason


def test_nobody_waits_for_an_armed_group(issuers: tuple[Issuer, ...]):
    assert "red-front" not in seen(issuers, [channel("red-front")], {"red-front": WHOLE})


def test_an_issuer_of_whom_no_channel_is_known_cannot_be_observed(issuers: tuple[Issuer, ...]):
    found = observe(
        [INCIDENT],
        [SAID],
        issuers=issuers,
        channels=[channel("xaa-mfa")],
        coverage={"xaa-mfa": WHOLE},
        expected=issuers,
    )
    states = {o.issuer: (o.state, o.reason) for o in found}
    assert states["xab-mfa"] == (Observed.NOT_OBSERVABLE, "no channel of it is known")
    assert states["xaa-mfa"][0] is Observed.SPOKE
    assert "red-front" not in states


def test_nobody_is_silent_whose_state_a_report_says_has_spoken(issuers: tuple[Issuer, ...]):
    said = Statement(id="s", text="extended support", parties=(Party("xab"),), evidence=Evidence.CHARACTERISED)
    found = observe([INCIDENT], [said], issuers=issuers, channels=[channel("xab-mfa")], coverage={"xab-mfa": WHOLE})
    states = {o.issuer: (o.state, o.reason) for o in found}
    assert states["xab"] == (Observed.SPOKE, "")
    assert states["xab-mfa"][0] is Observed.NOT_OBSERVABLE
    assert "xab is reported to have spoken" in states["xab-mfa"][1]
