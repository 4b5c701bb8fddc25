"""Chinese and thirteen other languages: who said what, whose office it is, and whose words are nobody's."""

from __future__ import annotations

import pytest
from hypothesis import given, settings, strategies as st

from tracker.language.names.persons import canonical_name
from tracker.language.quoting.attributions import Attribution, attributions
from tracker.language.texts.hant import simplified
from tracker.language.tongues.habits import languages, tongue_of
from tracker.terms import Evidence


def only(text: str, language: str) -> Attribution:
    found = attributions(text, language=language)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("language", "text", "speaker", "issuer"),
    [
        ("fr", "« Nous condamnons cet acte », a déclaré le ministre turc de la Défense, Orhan Yalın.", "Orhan Yalın",
         "tur-mod"),
        ("fr", "— Nous restons ici, répond Claire Duval, présidente du Sénat.", "Claire Duval", None),
        ("es", "«Condenamos este acto», dijo la canciller chilena Elena Rojo Paz.", "Elena Rojo Paz", "chl-mfa"),
        ("de", "»Wir verurteilen das«, sagte der polnische Präsident Jan Wilk.", "Jan Wilk", "pol-president"),
        ("pt", "O ministro angolano da Defesa, Rui Neto, disse: “Condenamos este ato”.", "Rui Neto", "ago-mod"),
        ("it", "«Condanniamo questo atto», ha detto la premier danese Karen Holm.", "Karen Holm", "dnk-pm"),
        ("ru", "«Мы рады этой встрече», — сказал премьер Малайзии Рашид Карим.", "Рашид Карим", "mys-pm"),
        ("ru", "«Мы осуждаем этот акт, — сказал посол Китая в Пакистане Ли Вэй. — Это преступление».", "Ли Вэй",
         "chn-embassy-pk"),
        ("tr", 'Irak Savunma Bakanı Ali Kasım, "Bu saldırıyı kınıyoruz." diye konuştu.', "Ali Kasım", "irq-mod"),
        ("ar", 'وقال وزير الدفاع العراقي علي الناصر: "ندين هذا العمل الإجرامي".', "علي الناصر", "irq-mod"),
        ("ur", "ترک صدر کمال اوزدن نے کہا: ”ہم اس حملے کی مذمت کرتے ہیں“۔", "کمال اوزدن", "tur-president"),
        ("fa", "وزیر دفاع عراق علی ناصر گفت: «ما این اقدام را محکوم می‌کنیم».", "علی ناصر", "irq-mod"),
        ("hi", 'रूस के रक्षा मंत्री पावेल ओर्लोव ने कहा, "हम इस हमले की निंदा करते हैं"।', "पावेल ओर्लोव", "rus-mod"),
        ("id", '"Kami mengecam tindakan ini," kata Perdana Menteri Jepang Ichiro Mori.', "Ichiro Mori", "jpn-pm"),
        ("ja", "韓国の朴相哲外相は「この攻撃を非難する」と述べた。", "朴相哲", "kor-mfa"),
        ("ko", '이반 오를로프 러시아 국방장관은 "이번 공격을 규탄한다"고 말했다.', "이반 오를로프", "rus-mod"),
        ("zh", "俄罗斯国防部长伊万·奥尔洛夫12日在莫斯科强调：“我们谴责这次袭击。”", "伊万·奥尔洛夫", "rus-mod"),
        ("zh", "「我們譴責這次襲擊。」法國總統府發言人表示。", "", "fra-president"),
    ],
)  # fmt: skip
def test_a_quotation_has_its_speaker_and_the_office_of_a_state(
    language: str, text: str, speaker: str, issuer: str | None
) -> None:
    found = attributions(text, language=language)
    assert found
    assert {(one.speaker, one.issuer_id) for one in found} == {(speaker, issuer)}
    assert all(one.direct and one.evidence is Evidence.QUOTED for one in found)
    assert all(text[one.start : one.end] == one.content for one in found)


@pytest.mark.parametrize(
    ("language", "text", "content", "evidence"),
    [
        ("fr", "Le président kényan a affirmé que rien ne changerait.", "rien ne changerait", "paraphrased"),
        ("es", "El Gobierno de Chile lamentó la muerte de los rehenes.", "la muerte de los rehenes", "characterised"),
        ("ar", "أكدت وزارة الخارجية العراقية أن المحادثات ستستمر.", "المحادثات ستستمر", "paraphrased"),
        ("tr", "İran Cumhurbaşkanı Kerimi, görüşmelerin süreceğini söyledi.", "görüşmelerin süreceğini", "paraphrased"),
        ("ru", "МИД Китая сообщил, что переговоры продолжатся.", "переговоры продолжатся", "paraphrased"),
        ("zh", "日本外务省表示，谈判将继续；韩国外交部没有回应。", "谈判将继续", "paraphrased"),
        ("zh", "德国外交部强烈谴责这起袭击，并向遇难者家属致哀。", "这起袭击", "characterised"),
    ],
)  # fmt: skip
def test_reported_speech_ends_with_its_clause(language: str, text: str, content: str, evidence: str) -> None:
    found = only(text, language)
    assert (found.content, str(found.evidence), found.direct) == (content, evidence, False)
    assert found.issuer_id
    assert found.confidence <= 0.6


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh", "所谓“特别军事行动”仍在继续，《远方》一书也已出版。"),
        ("zh", "武装组织“高地解放阵线”发言人没有出席。"),
        ("fr", "Le « plan de paix durable » n'a pas été signé. La foule l'appelle « le miracle »."),
        ("ru", "Так называемая «операция возмездия» продолжается."),
        ("ar", 'ما يسمى "الخطة الكبرى" فشل.'),
        ("tr", 'Sözde "büyük barış planı" görüşülmedi.'),
    ],
)  # fmt: skip
def test_names_and_so_called_things_are_nobodys_speech(language: str, text: str) -> None:
    assert [one for one in attributions(text, language=language) if one.direct or one.country] == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "« Nous n'avons rien vu », raconte un habitant de Paris."),
        ("es", "«No hemos visto nada», dijo un exministro de Exteriores de España."),
        ("ru", "«Мы ничего не видели», — рассказал житель Москвы."),
        ("ar", 'وقال مسؤول أمريكي سابق: "لم نر شيئا على الإطلاق".'),
        ("tr", "İstanbul'da bir mahalle sakini, \"Hiçbir şey görmedik.\" dedi."),
        ("zh", "一名不愿透露姓名的美国专家说：“我们什么也没看到。”"),
        ("fr", "« Nous n'avons rien vu », a dit le ministre de l'Intérieur."),
    ],
)  # fmt: skip
def test_residents_former_officials_and_offices_without_a_state_speak_for_none(language: str, text: str) -> None:
    found = only(text, language)
    assert (found.issuer, found.issuer_id, found.country) == (None, None, None)
    assert found.confidence <= 0.6


