"""Codes of other data sets: numbers of states on their days, and events that are never ours."""

from __future__ import annotations

import pytest
from report_fake import Fake

from tracker.model import Evidence, Move, VerbClass, When
from tracker.report.collection import Collection
from tracker.report.tables.codes import event_code, state_codes
from tracker.report.tables.export import rows


@pytest.mark.parametrize(
    ("country", "day", "cowc", "cown", "gwn"),
    [
        ("USA", "2024-01-01", "USA", 2, 2),
        ("CHN", "2025-03", "CHN", 710, 710),
        ("PAK", "", "PAK", 770, 770),
        ("KOR", "2020", "ROK", 732, 732),
        ("GBR", "2024-05-06T12:00Z", "UKG", 200, 200),
        ("VNM", "", "DRV", 816, 816),
        # Germany: two numbers of Correlates of War, one of Gleditsch and Ward.
        ("DEU", "1990-10-02", "GFR", 260, 260),
        ("DEU", "1990-10-03", "GMY", 255, 260),
        ("DEU", "1990", "GMY", 255, 260),
        ("YEM", "1989", "YAR", 678, 678),
        ("YEM", "", "YEM", 679, 678),
        ("SRB", "2006-06-04", "YUG", 345, 345),
        ("SRB", "2006-06-05", "YUG", 345, 340),
        ("SRB", "2006", "YUG", 345, 340),
        ("SDN", "2010", "SUD", 625, 625),
        ("SDN", "", "SUD", 625, 625),
        ("SSD", "2011-07-09", "SSD", 626, 626),
        ("KIR", "", "KIR", 946, 970),
        ("TON", "", "TON", 955, 972),
        ("TUV", "", "TUV", 947, 973),
        # Before it was a state, and what is in neither list.
        ("SSD", "2011-07-08", "", None, None),
        ("XKX", "2007", "", None, None),
        ("PSE", "", "", None, None),
        ("XAA", "", "", None, None),
    ],
)
def test_states_have_the_numbers_of_their_day(country: str, day: str, cowc: str, cown: int | None, gwn: int | None):
    found = state_codes(country, When(day) if day else None)
    assert (found.iso3, found.cowc, found.cown, found.gwn) == (country, cowc, cown, gwn)


#: Today's abbreviation and number of Correlates of War (State System Membership 2016) and, where it is another one, the
#: number of Gleditsch and Ward: written down from the lists, not from our file.
_TODAY = """
USA USA 2|CAN CAN 20|BHS BHM 31|CUB CUB 40|HTI HAI 41|DOM DOM 42|ATG AAB 58|KNA SKN 60|MEX MEX 70|GTM GUA 90|SLV SAL 92
CRI COS 94|COL COL 100|VEN VEN 101|BRA BRA 140|PRY PAR 150|CHL CHL 155|ARG ARG 160|GBR UKG 200|IRL IRE 205|NLD NTH 210
FRA FRN 220|CHE SWZ 225|ESP SPN 230|PRT POR 235|DEU GMY 255 260|POL POL 290|AUT AUS 305|HUN HUN 310|CZE CZR 316
SVK SLO 317|ITA ITA 325|MNE MNG 341|MKD MAC 343|HRV CRO 344|SRB YUG 345 340|BIH BOS 346|XKX KOS 347|SVN SLV 349
GRC GRC 350|CYP CYP 352|MDA MLD 359|ROU ROM 360|RUS RUS 365|EST EST 366|LVA LAT 367|LTU LIT 368|UKR UKR 369|GEO GRG 372
SWE SWD 380|DNK DEN 390|GNQ EQG 411|MRT MAA 435|NER NIR 436|CIV CDI 437|GIN GUI 438|BFA BFO 439|CMR CAO 471|NGA NIG 475
TCD CHA 483|COG CON 484|COD DRC 490|TZA TAZ 510|BDI BUI 516|SOM SOM 520|ERI ERI 531|AGO ANG 540|MWI MAW 553|ZAF SAF 560
SWZ SWA 572|MDG MAG 580|MUS MAS 590|MAR MOR 600|DZA ALG 615|LBY LIB 620|SDN SUD 625|SSD SSD 626|IRN IRN 630|TUR TUR 640
IRQ IRQ 645|EGY EGY 651|SYR SYR 652|LBN LEB 660|JOR JOR 663|ISR ISR 666|SAU SAU 670|YEM YEM 679 678|BHR BAH 692
ARE UAE 696|OMN OMA 698|AFG AFG 700|KAZ KZK 705|CHN CHN 710|MNG MON 712|TWN TAW 713|PRK PRK 731|KOR ROK 732|JPN JPN 740
IND IND 750|PAK PAK 770|BGD BNG 771|MMR MYA 775|LKA SRI 780|MDV MAD 781|KHM CAM 811|VNM DRV 816|MYS MAL 820|SGP SIN 830
PHL PHI 840|IDN INS 850|TLS ETM 860|AUS AUL 900|NZL NEW 920|KIR KIR 946 970|TUV TUV 947 973|TON TON 955 972
NRU NAU 970 971|MHL MSI 983|PLW PAL 986|FSM FSM 987|WSM WSM 990
"""


@pytest.mark.parametrize("line", _TODAY.replace("\n", "|").strip("|").split("|"))
def test_states_have_the_codes_of_the_published_lists(line: str):
    country, name, number, *other = line.split()
    found = state_codes(country, None)
    assert (found.cowc, found.cown, found.gwn) == (name, int(number), int((other or [number])[0]))


