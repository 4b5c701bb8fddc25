import pytest
from hypothesis import given, strategies as st

from tracker.language.texts.identify import identify


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "We condemn this attack in the strongest terms."),
        ("zh", "中方强烈谴责恐怖袭击"),
        ("zh", "中国外交部发言人毛宁回答了Reuters记者的提问"),
        ("ja", "日本政府は、このテロ行為を強く非難する。"),
        ("ko", "정부는 이번 테러를 강력히 규탄한다"),
        ("fr", "La France condamne avec la plus grande fermeté cet attentat"),
        ("es", "El Gobierno de España condena enérgicamente el atentado"),
        ("de", "Die Bundesregierung verurteilt den Anschlag auf das Schärfste"),
        ("pt", "O Governo brasileiro condena com veemência o atentado e não"),
        ("it", "Il Governo italiano condanna con fermezza l’attentato nella città"),
        ("ru", "Мы решительно осуждаем этот террористический акт"),
        ("uk", "Україна рішуче засуджує цей теракт і висловлює співчуття"),
        ("ar", "تدين وزارة الخارجية بأشد العبارات الهجوم الإرهابي"),
        ("fa", "وزارت امور خارجه این حمله تروریستی را به شدت محکوم می‌کند"),
        ("ur", "پاکستان اس دہشت گرد حملے کی شدید مذمت کرتا ہے"),
        ("tr", "Bu hain terör saldırısını en güçlü şekilde kınıyoruz ve"),
        ("hi", "भारत इस आतंकवादी हमले की कड़ी निंदा करता है"),
        ("th", "ไทยขอประณามการโจมตี"),
        ("pt", "Lamentamos a incursão noturna"),
        ("tr", "Gece düzenlenen baskını şiddetle kınıyoruz"),
        ("nl", "Nederland veroordeelt de aanslag en leeft mee met de families"),
        ("id", "Kami mengecam serangan yang terjadi di kota itu"),
        ("sv", "Sverige fördömer attacken och framför kondoleanser till de anhöriga"),
        ("pl", "Polska potępia zamach i składa kondolencje rodzinom ofiar"),
        ("sr", "Србија осуђује напад и изражава саучешће породицама"),
        ("kk", "Қазақстан бұл шабуылды айыптайды"),
        ("ps", "موږ د دې برید غندنه کوو او د قربانیانو کورنیو ته تسلیت وایو"),
        ("el", "Η χώρα καταδικάζει την επίθεση"),
        ("he", "אנו מגנים את הפיגוע"),
        ("und", "Azərbaycan bu hücumu qətiyyətlə pisləyir və başsağlığı verir"),
        ("und", "1234 ?!"),
        ("und", ""),
        ("und", "Xyzzy Plugh Quux"),
    ],
)
def test_languages(language: str, text: str):
    assert identify(text) == language


@given(st.text(max_size=100))
def test_any_text_gets_an_answer(text: str):
    assert 2 <= len(identify(text)) <= 3
