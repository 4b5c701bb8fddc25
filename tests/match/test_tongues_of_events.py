"""Events told in several languages: every text is made up, in the manner of a press release."""

import pytest

from tracker.match.incidents.incidents import group_incidents

TOLD = {
    "en": ("Germany", "We condemn the suicide bombing in Karachi, Pakistan, on 14 March. Twenty people died."),
    "zh": ("China", "3月14日，巴基斯坦卡拉奇发生自杀式爆炸袭击，造成20人死亡。中方对此表示强烈谴责。"),
    "fr": (
        "France",
        "La France condamne l’attentat-suicide commis le 14 mars à Karachi, au Pakistan, qui a fait 20 morts.",
    ),
    "ar": ("Egypt", "تدين مصر التفجير الانتحاري الذي وقع يوم 14 مارس في كراتشي في باكستان وأسفر عن مقتل 20 شخصا."),
    "ru": ("Russia", "Решительно осуждаем взрыв, прогремевший 14 марта в Пакистане. Погибли 20 человек."),
    "tr": ("Turkey", "14 Mart’ta Pakistan’ın Karaçi kentinde düzenlenen bombalı saldırıyı kınıyoruz. 20 kişi öldü."),
    "ur": (
        "Pakistan",
        "ہم 14 مارچ کو کراچی میں ہونے والے خودکش دھماکے کی شدید مذمت کرتے ہیں جس میں 20 افراد جاں بحق ہوئے۔",
    ),
    "es": ("Spain", "España condena el atentado suicida del 14 de marzo en Karachi, Pakistán, con veinte muertos."),
    "de": ("Austria", "Wir verurteilen den Selbstmordanschlag vom 14. März in Karachi in Pakistan mit 20 Toten."),
}
#: The same day, another state.
ELSEWHERE = {
    "en": ("Germany", "We condemn the attack on a hotel in Cairo, Egypt, on 14 March. Four people were killed."),
    "zh": ("China", "3月14日，埃及首都开罗发生恐怖袭击，造成4人死亡。中方强烈谴责。"),
    "ru": ("Russia", "Осуждаем нападение, совершённое 14 марта в Египте. Погибли четыре человека."),
}


def items(told: dict[str, tuple[str, str]], name: str) -> list[dict[str, str]]:
    return [
        {"id": f"{name}-{code}", "date": "2031-03-15", "title": "", "country": country, "text": text, "language": code}
        for code, (country, text) in told.items()
    ]


def test_one_event_in_nine_languages_is_one_incident():
    (group,) = group_incidents(items(TOLD, "a"))
    assert set(group.statements) == {f"a-{code}" for code in TOLD}
    assert group.name == "Bombing in Karachi, 14 March 2031"


def test_two_events_of_one_day_in_several_languages_stay_two():
    groups = [set(group.statements) for group in group_incidents([*items(TOLD, "a"), *items(ELSEWHERE, "b")])]
    assert sorted(groups, key=len) == [{f"b-{code}" for code in ELSEWHERE}, {f"a-{code}" for code in TOLD}]


@pytest.mark.parametrize(
    ("language", "province"),
    [("en", "Balochistan"), ("zh", "俾路支省"), ("ur", "بلوچستان"), ("ru", "Белуджистане"), ("ar", "بلوشستان")],
)
def test_a_province_is_one_place_in_every_script(language: str, province: str):
    words = {
        "en": f"We condemn the attack in {province} on 14 March.",
        "zh": f"3月14日，巴基斯坦{province}发生恐怖袭击，中方强烈谴责。",
        "ur": f"ہم 14 مارچ کو {province} میں دہشت گردانہ حملے کی مذمت کرتے ہیں۔",
        "ru": f"Осуждаем теракт, совершённый 14 марта в {province}.",
        "ar": f"ندين الهجوم الإرهابي الذي وقع يوم 14 مارس في {province}.",
    }
    told = {"id": "x", "date": "2031-03-15", "country": "Sweden", "language": language, "text": words[language]}
    (group,) = group_incidents([told])
    assert group.places[0] == "Balochistan"
