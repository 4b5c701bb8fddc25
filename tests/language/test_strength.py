"""Strength: the class and level in the speaker's own voice, with the words that decided."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tracker.errors import BadConfig
from tracker.language.evaluating.ladder import ladder, read_ladder
from tracker.language.evaluating.strength import strength
from tracker.terms import VerbClass

OWN = [
    ("We strongly condemn the attack on the harbour.", "en", VerbClass.CONDEMN, 2, "strongly condemn"),
    ("Arvenia condemns this crime in the strongest terms.", "en", VerbClass.CONDEMN, 3, "in the strongest terms"),
    ("In the strongest possible terms, Arvenia condemns this crime.", "en", VerbClass.CONDEMN, 3, "condemns"),
    ("In the strongest terms we condemn this crime.", "en", VerbClass.CONDEMN, 3, "In the strongest terms"),
    (
        "The port is shut. In no uncertain terms, we reject the raid.",
        "en",
        VerbClass.REJECT,
        2,
        "In no uncertain terms",
    ),
    ("In the strongest raid so far a wharf burned, which we condemn.", "en", VerbClass.CONDEMN, 1, "condemn"),
    (
        "Avec la plus grande fermeté, l’Arvénie condamne ce crime.",
        "fr",
        VerbClass.CONDEMN,
        3,
        "Avec la plus grande fermeté",
    ),
    ("En los términos más enérgicos, Arvenia condena este crimen.", "es", VerbClass.CONDEMN, 3, "condena"),
    ("Auf das Schärfste verurteilt Arvenien diese Tat.", "de", VerbClass.CONDEMN, 3, "Auf das Schärfste verurteilt"),
    ("The Secretary condemned the launch.", "en", VerbClass.CONDEMN, 1, "condemned"),
    ("We reject and oppose any change by force.", "en", VerbClass.REJECT, 1, "reject"),
    ("We deplore the loss of life.", "en", VerbClass.DEPLORE, 1, "deplore"),
    ("We deeply regret this step.", "en", VerbClass.REGRET, 2, "deeply regret"),
    ("He expressed grave concern about the fighting.", "en", VerbClass.CONCERN, 2, "grave concern"),
    ("We note with interest the reports.", "en", VerbClass.NOTE, 1, "note"),
    ("We are happy to note that the port is open.", "en", VerbClass.NOTE, 1, "happy to note"),
    ("A major concern is the closing of the wells.", "en", VerbClass.CONCERN, 2, "major concern"),
    ("We are deeply concerned by a court’s ruling.", "en", VerbClass.CONCERN, 2, "deeply concerned"),
    ("Arvenia regrets that the talks ended without a date.", "en", VerbClass.REGRET, 1, "regrets"),
    ("Such raids are a matter of serious concern for all of us.", "en", VerbClass.CONCERN, 2, "serious concern"),
    ("They had a frank exchange and expressed concern over the tolls.", "en", VerbClass.CONCERN, 1, "concern"),
    ("Many states and ourselves are alarmed by the raid.", "en", VerbClass.CONCERN, 1, "alarmed"),
    ("云方对有关国家的做法表示坚决反对。", "zh", VerbClass.REJECT, 2, "坚决反对"),
    ("云方致力于同各国合作，旗帜鲜明反对封港。", "zh", VerbClass.REJECT, 1, "反对"),
    ("这种行径理应受到谴责。", "zh", VerbClass.CONDEMN, 1, "谴责"),
    ("Arvenia expresses its concern over the tolls.", "en", VerbClass.CONCERN, 1, "concern"),
    (
        "She honoured those who came to help, and repeats her condemnation of it.",
        "en",
        VerbClass.CONDEMN,
        1,
        "condemnation",
    ),
    ("The raid must be condemned.", "en", VerbClass.CONDEMN, 1, "condemned"),
    ("We raise these concerns very publicly.", "en", VerbClass.CONCERN, 1, "concerns"),
    ("They strongly condemned the raid on the convoy.", "en", VerbClass.CONDEMN, 2, "strongly condemned"),
    ("Arvenia strongly protests this raid.", "en", VerbClass.REJECT, 2, "strongly protests"),
    ("关于美方言论，我们表示坚决反对。", "zh", VerbClass.REJECT, 2, "坚决反对"),
    ("有关议员窜访，对此坚决反对。", "zh", VerbClass.REJECT, 2, "坚决反对"),
    ("林方：我们注意到有关报道。", "zh", VerbClass.NOTE, 1, "注意到"),
    ("Both ministers shared concerns about the wells.", "en", VerbClass.CONCERN, 1, "concerns"),
    ("我们对此次袭击事件深感震惊。", "zh", VerbClass.CONCERN, 2, "深感震惊"),
    ("中方强烈谴责这一袭击。", "zh", VerbClass.CONDEMN, 2, "强烈谴责"),
    ("我们对此表示严重关切。", "zh", VerbClass.CONCERN, 2, "严重关切"),
    ("中方对此强烈不满和坚决反对。", "zh", VerbClass.REJECT, 2, "坚决反对"),
    ("La France condamne fermement cette attaque.", "fr", VerbClass.CONDEMN, 2, "condamne fermement"),
    ("Condenamos enérgicamente el atentado.", "es", VerbClass.CONDEMN, 2, "Condenamos enérgicamente"),
    ("Мы решительно осуждаем этот теракт.", "ru", VerbClass.CONDEMN, 2, "решительно осуждаем"),
    ("ندين بشدة هذا الهجوم.", "ar", VerbClass.CONDEMN, 2, "ندين بشدة"),
]


@pytest.mark.parametrize(("text", "language", "verb_class", "intensity", "word"), OWN)
def test_own_voice(text: str, language: str, verb_class: VerbClass, intensity: int, word: str) -> None:
    read = strength(text, language=language)
    assert (read.verb_class, read.intensity) == (verb_class, intensity)
    assert word in read.words or any(word in found for found in read.words)
    assert all(found in text for found in read.words)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Many countries have condemned the attack.", "en"),
        ("We thank those who condemned the attack.", "en"),
        ("We urge all states to condemn the attack.", "en"),
        ("The attack was condemned by several governments.", "en"),
        ("A great majority of states condemned the attack.", "en"),
        ("Several dozen countries are concerned about it.", "en"),
        ("We did not condemn the attack.", "en"),
        ("近五十个国家发表声明，反对这一做法。", "zh"),
        ("They refused to condemn the attack.", "en"),
        ("国际社会普遍谴责这一袭击。", "zh"),
        ("中方不反对这一安排。", "zh"),
        ("QUESTION: We note the reports that the harbour is closed.", "en"),
        ("Q    Farmers say we are alarmed by the tolls.", "en"),
        ("They oppose the new tolls.", "en"),
        ("The authors note that the harbour is old.", "en"),
        ("Leaders and guilds from around the world have come together to condemn the raid.", "en"),
        ("They live under a harbour board that rejects every plan.", "en"),
        ("They’re deeply worried about the tolls.", "en"),
        ("Several relief organisations and states strongly condemned the raid.", "en"),
        ("Most states of the bay, as the vote of last night has shown once again, plainly oppose it.", "en"),
        ("We thank the fishermen who have publicly condemned the raid.", "en"),
        ("His licence was rejected last year.", "en"),
        ("He recalled the coastal states’ rejection of the plan.", "en"),
        ("The port has put its concerns on the table.", "en"),
        ("The participants raised concerns about the tolls.", "en"),
        ("We recall the concern voiced by the fishermen.", "en"),
        ("We welcome the statement of the fishermen condemning the raid.", "en"),
        ("She told the fishermen to reject the offer.", "en"),
        ("You are not going to have to worry about tolls.", "en"),
        ("They speak of so-called “concerns” over our ports.", "en"),
        ("The closing is unacceptable to them.", "en"),
        ("《港口日报》记者：我们注意到，渡轮停航了。", "zh"),
        ("据港口日报报道，云国渔业部门对停航表示遗憾。", "zh"),
        ("大家都非常关注这次停航。", "zh"),
        ("该国对我们的港口表达所谓“担忧”。", "zh"),
        ("日方却拒绝接受这一结论。", "zh"),
        ("希望有关方面恪守承诺，和中方一道反对封港。", "zh"),
        ("各方应坚持对话，反对封港。", "zh"),
        ("近千家渔业组织联名致信，强烈反对封港。", "zh"),
        ("当地渔民对封港表示担忧。", "zh"),
        ("他们在会上声称，反对封港。", "zh"),
        ("We doubt that, and the harbour board says it has “concerns” too.", "en"),
    ],
)
def test_what_others_or_nobody_does_is_no_own_verb(text: str, language: str) -> None:
    read = strength(text, language=language)
    assert read.verb_class is VerbClass.NONE
    assert read.negated
    assert read.words == ()


@pytest.mark.parametrize(
    "text",
    [
        "They discussed issues of mutual concern.",
        "The families concerned have been told.",
        "The concerned ministries will sign.",
        "The second item on the list concerned ferries.",
        "It concerns the whole harbour.",
        "I should specially note the work of the crews.",
        "谢谢你对渔业展览的关注。",
        "渔民好不容易回到港口。",
        "They asked concerned agencies to study the tolls.",
        "So far as the harbour is concerned, nothing has changed.",
        "They heard one another’s hopes, concerns and plans.",
        "The fund helps communities with harbour concerns.",
        "Let me also note that the harbour is open.",
        "Please note that the office is closed.",
        "Protests against the tolls went on.",
        "We have sent our care and concern to the island.",
        "That would condemn our children and theirs to a life in the dark.",
        "感谢你对渔业展览的关注。",
        "开渔与封港水火不容。",
        "他认真对待渔民的关切。",
        "这是国际关注的突发事件。",
        "Their security concerns should be respected.",
        "A member of the delegation concerned will sign.",
        "Opposition leaders met in the capital.",
        "He was condemned to live in exile.",
        "The minister arrived on Monday.",
        "",
    ],
)
def test_topics_and_idioms_are_no_evaluation(text: str) -> None:
    read = strength(text, language="en" if text.isascii() or "’" in text else "zh")
    assert (read.verb_class, read.intensity, read.words, read.negated) == (VerbClass.NONE, 0, (), False)


def test_supposed_is_hypothetical() -> None:
    read = strength("If we condemn every word, nobody will listen.", language="en")
    assert read.hypothetical
    assert read.verb_class is VerbClass.NONE


def test_a_question_evaluates_nothing() -> None:
    read = strength("Do we condemn this attack?", language="en")
    assert (read.verb_class, read.hypothetical) == (VerbClass.NONE, True)


def test_an_adverb_elsewhere_does_not_count() -> None:
    assert strength("We firmly believe in peace and condemn the raid.", language="en").intensity == 1


def test_the_strongest_own_verb_wins() -> None:
    read = strength("We are deeply concerned by the raid and condemn it.", language="en")
    assert (read.verb_class, read.intensity) == (VerbClass.CONDEMN, 1)


def test_target_is_the_object() -> None:
    assert strength("We condemn the bombing in Oskar, and mourn.", language="en").target == "bombing in Oskar"
    assert strength("中方对这一袭击表示强烈谴责。", language="zh").target == "这一袭击"


def test_a_language_without_ladder_says_nothing() -> None:
    assert ladder("xx") is None
    assert strength("Kami mengecam keras serangan ini.", language="id").verb_class is VerbClass.NONE


def test_a_broken_ladder_is_named() -> None:
    with pytest.raises(BadConfig, match="ladder"):
        read_ladder("language: en\nclasses: {condemn: [x]}\n")


def test_on_the_labelled_sentences(reference: Path) -> None:
    rows = json.loads((reference / "eval" / "moves_dev.json").read_text(encoding="utf-8"))
    named = {"reject/oppose": "reject"}
    read = [(named.get(r["verb_class"], r["verb_class"]), strength(r["text"], language=r["lang"])) for r in rows]
    right = sum(gold == found.verb_class for gold, found in read)
    false = sum(gold == "none" and found.verb_class != "none" for gold, found in read)
    assert right / len(rows) >= 0.97
    assert false <= 2


def test_an_act_suffered_before_the_verb_does_not_make_the_verb_anothers() -> None:
    own = strength("云方对渡轮遭武装劫持事件表示最强烈的谴责，对遇难者表示哀悼。", language="zh")
    assert (own.verb_class, own.intensity, own.words) == (VerbClass.CONDEMN, 3, ("最强烈的谴责",))
    assert strength("这一行径遭到国际社会强烈谴责。", language="zh").verb_class is VerbClass.NONE
    assert strength("有关言论受到各方谴责。", language="zh").verb_class is VerbClass.NONE
