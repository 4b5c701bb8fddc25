import re
from collections import Counter
from pathlib import Path

import pytest
import yaml

from tracker.demo import atlas, composing, generator, phrasebook, truth, wire
from tracker.demo.phrasebook import Sentence, fill
from tracker.demo.speech import World
from tracker.demo.visits import visit_times


def _fresh() -> World:
    """The world composed again from its files."""
    generator.world.cache_clear()
    return generator.world()


def test_the_counts_are_as_promised():
    world = generator.world()
    statements = {speech.statement for speech in world.speeches}
    assert len(statements) >= 180
    assert len(world.articles) == 25
    assert len({speech.issuer for speech in world.speeches}) >= 10
    assert len(atlas.happenings()) == 12
    assert {"en", "zh", "fr", "ar"} <= {speech.language for speech in world.speeches}
    assert len(atlas.state_words()) == 7


def test_each_language_has_many_statements():
    by_language = Counter(speech.language for speech in generator.world().speeches)
    assert by_language["en"] >= 120
    assert min(by_language[language] for language in ("zh", "fr", "ar")) >= 18


def test_the_same_world_is_composed_every_time():
    first = generator.world()
    assert _fresh() == first


def test_incidents_lie_in_two_years_and_the_last_between_the_visits():
    days = [one.day for one in atlas.happenings().values()]
    assert days == sorted(days)
    assert {day.year for day in days} == {2029, 2030}
    first, second = (moment.date() for moment in visit_times())
    assert days[-2] < first < days[-1] < second


def test_keys_are_unique_and_every_incident_is_known():
    world = generator.world()
    keys = Counter(speech.key for speech in world.speeches)
    assert [key for key, count in keys.items() if count > 1] == []
    assert {s.incident for s in world.speeches} - {""} == set(atlas.happenings())


def test_hand_written_sentences_number_at_least_250():
    """Distinct wordings that really occur, with their slots left open, plus those written for one place."""
    sentences = [one for speech in generator.world().speeches for one in speech.sentences]
    variants = {(one.phrase, one.variant) for one in sentences if one.phrase}
    written = {one.text for one in sentences if not one.phrase}
    assert len(variants) >= 150
    assert len(variants) + len(written) >= 250


def test_no_slot_or_mark_is_left_in_any_text():
    world = generator.world()
    shown = [line for s in world.speeches for line in (s.title, s.question, *s.shown(1), *s.shown(2))]
    shown += [line for article in world.articles for line in (article.title, *article.paragraphs)]
    assert [line for line in shown if re.search(r"[{}⟦⟧]|\[\[|\]\]", line)] == []


def test_formulas_repeat_across_incidents_in_several_wordings():
    uses: dict[str, set[str]] = {}
    wordings: dict[str, set[int]] = {}
    for speech in generator.world().speeches:
        for one in speech.sentences:
            if one.phrase and speech.incident:
                uses.setdefault(one.phrase, set()).add(speech.incident)
                wordings.setdefault(one.phrase, set()).add(one.variant)
    spanning = [phrase for phrase, incidents in uses.items() if len(incidents) >= 3]
    assert len(spanning) >= 30
    assert sum(len(wordings[phrase]) >= 2 for phrase in spanning) >= 30


def test_a_habit_drifts_from_one_strength_to_another():
    condemned = [
        (speech.published, one.intensity)
        for speech in generator.world().speeches
        for one in speech.sentences
        if one.phrase == "veld-condemn" and speech.issuer == "xaa-mfa"
    ]
    before = {strength for at, strength in condemned if at.year == 2029}
    after = {strength for at, strength in condemned if at.year == 2030}
    assert before == {1}
    assert after == {3}


def test_near_misses_are_negated_weaker_and_in_other_words():
    near = [one for speech in generator.world().speeches for one in speech.sentences if one.near]
    assert {"negated", "weaker", "other-words", "opposite"} <= {one.why for one in near}
    assert all(one.near in phrasebook.phrases() for one in near)
    assert all(not one.phrase for one in near)
    assert {speech.language for speech in generator.world().speeches for one in speech.sentences if one.negated} == {
        "en",
        "zh",
        "fr",
        "ar",
    }


