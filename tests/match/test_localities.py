import pytest

from tracker.match.incidents.localities import called_places, one_spelling, place_key


@pytest.mark.parametrize(
    ("one", "other"),
    [("Musakhel", "Musa Khel"), ("Musakhel", "Musakhail"), ("Qandahar", "Kandahar"), ("Arifwala", "Arif Wala")],
)
def test_spellings_of_one_name_have_one_key(one: str, other: str):
    assert place_key(one) == place_key(other)


@pytest.mark.parametrize(("one", "other"), [("Kalat", "Kalash"), ("Paris", "Parma"), ("Homs", "Hama")])
def test_names_of_two_places_have_two_keys(one: str, other: str):
    assert place_key(one) != place_key(other)


def test_names_in_other_scripts_are_their_own_keys():
    assert place_key("卡拉特") == "卡拉特"


def test_what_a_text_calls_a_place_is_one():
    sentence = "A bridge in Norway’s Elvestad district fell, and the town of Ny Vik burnt; The Big district did not."
    names = [name for _, _, name in called_places(sentence)]
    assert names == ["Elvestad", "Ny Vik", "Big"]
    assert all(sentence[start:end] == name for start, end, name in called_places(sentence))


def test_the_spelling_that_is_known_wins_then_the_commonest():
    assert one_spelling(["Musa Khel", "Musa Khel", "Musakhel"])["Musakhel"] == "Musa Khel"
    assert one_spelling(["Musa Khel", "Musa Khel", "Musakhel"], {"Musakhel"})["Musa Khel"] == "Musakhel"
