import pytest

from tracker.match.judging.flags import NEGATED, OPPOSITE, STRONGER, SWAPPED, WEAKER, compare

PAIRS = [
    ("en", "We condemn the attack on the convoy.", "We do not condemn the attack on the convoy.", NEGATED),
    (
        "en",
        "We condemn the attack on the convoy.",
        "The ministry has yet to condemn the attack on the convoy.",
        NEGATED,
    ),
    ("en", "Every state must respect the ceasefire.", "No state need respect the ceasefire.", NEGATED),
    ("en", "We support the peace process in the valley.", "They undermine the peace process in the valley.", OPPOSITE),
    ("en", "The envoy welcomed the verdict.", "The envoy deplored the verdict.", OPPOSITE),
    ("en", "We strongly condemn the raid.", "We regret the raid.", WEAKER),
    ("en", "We strongly condemn the raid.", "We condemn the raid.", WEAKER),
    ("en", "We urge both sides to withdraw.", "We demand that both sides withdraw.", STRONGER),
    ("en", "We note the report with concern.", "We condemn the report.", STRONGER),
    ("en", "France accused Italy of a breach.", "Italy accused France of a breach.", SWAPPED),
    ("en", "We deplore the attacks on Yemen.", "We deplore the attacks by Yemen.", SWAPPED),
    ("en", "We stand ready to help the port.", "We see no need to help the port.", NEGATED),
    ("en", "The council will defend the truce.", "The council will do nothing to defend the truce.", NEGATED),
    ("en", "We back the plan for the valley.", "We refuse to support the plan for the valley.", NEGATED),
    ("en", "The envoy praised the verdict at length.", "The envoy bemoaned the verdict at length.", OPPOSITE),
    ("en", "They stressed the value of the pact.", "They played down the value of the pact.", OPPOSITE),
    ("en", "Mali guarantees the right of assembly.", "Mali denies the right of assembly.", OPPOSITE),
    ("en", "Both sides must spare the wells.", "Both sides may spare the wells.", WEAKER),
    ("en", "All members pay for the mission.", "Some members pay for the mission.", WEAKER),
    ("en", "We reaffirm our support for the truce.", "We reaffirm our ironclad support for the truce.", STRONGER),
    ("en", "Kenya briefed Chad on the plan.", "Chad briefed Kenya on the plan.", SWAPPED),
    ("en", "The FARC warned the ELN about the road.", "The ELN warned the FARC about the road.", SWAPPED),
    ("en", "We recall the raid by Chad on Mali.", "We recall the raid by Mali on Chad.", SWAPPED),
    ("en", "Gunmen were shot by villagers at the ford.", "Villagers were shot by gunmen at the ford.", SWAPPED),
    ("en", "We saw the siege of Mali by Chad.", "We saw the siege of Chad by Mali.", SWAPPED),
    ("en", "Grain went from Kenya to Chad by rail.", "Grain went from Chad to Kenya by rail.", SWAPPED),
    ("en", "We regret Kenya's embargo on Chad.", "We regret the embargo of Chad on Kenya.", SWAPPED),
    ("en", "Kenya's Dawn Front robbed the troops.", "The troops robbed Kenya's Dawn Front.", SWAPPED),
    ("zh", "我们强烈谴责这一袭击。", "该国没有谴责这一袭击。", NEGATED),
    ("zh", "各方应该保护水井。", "各方不应该保护水井。", NEGATED),
    ("zh", "两国关系日益改善。", "两国关系日益恶化。", OPPOSITE),
    ("zh", "各方必须保护水井。", "各方可以保护水井。", WEAKER),
    ("zh", "法国谴责意大利。", "法国遭到意大利谴责。", SWAPPED),
    ("zh", "渔民被海盗绑架。", "海盗被渔民绑架。", SWAPPED),
    ("zh", "由法国向马里运送的粮食已到达。", "由马里向法国运送的粮食已到达。", SWAPPED),
    ("zh", "我们支持双方启动谈判。", "有人阻挠双方启动谈判。", OPPOSITE),
    ("zh", "我们强烈谴责这一袭击。", "我们对这一袭击表示遗憾。", WEAKER),
    ("zh", "我们呼吁双方保持克制。", "我们要求双方保持克制。", STRONGER),
]
HARMLESS = [
    ("en", "We condemn the attack on the convoy.", "We condemn today's attack on the convoy in Mali."),
    ("en", "France strongly condemned the raid.", "The raid was strongly condemned by France."),
    ("en", "France and Italy agreed on a plan.", "Italy and France agreed on a plan."),
    ("en", "There is no justification for terror.", "Terror can have no justification."),
    ("en", "We support the talks.", "We support the talks without exception and not only in words."),
    ("en", "We oppose any interference in the vote.", "Nobody must interfere in the vote; we oppose it."),
    ("en", "The truce is not just welcome, it is vital.", "The truce isn’t just welcome, it is vital."),
    ("en", "We are — we are not — we just met the envoys of the port.", "We just met the envoys of the port."),
    ("en", "Q  I do not trust the envoys of the port.", "I trust the envoys of the port."),
    ("en", "If we have a remedy for the port, we share it.", "I do not have a remedy for the port to share."),
    ("en", "Our hope is a valley free of mines.", "Our hope is a valley without mines."),
    ("en", "We ask for an end to foreign raids and back the talks.", "We back the talks, without foreign raids."),
    ("en", "The reform of the port can no longer be delayed.", "The reform of the port can be delayed no longer."),
    ("en", "We cannot, in all conscience, allow a raid on the port.", "A raid on the port cannot be allowed."),
    ("en", "That is not correct.", "So I have to correct you."),
    ("en", "The crew can only win together.", "The crew must win together."),
    ("en", "I must also thank the crew of the port.", "I can thank the crew of the port."),
    ("en", "We convey deep condolences and sympathy.", "We convey condolences and deep sympathy."),
    ("en", "The port has no higher aim than peace.", "Peace is the highest aim of the port."),
    ("en", "Chad rues the raids led by Mali on the wells.", "Chad rues the raids by Mali on the wells."),
    ("en", "We are shaken by the death of Mali's king.", "We’re shaken by the death of Mali's king, I say."),
    ("en", "They did not mention the wells.", "Did they mention the wells?"),
    ("en", "Our commitment to the truce is ironclad.", "We reaffirm our ironclad commitment to the truce."),
    ("en", "Chad met with Mali about the wells.", "Mali met with Chad about the wells."),
    ("en", "We urge calm and condemn the raid.", "We condemn the raid and urge calm."),
    ("en", "MR SMITH: We will not speak of the raid.", "MR SMITH: We are speaking for the wells."),
    ("en", "We regret Kenya's embargo on Chad.", "We regret the embargo on Chad by Kenya."),
    ("en", "Two guards were hurt in Mali by bandits.", "Bandits hurt two guards in Mali."),
    ("en", "Kenya, and then Chad with the others, backs us.", "Chad, and then Kenya with the others, backs us."),
    ("en", "The calm of Mali is due to Chad.", "The calm of Chad is due to Mali."),
    ("zh", "渔民被海盗绑架。", "海盗绑架渔民。"),
    ("zh", "我们反对干涉别国内政。", "任何人不得干涉别国内政。"),
    ("zh", "前所未有的团结保护水井。", "大家的团结保护水井。"),
    ("zh", "我们强烈谴责这一袭击。", "我们对这一袭击予以强烈谴责。"),
]


