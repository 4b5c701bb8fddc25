"""When a text is surely in another language than it should be, and when that cannot be said."""

import pytest

from tracker.collect.reading.tongues import foreign, in_other_tongues

ENGLISH = (
    "The ministry has taken note of what was said by the council of the harbour town on the eve of the meeting, and is"
    " of the view that all of those who were there should have been heard before the vote was held."
)
FRENCH = (
    "Le conseil de la ville du port a pris connaissance de ce qui a été dit par les membres de l'assemblée, et il est"
    " d'avis que tous ceux qui étaient dans la salle auraient dû être entendus avant que le vote ne soit tenu."
)
RUSSIAN = (
    "Совет портового города принял к сведению то, что было сказано членами собрания накануне встречи, и считает,"
    " что все, кто был в зале, должны были быть услышаны до того, как состоялось голосование."
)
CHINESE = (
    "港口城市议会注意到与会者在会议前夕所说的话，认为所有在场的人都应当在表决之前发表意见。议会将继续关注事态发展，"
    "并呼吁各方保持克制，通过对话解决分歧，共同维护本地区的和平与稳定，为居民返回家园创造条件。"
)
ARABIC = (
    "أخذ مجلس مدينة الميناء علما بما قاله أعضاء الجمعية عشية الاجتماع، ويرى أن جميع من كانوا في القاعة كان ينبغي أن"
    " يستمع إليهم قبل إجراء التصويت، ويدعو الأطراف إلى ضبط النفس والعودة إلى الحوار في أقرب وقت ممكن."
)
PERSIAN = (
    "شورای شهر بندری از آنچه اعضای مجمع در آستانه نشست گفتند آگاه شد و بر این باور است که همه کسانی که در تالار بودند"
    " باید پیش از رأی‌گیری شنیده می‌شدند و از همه طرف‌ها می‌خواهد خویشتن‌داری کنند و گفت‌وگو را پیش بگیرند."
)
DUTCH = (
    "De raad van de havenstad heeft kennis genomen van wat er aan de vooravond van de vergadering is gezegd en is van"
    " mening dat allen die in de zaal waren gehoord hadden moeten worden voordat er werd gestemd."
)
GREEK = (
    "Το συμβούλιο της πόλης του λιμανιού έλαβε γνώση όσων ειπώθηκαν την παραμονή της συνεδρίασης και θεωρεί ότι όλοι"
    " όσοι ήταν στην αίθουσα έπρεπε να ακουστούν πριν από την ψηφοφορία, και καλεί όλες τις πλευρές σε διάλογο."
)


@pytest.mark.parametrize(
    ("text", "languages", "found"),
    [
        (FRENCH, ("en",), "fr"),
        (ENGLISH, ("fr",), "en"),
        (ENGLISH, ("zh",), "en"),
        (ENGLISH, ("ar", "fr"), "en"),
        (ENGLISH, ("nl",), "en"),
        (ENGLISH, ("bg",), "en"),
        (RUSSIAN, ("en",), "ru"),
        (RUSSIAN, ("pl",), "ru"),
        (CHINESE, ("en",), "zh"),
        (CHINESE, ("ja",), "zh"),
        (ARABIC, ("he",), "ar"),
        (ARABIC, ("fa",), "ar"),
        (FRENCH, ("el", "en"), "fr"),
    ],
)
def test_a_text_in_another_language(text: str, languages: tuple[str, ...], found: str):
    assert foreign(text, languages) == found


@pytest.mark.parametrize(
    ("text", "languages"),
    [
        (ENGLISH, ("en",)),
        (CHINESE, ("zh-Hant",)),
        (RUSSIAN, ("uk",)),
        (RUSSIAN, ("bg",)),
        (PERSIAN.replace("ی", "ي").replace("ک", "ك"), ("fa",)),
        (ARABIC, ("ps", "en")),
        (DUTCH, ("nl",)),
        (FRENCH, ("nl",)),
        (GREEK, ("el",)),
        (f"{FRENCH}\n\n{ENGLISH}", ("en",)),
        (f"{CHINESE}\n{ENGLISH}", ("en",)),
        ("", ("en",)),
        ("12.10.2026, 14:30, +41 58 000 00 00, " * 20, ("en",)),
        ("Mehmet Öztürk, Ayşe Çelik, Fatma Yıldız, Hüseyin Şahin, " * 5, ("en",)),
        ("No: 187, 4 Ekim 2026, Hk. No: 186, 3 Ekim 2026, Hk. " * 6, ("tr",)),
    ],
)
def test_no_claim_that_is_not_sure(text: str, languages: tuple[str, ...]):
    assert foreign(text, languages) == ""


def test_more_than_half_of_the_texts_that_are_long_enough_must_be_foreign():
    assert in_other_tongues([FRENCH, ENGLISH], ("en",)) == ""
    assert in_other_tongues([FRENCH, FRENCH, ENGLISH], ("en",)) == "2 of 3 texts are in fr, expected en"
    assert in_other_tongues([FRENCH, "Thank you.", "Merci."], ("en",)) == "the text is in fr, expected en"
    assert in_other_tongues(["Merci.", "Bonjour à tous."], ("en",)) == ""
    assert in_other_tongues([], ("en",)) == ""