def test_a_pronoun_and_a_later_surname_are_whoever_was_named() -> None:
    text = "La portavoz rusa Irina Volkova no asistió. «Es inaceptable», dijo ella.\n«No cederemos», insistió Volkova."
    assert {one.speaker for one in attributions(text, language="es")} == {"Irina Volkova"}
    text = "英国首相哈罗德·芬奇抵达巴黎。他说：“我们会继续努力。”芬奇还表示，谈判进展顺利。"
    assert [(one.speaker, one.issuer_id) for one in attributions(text, language="zh")] == [
        ("哈罗德·芬奇", "gbr-pm")
    ] * 2


def test_one_person_has_one_name_in_every_script() -> None:
    for name in ("毛宁", "毛寧", "Мао Нин", "ماو نينغ", "ماؤ ننگ", "마오닝", "Mao Ning"):
        assert canonical_name(name) == "Mao Ning"
    found = only("По словам Марии Захаровой, переговоры продолжатся.", "ru")
    assert (found.speaker, found.issuer_id) == ("Maria Zakharova", "rus-mfa")


def test_a_group_whose_name_stands_in_marks_speaks_for_itself() -> None:
    found = only("武装组织“俾路支解放军”发言人声称，该组织对袭击负责。", "zh")
    assert (found.issuer_id, found.country, found.direct) == ("baloch-liberation-army", None, False)


def test_the_day_beside_the_verb_keeps_its_place() -> None:
    text = "Le président turc a affirmé mercredi : « Nous condamnons cet acte »."
    found = only(text, "fr")
    assert text[found.said_start : found.said_end] == "mercredi"


def test_an_embassy_without_more_is_the_one_named_before() -> None:
    text = "L'ambassade de Chine à Kaboul a fermé. « Nous reviendrons bientôt », a déclaré l'ambassade."
    assert only(text, "fr").issuer_id == "chn-embassy-af"


def test_traditional_characters_keep_their_places() -> None:
    text = "國務院發言人譴責襲擊，裡面"
    assert len(simplified(text)) == len(text)
    assert simplified(text).startswith("国务院发言人谴责袭击")


@pytest.mark.parametrize("language", sorted(languages()))
def test_every_language_is_read_to_the_end_of_very_many_pieces(language: str) -> None:
    """Work grows with the text: twice the text is read in as many steps again, counted as findings and not as time."""
    said = {
        "ar": 'قال الوزير: "نحن ندين هذا العمل بشدة". ',
        "zh": "他说：“我们谴责这一行为。”",
        "ja": "彼は「強く非難する」と述べた。",
    }
    piece = said.get(language, '"We condemn this act entirely", said X: "')
    for text in (piece * 4_000, "«" * 20_000, '"a" ' * 20_000, "\n".join(["— a, b"] * 10_000)):
        found = attributions(text, language=language)
        assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert tongue_of(language)


@given(
    st.text(alphabet="“”\"'‘’«»「」 .,:，。：\nabdixSM那表示说他谴责قالанتك— zaявл", max_size=140),
    st.sampled_from(sorted(languages())),
)
@settings(max_examples=200, deadline=None)
def test_places_slice_the_text_and_nothing_crashes(text: str, language: str) -> None:
    for found in attributions(text, language=language):
        assert text[found.start : found.end] == found.content
        assert 0 <= found.source_start <= found.source_end <= len(text)


def test_a_language_without_rules_is_not_read() -> None:
    assert attributions("„Мы“, каза той: „Осъждаме това“.", language="bg") == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh", "卡塔尔外交部表示遗憾，称其为“懦夫行径”。"),
        ("fr", "Le Premier ministre canadien, Luc Aubin, a dit jeudi espérer une trêve."),
        ("zh", "克里姆林宫发言人拒绝透露更多细节。"),
        ("es", "El portavoz del Gobierno chileno no hizo declaraciones sobre la «línea roja»."),
    ],
)
def test_what_a_state_did_not_say_is_not_put_in_its_mouth(language: str, text: str) -> None:
    assert [
        one.content for one in attributions(text, language=language) if one.evidence is not Evidence.CHARACTERISED
    ] == []
