import pytest

from tracker.match.flags import NEGATED, OPPOSITE, STRONGER, SWAPPED, WEAKER, compare

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
    ("zh", "我们强烈谴责这一袭击。", "该国没有谴责这一袭击。", NEGATED),
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
