"""One invented attack, answered in fourteen languages, each said by a state of its own.

Owns the sentences. What is new in them is marked as ⟦new|words⟧.
"""

from __future__ import annotations

from fake import Fake

from tracker.model import Channel, Display, Incident, Issuer, When

INCIDENT = "tarim-2031"
RIGHT_TO_LEFT = frozenset({"ar", "fa", "ur"})

SAID = {
    "en": "Arvenia condemns ⟦new|in the strongest terms⟧ the attack on the Tarim market. We stand with its people.",
    "fr": "La Castovie condamne ⟦new|avec la plus grande fermeté⟧ l'attentat du marché de Tarim. Elle présente ses "
    "condoléances aux familles des victimes et souhaite un prompt rétablissement aux blessés.",
    "es": "Espadara condena ⟦new|enérgicamente⟧ el atentado contra el mercado de Tarim y expresa sus condolencias a "
    "las familias de las víctimas.",
    "de": "Nordmark verurteilt den Anschlag auf den Markt von Tarim ⟦new|auf das Schärfste⟧. "
    "Die Sicherheitszusammenarbeitsvereinbarungen mit Karsan gelten fort.",
    "pt": "Lusara condena ⟦new|veementemente⟧ o atentado contra o mercado de Tarim e solidariza-se com as vítimas.",
    "ru": "Бостравия ⟦new|самым решительным образом⟧ осуждает нападение на рынок в Тариме. Выражаем соболезнования "
    "родным и близким погибших.",
    "ar": "تعرب وزارة الخارجية عن ⟦new|إدانتها الشديدة⟧ للهجوم على سوق تاريم (14 آذار 2031)، وتتقدم بخالص التعازي إلى "
    "أسر الضحايا، وتؤكد أن المادة 51 (ب) من الاتفاق ما زالت سارية.",
    "fa": "وزارت امور خارجه حمله به بازار تاریم را ⟦new|به‌شدت محکوم می‌کند⟧ و با خانواده‌های قربانیان ابراز "
    "همدردی می‌نماید.",
    "ur": "وزارتِ خارجہ تاریم کے بازار پر حملے کی ⟦new|شدید ترین الفاظ میں⟧ مذمت کرتی ہے اور متاثرہ خاندانوں سے دلی "
    "تعزیت کا اظہار کرتی ہے۔ ہم اس مشکل گھڑی میں ان کے ساتھ کھڑے ہیں۔",
    "zh": "中方⟦new|强烈⟧谴责针对塔里姆市场的袭击，对遇难者表示哀悼，向伤者和遇难者家属表示慰问。"
    "中方反对一切形式的恐怖主义，“呼吁有关各方保持克制”（三月十四日）。",
    "ja": "我が国は、タリム市場に対する攻撃を⟦new|断固として⟧非難します。犠牲者の方々に哀悼の意を表し、"
    "「負傷者の一日も早い回復」をお祈りします。",
    "ko": "우리 정부는 타림 시장에 대한 공격을 ⟦new|강력히⟧ 규탄하며, 희생자와 유가족에게 깊은 애도를 표합니다.",
    "hi": "हम तारिम बाज़ार पर हुए हमले की ⟦new|कड़े शब्दों में⟧ निंदा करते हैं और पीड़ित परिवारों के प्रति संवेदना व्यक्त करते हैं।",
    "th": "รัฐบาลขอประณาม⟦new|อย่างรุนแรงที่สุด⟧ต่อเหตุโจมตีตลาดทาริมและขอแสดงความเสียใจอย่างสุดซึ้งต่อครอบครัวของผู้เสียชีวิตทุกคน",
}


def world() -> Fake:
    """The attack and its answers, one issuer a language."""
    fake = Fake(
        held_issuers=[Issuer(id=f"x-{one}", name=f"Ministry of the state of “{one}”") for one in SAID],
        held_incidents=[
            Incident(
                id=INCIDENT, name="Attack on the Tarim market", start=When("2031-03-14"), end=When("2031-03-14"),
                places=("Tarim",), kind="attack",
            )
        ],
        held_channels=[
            Channel(
                id=f"x-{one}-site", issuer=f"x-{one}", kind="html-list", name=f"Website in “{one}”", languages=(one,),
                display=Display.FULL,
            )
            for one in SAID
        ],
    )  # fmt: skip
    for language, words in SAID.items():
        fake.say(f"x-{language}", "2031-03-15", words, incident=INCIDENT, language=language, name=f"said-{language}")
    return fake
