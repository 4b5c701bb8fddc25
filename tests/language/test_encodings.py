"""Pages in the encodings that ministries use, rightly and wrongly labelled: every letter comes back."""

import pytest
from hypothesis import given, strategies as st

from tracker.errors import BadEncoding
from tracker.language.texts.decoding import decode

#: Invented sentences in the letters of each encoding, the Python codec that writes them and the label of the web.
TEXTS = {
    "gbk": ("gbk", "gbk", "凯桑国外交部发言人就港口爆炸事件答记者问,对遇难者表示哀悼,坚决反对一切形式的暴力。"),
    "gb18030": ("gb18030", "gb18030", "凯桑国发言人㐂𠮷先生表示哀悼,坚决反对一切形式的暴力。"),
    "big5": ("big5", "big5", "凱桑國外交部發言人就港口爆炸事件表示哀悼,並堅決反對一切形式的暴力。"),
    "shift_jis": ("cp932", "shift_jis", "カルサン国外務省は港での爆発について深い哀悼の意を表し、暴力に反対する。"),
    "euc-kr": ("cp949", "euc-kr", "카르산 외무부는 항구 폭발 사건에 대하여 깊은 애도를 표하고 폭력에 반대한다."),
    "windows-1251": ("cp1251", "windows-1251", "Министерство Карсана осуждает взрыв в порту и скорбит о погибших."),
    "koi8-r": ("koi8-r", "koi8-r", "Министерство Карсана осуждает взрыв в порту и скорбит о погибших."),
    "windows-1256": ("cp1256", "windows-1256", "تدين وزارة خارجية كرسان التفجير في الميناء وتعزي أسر الضحايا."),
    "iso-8859-1": (
        "cp1252",
        "iso-8859-1",
        "Le ministère de Karsan déplore l’attentat « odieux » – où qu’il ait été préparé.",
    ),
    "iso-8859-9": (
        "cp1254",
        "iso-8859-9",
        "Karsan Dışişleri Bakanlığı limandaki patlamayı şiddetle kınar, başsağlığı diler.",
    ),
    "windows-1253": ("cp1253", "windows-1253", "Το Υπουργείο Εξωτερικών της Καρσάν καταδικάζει την έκρηξη στο λιμάνι."),
    "utf-8": ("utf-8", "utf-8", "Karsan déplore, осуждает, 反对 und bedauert den Anschlag im Hafen."),
}


def page(text: str, label: str = "") -> str:
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={label}">' if label else ""
    return f"<html><head>{meta}<title>{text}</title></head><body><p>{text}</p></body></html>"


@pytest.mark.parametrize("name", TEXTS)
def test_a_label_in_the_header_or_in_the_page_is_enough(name: str):
    codec, label, text = TEXTS[name]
    in_header = decode(page(text).encode(codec), content_type=f"text/html; charset={label}")
    in_page = decode(page(text, label).encode(codec))
    by_source = decode(page(text).encode(codec), override=label)
    assert in_header.text == by_source.text == page(text)
    assert in_page.text == page(text, label)
    assert text.encode(in_header.encoding).decode(in_header.encoding) == text, "the encoding that was used is named"


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("wrong", ["iso-8859-1", "gb2312", "windows-1251", "utf-8", "no-such-label"])
def test_the_source_s_own_word_corrects_any_label(name: str, wrong: str):
    codec, label, text = TEXTS[name]
    body = page(text, wrong).encode(codec)
    assert decode(body, content_type=f"text/html; charset={wrong}", override=label).text == page(text, wrong)


@pytest.mark.parametrize("name", TEXTS)
def test_utf8_is_seen_through_every_wrong_label(name: str):
    _, label, text = TEXTS[name]
    found = decode(page(text, label).encode(), content_type=f"text/html; charset={label}")
    assert (found.text, found.encoding) == (page(text, label), "utf-8")