def test_slots_and_inserts_lie_where_they_are_said_to_lie():
    text, slots, inserts = fill("In {place}⟦, near {state},⟧ all is well.", {"place": "Tolmen", "state": "Kestria"})
    assert text == "In Tolmen, near Kestria, all is well."
    assert [text[start:end] for start, end in slots] == ["Tolmen", "Kestria"]
    assert [text[start:end] for start, end in inserts] == [", near Kestria,"]


def test_every_state_code_is_one_that_iso_leaves_to_users():
    states = yaml.safe_load((atlas.WORLD / "states.yaml").read_text(encoding="utf-8"))
    assert all(re.fullmatch(r"X[A-Z]{2}", state["code"]) for state in states)


def test_the_joint_statement_has_three_parties_and_three_places():
    joint = truth.statements()["joint-hadran"]
    assert [part for _, part in joint[0].parties] == ["issuer", "joined", "joined"]
    assert {one.source for one in joint} == {"veldoria_mfa", "littoral_union", "maravelle_mfa"}
    assert {one.language for one in joint} == {"en", "fr"}


def test_a_repost_and_a_translation_are_the_same_statement():
    kinds = {(s.mode, s.language) for s in truth.texts() if s.statement == "xab-mfa.tolmen-market.usual"}
    assert kinds == {("usual", "zh"), ("usual", "en"), ("repost", "zh")}
    answer = [one for one in truth.texts() if one.statement == "yl-2029-09-12.1"]
    assert {one.language for one in answer} == {"zh", "en"}


def test_the_truth_covers_every_text_and_every_word():
    world = generator.world()
    assert [one.key for one in truth.texts()] == [speech.key for speech in world.speeches]
    for one in truth.texts():
        for passage in one.passages:
            assert passage.text in one.text
            assert [passage.words[0].start, passage.words[-1].end] == [0, len(passage.text)]
            assert all(a.end == b.start for a, b in zip(passage.words, passage.words[1:], strict=False))


def test_origins_follow_the_order_of_time():
    when = {one.statement: one.published for one in reversed(truth.texts())}
    kinds = Counter(passage.origin for one in truth.texts() for passage in one.passages)
    assert set(kinds) == {"own", "agreed", "stock", "matched", "new", "unknown"}
    for one in truth.texts():
        for passage in one.passages:
            if passage.origin in ("own", "stock", "matched"):
                assert passage.origin_from != one.statement
                assert passage.origin_from in when


def test_a_translation_never_makes_its_own_statement_earlier():
    for one in truth.texts():
        if one.language == "en" and one.source == "yunlan_mfa_en":
            assert all(passage.origin_from != one.statement for passage in one.passages)


def test_quotations_in_articles_were_really_said():
    said = {line for speech in generator.world().speeches for line in speech.shown(1)}
    for article in truth.articles():
        for report in article.reports:
            assert article.text[report.start : report.end] == report.text
            if report.evidence.value == "quoted" and report.issuer != "free-valleys-front":
                assert any(report.text in line for line in said), (article.key, report.text)


def test_articles_quote_paraphrase_and_characterise():
    kinds = Counter(report.evidence.value for article in truth.articles() for report in article.reports)
    assert min(kinds["quoted"], kinds["paraphrased"], kinds["characterised"]) >= 15


def test_one_wire_gives_a_wrong_day():
    wrong = [one for one in truth.articles() if one.published != one.stated]
    assert [one.key for one in wrong] == ["mw-04"]
    assert any("Monday" in one.text for one in truth.articles() if one.trap.startswith("says Monday"))


def test_an_article_that_quotes_what_nobody_said_is_refused():
    entry = dict(atlas.read("wire")[0])
    entry["body"] = ["“[[q xaa-mfa|{{zor-double}}]],” it said."]
    with pytest.raises(atlas.BadConfig, match="did not say"):
        wire._article(entry, list(generator.world().speeches))


def test_the_truth_can_be_written_as_lines(tmp_path: Path):
    truth.write(tmp_path / "truth.jsonl")
    lines = (tmp_path / "truth.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(lines) == len(truth.texts()) + 25


def test_variants_take_turns():
    turns = composing.Turns()
    assert [turns.next(3, "a") for _ in range(5)] == [0, 1, 2, 0, 1]
    assert turns.next(3, "b") == 0


def test_a_sentence_without_a_formula_says_nothing_of_one():
    assert Sentence(text="Good afternoon.").phrase == ""