def test_the_two_lists_begin_a_state_on_different_days():
    """Macedonia is a state of Gleditsch and Ward from 1991, of Correlates of War from 1993; likewise the others."""
    for country, day, cow, gw in [
        ("MKD", "1992-05-01", None, 343),
        ("HRV", "1991-12-01", None, 344),
        ("SVN", "1991-12-01", None, 349),
        ("MNE", "2006-06-05", None, 341),
        ("TLS", "2002-06-01", None, 860),
        ("MHL", "1990-06-01", None, 983),
    ]:
        found = state_codes(country, When(day))
        assert (found.cown, found.gwn) == (cow, gw), country


def test_no_number_is_given_to_two_states():
    """Kiribati is 970 in one list and Nauru in the other: the columns must not be mixed."""
    countries = {line.split()[0] for line in _TODAY.replace("\n", "|").strip("|").split("|")}
    for held in (lambda one: one.cown, lambda one: one.gwn):
        numbers = [held(state_codes(one, None)) for one in sorted(countries)]
        assert len(set(numbers)) == len(numbers)


def test_an_organisation_has_none():
    assert state_codes(None, None).iso3 == ""


def test_moves_have_events_where_there_is_one():
    assert event_code(Move.CONDEMN, VerbClass.CONDEMN).cameo == "111"
    assert event_code(Move.CONDEMN, VerbClass.REJECT).event == "REJECT"
    assert event_code(Move.DEMAND, VerbClass.NONE).event == "REQUEST"
    assert (event_code(Move.DENY, VerbClass.NONE).event, event_code(Move.DENY, VerbClass.NONE).cameo) == ("", "016")
    for move in (Move.CONCERN, Move.PRINCIPLE, Move.INFORM, Move.OTHER):
        code = event_code(move, VerbClass.NONE)
        assert (code.event, code.mode, code.cameo) == ("", "", "")


@pytest.mark.parametrize(
    ("language", "text", "cameo"),
    [
        ("en", "We call on both sides to lower their arms.", "020"),
        ("en", "Arvenia urges restraint and asks for an inquiry.", "020"),
        ("en", "Arvenia demands that the troops leave the valley.", "100"),
        ("en", "We insist on a full inquiry.", "100"),
        ("en", "We urge the council to hear the demands of the valley, and the demand for water.", "020"),
        ("en", "Such a breach of law demands a firm answer, and demand for grain is up.", "020"),
        ("en", "We urge them to drop demands that go beyond the plan.", "020"),
        ("en", "We have again demanded the release of the crew.", "100"),
        ("en", "People took to the streets to demand that the court sit; Karsan insists on its plan.", "020"),
        ("en-GB", "THE MINISTRY DEMANDS AN APOLOGY.", "100"),
        ("fr", "Nous appelons les parties à la retenue.", "020"),
        ("fr", "Nous exigeons le retrait des troupes.", "100"),
        ("de", "Wir fordern die Seiten auf, die Waffen ruhen zu lassen.", "020"),
        ("de", "Wir fordern die Freilassung der Fischer.", "100"),
        ("es", "Instamos a las partes a la calma.", "020"),
        ("es", "Exigimos la salida de las tropas.", "100"),
        ("ru", "Мы призываем стороны к сдержанности.", "020"),
        ("ru", "Мы требуем вывода войск.", "100"),
        ("zh", "呼吁有关各方保持克制。", "020"),
        ("zh", "敦促对方应乙方要求释放船员，撤销引渡要求，呼吁克制。", "020"),
        ("zh-Hans", "我们要求立即释放船员。", "100"),
        ("ar", "ندعو الأطراف إلى ضبط النفس", "020"),
        ("ar", "ونطالب بانسحاب القوات فورا", "100"),
        ("ja", "関係国に自制を求める。", "020"),
        ("ja", "即時の釈放を要求する。", "100"),
        ("ko", "자제를 촉구한다.", "020"),
        ("ko", "즉각 석방을 요구한다.", "100"),
        ("tr", "Tarafları itidale çağırıyoruz.", "020"),
        ("tr", "Derhal çekilmeyi talep ediyoruz.", "100"),
        ("xx", "Demands what no file knows.", "020"),
    ],
)
def test_a_demand_is_told_from_an_appeal_by_its_words(language: str, text: str, cameo: str):
    found = event_code(Move.DEMAND, VerbClass.NONE, text=text, language=language)
    assert (found.event, found.cameo) == ("REQUEST", cameo)


def test_a_reporters_words_are_no_event_and_have_no_strength(world: Fake):
    world.say(
        "xab-mfa",
        "2031-03-16",
        "Hanzhou condemns the attack.",
        incident="tarim-2031",
        evidence=Evidence.PARAPHRASED,
        name="told",
    )
    collection = Collection.read(world)
    assert "told" not in {row["statement"] for row in rows(collection, "moves")}
    told = [row for row in rows(collection, "passages") if row["statement"] == "told"]
    assert told
    assert all(row["verb_class"] is None and row["negated"] is None for row in told)
    assert next(row for row in rows(collection, "corpus") if row["doc_id"] == "told")["verb_class"] is None


def test_what_is_negated_says_so(world: Fake):
    world.say("xaa-mfa", "2031-03-17", "We do not condemn the attack.", name="not")
    coded = [
        row for row in rows(Collection.read(world), "moves") if row["statement"] == "not" and row["cameo"] == "111"
    ]
    assert [row["plover_context"] for row in coded] == [["negated"]]


def test_passims_names(world: Fake):
    found = [row for row in rows(Collection.read(world), "uses") if row["formula"] == "f-condemn"]
    assert {row["cluster"] for row in found} == {"f-condemn"}
    assert {row["size"] for row in found} == {4}
    assert all(row["begin"] == row["start"] for row in found)
    first = next(row for row in found if row["src"] is None)
    assert {row["src"] for row in found if row is not first} == {first["statement"]}
    # Two of four uses are of one issuer: one pair of six.
    assert {row["pboiler"] for row in found} == {round(1 / 6, 4)}