@pytest.mark.parametrize("word", ["Besançon", "où", "Málaga", "Tromsø", "naïve"])
@pytest.mark.parametrize("label", ["iso-8859-1", "windows-1252", "iso-8859-9", "windows-1251"])
def test_one_letter_of_utf8_is_enough_against_a_label_of_one_byte_a_letter(word: str, label: str):
    assert decode(f"<p>{word}</p>".encode(), content_type=f"text/html; charset={label}").text == f"<p>{word}</p>"
    assert (
        decode(f"<p>{word}</p>".encode("cp1252"), content_type="text/html; charset=iso-8859-1").text == f"<p>{word}</p>"
    )


@pytest.mark.parametrize("label", ["gb2312", "gbk", "GB2312"])
def test_a_character_that_only_gb18030_has_is_read_under_the_label_of_its_forerunners(label: str):
    text = TEXTS["gb18030"][2]
    found = decode(page(text).encode("gb18030"), content_type=f"text/html; charset={label}")
    assert (found.text, found.encoding) == (page(text), "gb18030")


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("marked", [True, False])
@pytest.mark.parametrize("label", ["", "utf-16", "utf-8", "gb2312", "iso-8859-1"])
@pytest.mark.parametrize("name", ["gbk", "windows-1256", "iso-8859-1", "euc-kr"])
def test_utf16_is_read_with_a_mark_or_by_its_zeros(codec: str, marked: bool, label: str, name: str):
    text = page(TEXTS[name][2])
    body = (b"" if not marked else "\ufeff".encode(codec)) + text.encode(codec)
    found = decode(body, content_type=f"text/html; charset={label}" if label else "")
    assert (found.text, found.encoding) == (text, codec)


def test_a_mark_of_utf8_is_no_letter_of_the_text():
    assert decode(b"\xef\xbb\xbf" + "Besançon".encode(), content_type="text/html; charset=gb2312").text == "Besançon"


@pytest.mark.parametrize("name", ["gbk", "gb18030", "big5", "shift_jis", "euc-kr", "utf-8"])
def test_a_character_cut_off_at_the_end_is_left_out(name: str):
    codec, label, text = TEXTS[name]
    cuts = 0
    whole = f"<p>{text * 3}".encode(codec)
    for end in range(len(whole) - 60, len(whole)):
        found = decode(whole[:end], content_type=f"text/html; charset={label}")
        assert "\ufffd" not in found.text
        assert f"<p>{text * 3}".startswith(found.text.removesuffix("?"))
        cuts += len(found.text.encode(codec)) < end
    assert cuts, "at least one of these ends lies inside a character"


@pytest.mark.parametrize("sign", ["“", "”", "’", "–", "—", "…", "€", "•"])
def test_a_sign_pasted_from_windows_into_utf8_is_that_sign(sign: str):
    text = TEXTS["utf-8"][2]
    body = f"<p>{text} ".encode() + sign.encode("cp1252") + f" {text}".encode()
    assert decode(body, content_type="text/html; charset=utf-8").text == f"<p>{text} {sign} {text}"


@given(
    st.sampled_from(sorted(TEXTS)),
    st.lists(st.integers(0, 60), min_size=1, max_size=12),
    st.sampled_from([True, False]),
)
def test_any_words_of_these_scripts_come_back_under_their_label(name: str, picks: list[int], in_page: bool):
    codec, label, text = TEXTS[name]
    words = " ".join(text[pick % len(text) :][:7] for pick in picks)
    body = page(words, label if in_page else "").encode(codec)
    found = decode(body, content_type="" if in_page else f"text/html; charset={label}")
    assert found.text == page(words, label if in_page else "")


@given(st.sampled_from(sorted(TEXTS)), st.sampled_from(sorted(TEXTS)), st.integers(1, 30))
def test_no_wrong_label_leaves_a_mark_of_what_could_not_be_read(name: str, other: str, times: int):
    codec, _, text = TEXTS[name]
    try:
        found = decode(page(text * times).encode(codec), content_type=f"text/html; charset={TEXTS[other][1]}")
    except BadEncoding as refused:
        assert "encoding" in str(refused)  # noqa: PT017 - either is right, and which one follows from the bytes
    else:
        assert found.text.count("\ufffd") <= 0.01 * len(found.text)
