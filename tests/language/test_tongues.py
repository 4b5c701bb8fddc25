"""Eleven further languages: names in their cases, particles and prefixes, spellings, endings."""

import pytest

from tracker.language.evaluating.strength import strength
from tracker.language.names.gazetteer import default_gazetteer
from tracker.language.texts.canon import canonical
from tracker.language.texts.letters import evened, lowered
from tracker.language.texts.masks import mask


def slots(text: str, language: str) -> list[tuple[str, str]]:
    return [(slot.text, slot.role.value) for slot in mask(text, language=language, gazetteer=default_gazetteer())]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        (
            "fr",
            "La France et la diplomatie française, le 4 mai 2031 à Kaboul",
            [("France", "ACTOR"), ("française", "ACTOR"), ("4 mai 2031", "DATE"), ("Kaboul", "PLACE")],
        ),
        ("fr", "le président Jean Dupont a reçu douze élus", [("Jean Dupont", "PERSON"), ("douze", "NUM")]),
        ("es", "el Gobierno español, en Pakistán", [("español", "ACTOR"), ("Pakistán", "PLACE")]),
        ("pt", "o governo brasileiro, no Paquistão", [("brasileiro", "ACTOR"), ("Paquistão", "PLACE")]),
        (
            "de",
            "Frankreichs Botschaft, die französische Botschaft",
            [("Frankreichs", "ACTOR"), ("französische", "ACTOR")],
        ),
        ("de", "in Kabul am 3. März 2031", [("Kabul", "PLACE"), ("3. März 2031", "DATE")]),
        (
            "ru",
            "с Францией и российской стороной в Пакистане",
            [("Францией", "ACTOR"), ("российской", "ACTOR"), ("Пакистане", "PLACE")],
        ),
        ("ru", "президента Ивана Петрова", [("Ивана Петрова", "PERSON")]),
        (
            "tr",
            "İsrail’in, Fransız ve 4 Mayıs 2031’de",
            [("İsrail", "ACTOR"), ("Fransız", "ACTOR"), ("4 Mayıs 2031", "DATE")],
        ),
        (
            "ar",
            "لفرنسا وباكستان وللولايات المتحدة",
            [("فرنسا", "ACTOR"), ("باكستان", "ACTOR"), ("للولايات المتحدة", "ACTOR")],
        ),
        ("ar", "الحكومة الفرنسية", [("الفرنسية", "ACTOR")]),
        ("fa", "دولت فرانسه در پاکستان", [("فرانسه", "ACTOR"), ("پاکستان", "PLACE")]),
        ("ur", "پاکستان اور فرانس", [("پاکستان", "ACTOR"), ("فرانس", "ACTOR")]),
        ("ko", "프랑스는 파키스탄에서의 일을", [("프랑스", "ACTOR"), ("파키스탄", "ACTOR")]),
        ("ja", "日本政府は5月6日にパキスタンで", [("日本", "ACTOR"), ("5月6日", "DATE"), ("パキスタン", "ACTOR")]),
    ],
)
def test_names_and_dates_are_masked_as_the_language_writes_them(
    language: str, text: str, expected: list[tuple[str, str]]
):
    assert slots(text, language) == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ja", "タイミングとスタイル"),
        ("ko", "모든 수단을 인도적으로"),
        ("ar", "دعم مالي"),
        ("ar", "مصرف"),
        ("ru", "китаист"),
        ("de", "Iranistik"),
    ],
)
def test_what_only_holds_a_name_is_none(language: str, text: str):
    assert slots(text, language) == []


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("ru", "решённый вопрос", "решенный вопрос"),
        ("ar", "إدانة الإعتداء", "ادانة الاعتداء"),
        ("ar", "نُدِينُ الهُجُومَ", "ندين الهجوم"),
        ("fa", "حمله‌های كور", "حمله های کور"),
        ("ur", "دھماکے كی مذمت", "دھماکے کی مذمت"),
        ("tr", "İSTİKRARLI KÂR", "istikrarlı kar"),
        ("tr", "Vadi'deki köprü", "Vadi köprü"),
        ("de", "der Strassenzug", "der Straßenzug"),
        ("fr", "L’ŒUVRE d’un traître", "l'oeuvre du traître"),
        ("pt", "uma acção directa", "a ação direta"),
        ("ko", "테러를 규탄한다", "테러 규탄"),
        ("ja", "テロを強く非難する。", "テロを強く非難します。"),
        ("ja", "ﾃﾛを非難", "テロを非難"),
    ],
)
def test_spellings_and_endings_do_not_count(language: str, one: str, other: str):
    gazetteer = default_gazetteer()
    forms = [canonical(text, language=language, gazetteer=gazetteer) for text in (one, other)]
    assert forms[0] == forms[1] != ()


@pytest.mark.parametrize("language", ["fr", "es", "pt", "de", "ru", "tr", "ar", "fa", "ur", "ja", "ko", "en", "xx", ""])
@pytest.mark.parametrize("text", ["İIıi ÂÎÛ", "أإآٱ ىیک", "ЁЖё", "\ud800Œœẞßǅŉΐ", "", "\u200c\u200d\u0640", "'" * 50])
def test_lowering_keeps_every_place(language: str, text: str):
    assert len(lowered(text, language=language)) == len(text)
    assert isinstance(evened(text, language=language), str)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "К сожалению, дорога закрыта до весны."),
        ("ru", "Сегодня мы отмечаем юбилей университета."),
        ("ru", "Ряд правительств уже осудил эти слова."),
        ("ar", "أدانت دول عديدة هذه التصريحات."),
        ("fr", "Plusieurs gouvernements ont condamné ces propos."),
        ("de", "Viele Staaten haben das verurteilt."),
        ("es", "Lamentablemente, la carretera sigue cerrada."),
        ("ko", "안타깝게도 도로는 폐쇄되었다."),
        ("ja", "残念ながら道路は閉鎖中です。"),
        ("tr", "Maalesef yol kapalı."),
    ],
)
def test_a_sentence_adverb_or_anothers_verb_evaluates_nothing(language: str, text: str):
    assert strength(text, language=language).verb_class == "none"


@pytest.mark.parametrize(
    ("language", "text", "target"),
    [
        ("fr", "Nous condamnons fermement l'attaque du convoi.", "l'attaque du convoi"),
        ("tr", "Konvoya yapılan saldırıyı kınıyoruz dostlar.", ""),
    ],
)
def test_the_target_is_sought_behind_the_verb_where_objects_stand_there(language: str, text: str, target: str):
    assert strength(text, language=language).target == target
