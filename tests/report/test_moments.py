"""How days are written where they stand beside a name."""

import pytest

from tracker.report.labels import language_name
from tracker.report.moments import without_day
from tracker.report.site.filling import environment


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("Bombing in Tarim, 14 March 2031", "Bombing in Tarim"),
        ("Strike, January 2030", "Strike"),
        ("Shelling in Osk, 3-5 May 2029", "Shelling in Osk, 3-5 May 2029"),
        ("March 2030 offensive", "March 2030 offensive"),
        ("Attack on the camp, which people named", "Attack on the camp, which people named"),
    ],
)
def test_a_name_beside_its_day_goes_without_it(name: str, bare: str):
    assert without_day(name) == bare


def test_no_line_ends_inside_a_day_and_names_stay_text():
    shown = environment().from_string("{{ text|whole_days }}").render(text="<b>Union, 2031-03-14")
    assert shown == '&lt;b&gt;Union, <span class="nw">2031-03-14</span>'


def test_a_language_has_its_name_and_one_that_nobody_named_its_code():
    assert [language_name(one) for one in ("zh", "zh-Hant", "xx")] == ["Chinese", "Chinese (zh-Hant)", "xx"]
