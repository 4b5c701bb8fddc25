from tracker.match.incidents.incidents import group_incidents

DAY = {
    "id": "day",
    "date": "2031-03-16",
    "title": "Attacks in Telemark",
    "text": "Gunmen killed 30 people in separate attacks in Norway’s Telemark province on Friday. In the first "
    "incident 20 passengers were shot dead in Telemark’s Skogby district after gunmen stopped their buses. Separately, "
    "six soldiers were killed when militants stormed a base in Vikland town, while militants also blew up a bridge in "
    "Elvestad village. Last year there were 40 attacks in Hamar.",
    "country": "Sweden",
}
OTHER = {
    "id": "other",
    "date": "2031-03-16",
    "title": "",
    "text": "In the violence on Friday 21 passengers were shot dead in Skog By district in Telemark, Norway.",
    "country": "Finland",
}
ONE = {
    "id": "one",
    "date": "2031-03-16",
    "title": "",
    "text": "We condemn the attack on a market in Oslo, Norway, on 14 March. Nine people died in Oslo.",
    "country": "Sweden",
}


def test_a_day_with_several_attacks_is_one_incident_with_its_events():
    (group,) = group_incidents([DAY, OTHER])
    assert group.statements == ("day", "other")
    assert group.name.startswith("Attacks in Telemark, ")
    assert [part.event.places for part in group.parts] == [("Elvestad",), ("Skogby",), ("Vikland",)]
    assert {part.event.kind.name for part in group.parts} == {"attack", "bombing", "shooting"}


def test_spellings_of_one_place_are_one_event_with_the_evidence_of_both_texts():
    (group,) = group_incidents([DAY, OTHER])
    skogby = next(part.event for part in group.parts if part.event.places == ("Skogby",))
    assert [text for text, _ in skogby.evidence] == ["day", "other"]
    assert all("shot dead" in words for _, words in skogby.evidence)


def test_an_event_of_last_year_and_an_attack_in_one_place_are_no_further_events():
    (group,) = group_incidents([DAY])
    assert not any("Hamar" in part.event.places for part in group.parts)
    (single,) = group_incidents([ONE])
    assert single.parts == ()


def test_two_texts_that_name_a_town_and_its_quarter_tell_of_one_event():
    quarter = {**ONE, "id": "quarter", "text": "We condemn the attack in Grünerløkka district, Norway, on 14 March."}
    (group,) = group_incidents([ONE, quarter])
    assert group.parts == ()
