"""Exports of three lists of events, with the damage that spreadsheets do to them. Every row is invented."""

from datetime import date
from pathlib import Path

import pytest

from tracker.errors import BadInput
from tracker.imports.events import Read, read_events
from tracker.model import OutsideEvent

ACLED = (
    "event_id_cnty,event_date,time_precision,event_type,sub_event_type,actor1,country,admin1,location,fatalities,notes"
)
GED = "id,relid,date_start,date_end,date_prec,country,adm_1,where_coordinates,type_of_violence,side_a,side_b,best"
GTD = "eventid,iyear,imonth,iday,country_txt,provstate,city,attacktype1_txt,gname,nkill"


def read(tmp_path: Path, *lines: str, encoding: str = "utf-8") -> tuple[list[OutsideEvent], Read]:
    path = tmp_path / "export.csv"
    path.write_bytes("\n".join(lines).encode(encoding))
    told = Read()
    return list(read_events(path, told)), told


@pytest.mark.parametrize(
    "written", ["14 March 2031", "2031-03-14", "14-March-2031", "14/03/2031", "14-03-2031", "14-Mar-31"]
)
def test_acled_days_as_its_exports_have_written_them(tmp_path: Path, written: str):
    row = f'OSK17,{written},1,Battles,Armed clash,"Red Front (Osk)",Osk,North,Veld,12,"a, note"'
    [event], told = read(tmp_path, ACLED, row)
    assert (event.scheme, event.value, event.first, event.last) == (
        "acled", "OSK17", date(2031, 3, 14), date(2031, 3, 14),
    )  # fmt: skip
    assert event.places == ("Veld", "North")
    assert (event.country, event.killed, event.kind) == ("Osk", 12, "Armed clash · Battles")
    assert (told.scheme, told.rows, dict(told.left_out)) == ("acled", 1, {})


@pytest.mark.parametrize(
    ("precision", "first", "last"),
    [("2", date(2031, 3, 8), date(2031, 3, 20)), ("3", date(2031, 3, 1), date(2031, 3, 31))],
)
def test_a_day_that_acled_is_not_sure_of_is_a_stretch(tmp_path: Path, precision: str, first: date, last: date):
    [event], _ = read(tmp_path, ACLED, f"OSK17,2031-03-14,{precision},Battles,Armed clash,,Osk,North,Veld,0,")
    assert (event.first, event.last) == (first, last)


def test_ged_gives_its_own_stretch(tmp_path: Path):
    row = "4711,OSK-1,2031-03-14 00:00:00.000,2031-03-16 00:00:00.000,2,Osk,North,Veld,3,Red Front,Civilians,9"
    [event], _ = read(tmp_path, GED, row)
    assert (event.scheme, event.value) == ("ucdp-ged", "4711")
    assert (event.first, event.last) == (date(2031, 3, 14), date(2031, 3, 16))
    assert event.actors == ("Red Front", "Civilians")


def test_gtd_writes_nought_for_a_day_that_nobody_knows(tmp_path: Path):
    rows = [
        "203103140001,2031,3,14,Osk,North,Veld,Bombing/Explosion,Red Front,4",
        "203103000002,2031,3,0,Osk,North,Unknown,Armed Assault,Unknown,",
        "203100000003,2031,0,0,Osk,North,Veld,Armed Assault,Unknown,1",
    ]
    (sure, some_day), told = read(tmp_path, GTD, *rows)
    assert (sure.first, sure.last, sure.killed) == (date(2031, 3, 14), date(2031, 3, 14), 4)
    assert (some_day.first, some_day.last, some_day.killed) == (date(2031, 3, 1), date(2031, 3, 31), None)
    assert (some_day.places, some_day.actors) == (("North",), ())
    assert dict(told.left_out) == {"no readable day": 1}


