from datetime import date

import pytest

from tracker.language.names.gazetteer import default_gazetteer
from tracker.language.texts.identify import identify
from tracker.match.incidents.events import Event, read_event
from tracker.match.incidents.eventwords import Text
from tracker.model import When


def read(body: str, *, title: str = "", day: str | None = "2031-03-16", language: str = "en") -> Event | None:
    text = Text(title=title, body=body, language=language, published=When(day) if day else None)
    return read_event(text, default_gazetteer())


def specific(body: str, *, title: str = "", language: str = "en") -> bool:
    event = read(body, title=title, language=language)
    return event is not None and event.specific


def test_who_attacks_is_not_where_it_happens():
    event = read("The Minister condemned Norway’s unprovoked attack on Sweden.")
    assert event is not None
    assert event.countries == ("SWE", "NOR")


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("We condemn the March 12 shooting in Oslo.", date(2031, 3, 12)),
        ("The Minister condemned today’s missile attack on Oslo.", date(2031, 3, 16)),
        ("Norway on Saturday condemned the shooting in Oslo.", None),
    ],
)
def test_a_day_before_the_noun_is_the_events_day_and_one_at_a_verb_of_speech_is_not(words: str, day: date | None):
    event = read(words)
    assert event is not None
    assert (event.first if event.stated else None) == day


@pytest.mark.parametrize(
    "body",
    [
        "We are concerned about attacks on democracy and on the rule of law in Norway.",
        "The ministers met in Oslo and condemned attacks by all parties in Sudan.",
        "We oppose every form of terrorist attack and will go on combating terrorism.",
    ],
)
def test_habits_and_principles_are_no_event(body: str):
    assert not specific(body)


def test_one_definite_attack_with_a_reaction_is_an_event():
    assert specific("The President condemned the barbarous attack in Oslo.")
    assert not specific("The President spoke of attacks in Oslo.")


def test_a_question_names_the_event_of_its_answer():
    asked = "某社记者：据报道，挪威一处石油设施遭导弹袭击。中方对此有何评论？\n某某：中方支持对话。"
    assert specific(asked, language="zh")
    assert not specific(asked.replace("中方对此有何评论？", ""), language="zh")


def test_who_asks_is_not_where_it_happened():
    event = read("瑞典《日报》记者：据报道，挪威发生恐怖袭击，造成五人死亡。中方有何评论？", language="zh")
    assert event is not None
    assert event.countries == ("NOR",)


def test_what_a_release_says_of_itself_does_not_push_its_event_from_the_head():
    preamble = "Office of the Spokesperson\n\n" + "The text of the following statement was released. " * 8
    event = read(f"{preamble}\n\nBegin Text:\n\nWe condemn the attack in Oslo.")
    assert event is not None
    assert "at the head" in event.mentions[0].why


def test_an_event_of_long_ago_is_recalled_only_by_a_reaction():
    words = "{} an attack in Oslo on 3 May 2030, in which nine people died."
    condemned = read(words.format("The Minister again condemned"))
    assert condemned is not None
    assert (condemned.first, condemned.specific) == (date(2030, 5, 3), False)
    told = read(words.format("Trade had slowed since"))
    assert told is not None
    assert not told.specific


@pytest.mark.parametrize(
    "sentence",
    [
        "Condenamos el atentado terrorista de ayer en Madrid.",
        "Мы решительно осуждаем теракт в Москве, погибли люди.",
        "İstanbul’daki terör saldırısını şiddetle kınıyoruz.",
        "ہم کراچی میں دہشت گردانہ حملے کی شدید مذمت کرتے ہیں۔",
        "ما حمله تروریستی در تهران را به شدت محکوم می‌کنیم.",
        "Wir verurteilen den Terroranschlag in Berlin auf das Schärfste.",
        "Condenamos o atentado terrorista em Portugal.",
        "日本で起きたテロ攻撃を強く非難します。",
        "한국에서 발생한 테러 공격을 강력히 규탄한다.",
        "نحن ندين الهجوم الإرهابي في مصر.",
        "Nous condamnons l’attentat à Paris.",
    ],
)
def test_every_language_names_its_attacks(sentence: str):

    event = read(sentence, language=identify(sentence))
    assert event is not None
    assert event.kind.family == "attack"
    assert event.countries


PADDING = "The ministers discussed trade, fisheries, schools, roads and harbours at length and agreed to meet again. "


