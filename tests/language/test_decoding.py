import pytest
from hypothesis import given, strategies as st

from tracker.errors import BadEncoding
from tracker.language.texts.decoding import clean, decode, looks_utf16

CHINESE = "外交部发言人就朱镕基先生逝世答记者问，中方表示沉痛哀悼。"
RUSSIAN = "Министерство иностранных дел решительно осуждает террористический акт."


def test_gb2312_label_reads_characters_that_only_gb18030_has():
    body = f"<meta charset=gb2312><p>{CHINESE}".encode("gb18030")
    decoded = decode(body)
    assert CHINESE in decoded.text
    assert decoded.encoding == "gb18030"


def test_header_beats_meta():
    body = f"<meta charset=iso-8859-1><p>{RUSSIAN}".encode("cp1251")
    assert RUSSIAN in decode(body, content_type="text/html; charset=windows-1251").text


def test_a_byte_order_mark_beats_every_label():
    body = b"\xff\xfe" + CHINESE.encode("utf-16-le")
    assert decode(body, content_type="text/html; charset=gb2312").text == CHINESE


@pytest.mark.parametrize("label", ["gb2312", "windows-1251", "iso-8859-1"])
def test_bytes_that_prove_to_be_utf8_beat_a_wrong_label(label: str):
    assert decode(CHINESE.encode(), content_type=f"text/html; charset={label}").text == CHINESE


def test_the_override_corrects_a_wrong_label():
    body = f"<meta charset=windows-1252><p>{RUSSIAN}".encode("cp1251")
    assert RUSSIAN not in decode(body).text
    assert RUSSIAN in decode(body, override="windows-1251").text


@pytest.mark.parametrize("label", ["utf-8", "no-such-encoding"])
def test_a_label_that_fails_gives_way_to_one_that_reads_everything(label: str):
    decoded = decode(RUSSIAN.encode("cp1251"), content_type=f"text/html; charset={label}")
    assert decoded.text == RUSSIAN
    assert "\ufffd" not in decoded.text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [(CHINESE, "gb18030"), (RUSSIAN, "cp1251"), ("Où l’été fut déjà vécu à Besançon", "cp1252")],
)
def test_unlabelled_bytes_are_guessed_by_script(text: str, encoding: str):
    assert decode(text.encode(encoding)).text == text


def test_one_broken_byte_in_a_long_page_is_replaced_not_refused():
    body = CHINESE.encode() + b"\xe4" + CHINESE.encode() * 20
    decoded = decode(body, content_type="text/html; charset=utf-8")
    assert decoded.text == CHINESE + "\ufffd" + CHINESE * 20


@pytest.mark.parametrize(
    "body", [b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, b"\x00" * 100, b"%PDF-1.7\x00\x01\x02" * 50]
)
def test_binary_is_refused(body: bytes):
    with pytest.raises(BadEncoding, match="bytes"):
        decode(body)


def test_overrides_of_direction_surrogates_and_controls_are_taken_out():
    assert clean("safe\u202etxt\u2066.exe\u2069\ud800 \x00ok\n\tyes\x1b[31m") == "safetxt.exe ok\n\tyes[31m"
    assert decode(b"We stay.\x1b]0;other\x07").text == "We stay.]0;other"


def test_nothing_is_an_empty_text():
    assert decode(b"").text == ""


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff"), max_size=80))
def test_utf8_with_its_label_comes_back_but_for_direction_controls(text: str):
    assert decode(text.encode(), content_type="text/html; charset=utf-8").text == clean(text)


def test_zeros_alone_make_no_utf16() -> None:
    assert looks_utf16("Two words".encode("utf-16-le"))
    assert not looks_utf16(b"\x00\x01\x02\xff" * 400)
    assert not looks_utf16(b"Two words")