def test_semicolons_marks_guarded_cells_and_capitals(tmp_path: Path):
    lines = ["\ufeff" + ACLED.upper().replace(",", ";"), '="OSK17";2031-03-14;1;Battles;;;Osk;North;Veld;1;']
    [event], _ = read(tmp_path, *lines)
    assert event.value == "OSK17"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_accents_survive_each_encoding(tmp_path: Path, encoding: str):
    [event], _ = read(tmp_path, ACLED, "OSK17,2031-03-14,1,Battles,,,Osk,North,Véldé,1,", encoding=encoding)
    assert event.places[0] == "Véldé"


def test_an_id_that_a_spreadsheet_rounded_is_left_out_and_said(tmp_path: Path):
    events, told = read(tmp_path, GTD, "2.03103E+11,2031,3,14,Osk,North,Veld,Armed Assault,Unknown,1")
    assert events == []
    assert dict(told.left_out) == {"id rounded by a spreadsheet": 1}


def test_missing_columns_that_only_help_are_missed_by_nobody(tmp_path: Path):
    [event], _ = read(tmp_path, "event_id_cnty,event_date", "OSK17,2031-03-14", "")
    assert (event.country, event.places, event.killed) == ("", (), None)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"a,b,c\n1,2,3\n", "names no columns of a known export"),
        (b"event_id_cnty,country\nOSK1,Osk\n", "looks like acled, but lacks event_date"),
        (b"PK\x03\x04rest", "save the sheet as CSV"),
        (b"", "empty"),
        (f'{ACLED}\nOSK1,"2031-03-14,1\n'.encode() + b"x" * (1 << 21), "quotation mark is not closed"),
    ],
)
def test_what_is_no_export_is_refused_with_a_next_step(tmp_path: Path, content: bytes, said: str):
    path = tmp_path / "export.csv"
    path.write_bytes(content)
    with pytest.raises(BadInput, match=said):
        list(read_events(path, Read()))


def test_a_file_that_is_not_there(tmp_path: Path):
    with pytest.raises(BadInput, match="no such file"):
        list(read_events(tmp_path / "none.csv", Read()))


def test_rows_are_read_one_at_a_time(tmp_path: Path):
    path = tmp_path / "export.csv"
    path.write_text(
        f"{ACLED}\nOSK1,2031-03-14,1,Battles,,,Osk,N,V,1,\n" + "OSK2,2031-03-15,1,Battles,,,Osk,N,V,1,\n" * 500
    )
    told = Read()
    found = read_events(path, told)
    assert next(found).value == "OSK1"
    assert told.rows == 1


@pytest.mark.parametrize("head", [ACLED, GED, GTD])
def test_a_row_that_was_cut_off_is_left_out_and_said(tmp_path: Path, head: str):
    events, told = read(tmp_path, head, {ACLED: "OSK17", GED: "4711", GTD: "203103140001"}[head])
    assert (events, dict(told.left_out)) == ([], {"no readable day": 1})


ROW = "OSK17,2031-03-14,1,Battles,Armed clash,,Osk,North,Veld,0,"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (
            f'{ACLED}\n{ROW}\nOSK18,2031-03-14,1,"Battles,x,,Osk,North,Veld,0,\n{ROW}\n'.encode(),
            "from line 3.*not closed",
        ),
        (f"{ACLED},{'x' * (1 << 20)}y\n{ROW}\n".encode(), "field larger than field limit"),
        (f"{ACLED}\n{ROW}\n".encode("utf-16")[:-1], "in the middle of a character"),
        (f"{ACLED}\n".encode() + b"x" * (9 << 20), "million characters"),
    ],
    ids=["an open quotation", "a long heading", "half a character", "no line breaks"],
)
def test_a_damaged_export_is_refused_by_name(tmp_path: Path, content: bytes, said: str):
    path = tmp_path / "export.csv"
    path.write_bytes(content)
    with pytest.raises(BadInput, match=said):
        list(read_events(path, Read()))


def test_stray_quotation_marks_and_a_note_that_ends_with_a_line_break_are_no_damage(tmp_path: Path):
    events, _ = read(tmp_path, ACLED, ROW + 'a 5" shell', ROW + '"a ""note""\n"', ROW, ROW + '"a\n"')
    assert len(events) == 4