@pytest.mark.parametrize(("language", "a", "b", "flag"), PAIRS)
def test_what_turns_or_changes_the_force_is_flagged_with_its_words(language: str, a: str, b: str, flag: str):
    found = compare(a, b, language=language)
    assert found.flags == (flag,)
    (reason, *_) = found.reasons
    assert reason.a.casefold() in a.casefold()
    assert reason.a or reason.b


@pytest.mark.parametrize(("language", "a", "b", "flag"), PAIRS)
def test_a_comparison_turned_round_turns_weaker_and_stronger(language: str, a: str, b: str, flag: str):
    turned = {WEAKER: STRONGER, STRONGER: WEAKER}.get(flag, flag)
    assert compare(b, a, language=language).flags == (turned,)


@pytest.mark.parametrize(("language", "a", "b"), HARMLESS)
def test_a_harmless_change_is_not_flagged(language: str, a: str, b: str):
    assert compare(a, b, language=language).flags == ()


@pytest.mark.parametrize("text", ["", "x", "İ" * 5, "\ud800 condemn", "of the and"])
def test_odd_texts_are_compared_without_a_word(text: str):
    assert compare(text, text, language="en").flags == ()
    compare("We condemn the attack.", text, language="en")


def test_a_language_without_a_lexicon_has_no_flags():
    assert compare("Nous condamnons.", "Nous ne condamnons pas.", language="xx").flags == ()