def test_an_event_named_after_many_other_matters_is_background():
    named = "They deplored the assassination in Oslo."
    assert specific(named)
    assert not specific(PADDING * 5 + named)


def test_what_stands_under_a_title_of_something_else_is_mentioned_beside_it():
    body = "As last night’s attack on a school in Oslo shows, there is much to do."
    assert specific(body, title="Statement by the Minister")
    assert specific(body, title="Attack in Oslo on National Day")
    assert not specific(body, title="National Day of Norway")


def test_several_known_ones_are_answered_as_one_where_more_than_concern_is_felt():
    assert specific("We condemn the bombings in Oslo.")
    assert not specific("We are concerned about the bombings in Oslo.")


@pytest.mark.parametrize("words", ["the ceaseless", "the repeated", "the campaign of", "the cycle of"])
def test_what_goes_on_is_no_event(words: str):
    assert not specific(f"We condemn {words} attacks in Oslo.")


def test_in_chinese_an_event_of_a_year_before_is_not_asked_about():
    asked = "某社记者：因{}挪威核事故泄漏的物质抵达北海。中方对此有何评论？\n某某：中方表示严重关切。"
    assert specific(asked.format("本周"), language="zh")
    assert not specific(asked.format("2019年"), language="zh")


def test_an_answer_that_speaks_of_one_event_says_that_its_question_names_one():
    asked = "某社记者：一艘潜艇撞击事故的细节仍然不明。中方对此有何评论？\n某某：{}"
    assert specific(asked.format("中方要求说明有关事件的详情。"), language="zh")
    assert not specific(asked.format("中方支持对话。"), language="zh")


def test_who_remembers_the_dead_of_that_day_of_the_year_answers_an_old_event():
    words = "Today we mourn the victims of the bombing in Oslo on March {}, 1998."
    assert specific(words.format(16))
    assert not specific(words.format(28))


def test_an_anniversary_of_relations_dates_no_event():
    event = read(
        "They condemned the invasion of Sweden and marked the 50th anniversary of Norwegian diplomatic relations."
    )
    assert event is not None
    assert not event.stated


@pytest.mark.parametrize(
    ("words", "stated"),
    [
        ("We condemned the bombing in Oslo eight years ago.", False),
        ("We condemned the bombing in Oslo eight years ago today.", True),
        ("On the eighth anniversary we mourn the dead of the bombing in Oslo.", True),
    ],
)
def test_years_ago_is_no_day(words: str, stated: bool):
    event = read(words)
    assert event is not None
    assert event.stated is stated


def test_what_comes_to_a_further_matter_is_not_what_the_text_answers():
    assert specific(
        "The ministers deplored the recent fishing dispute. " * 6 + "They raised the tragic shooting in Oslo."
    )
    assert not specific(
        "The ministers deplored the recent fishing dispute. " * 6 + "They also raised the tragic shooting in Oslo."
    )


def test_condolences_on_a_death_answer_it_in_chinese_too():
    assert specific("某社记者：挪威方面发布了消息。\n某某：我们对他逝世表示深切哀悼。", language="zh")
    assert not specific("某社记者：挪威方面发布了消息。\n某某：我们对他逝世表示关切。", language="zh")


def test_to_recognise_a_breakaway_state_is_an_act_to_answer():
    assert specific("We condemn the decision to recognize the so-called “independence” of two districts of Norway.")
    assert not specific("We condemn the decision to recognize the efforts of two districts of Norway.")


def test_a_dated_attack_on_democracy_happened():
    assert specific("We condemn the March 12 attacks on Norway’s democracy.")
    assert not specific("We condemn the attacks on Norway’s democracy.")


def test_what_happens_every_year_is_no_event():
    assert specific("We mourn the deaths of ten people in Oslo.")
    assert not specific("We mourn the deaths of ten people annually in Oslo.")


def test_condolences_on_a_disaster_say_that_there_was_one():
    asked = "某社记者：能否介绍具体情况？\n某某：中方再次对{}。"
    assert specific(asked.format("挪威地震表示诚挚慰问"), language="zh")
    assert not specific(asked.format("挪威地震研究表示关切"), language="zh")


def test_a_title_of_floods_names_one_event_and_one_of_attacks_does_not():
    assert specific("We offer our help.", title="Floods in Norway")
    assert not specific("We offer our help.", title="Attacks in Norway")
