import random

from tracker.match.furniture import Furniture, learn

LETTERS = "abcdefghijklmnopqrst"


def pages() -> list[tuple[str, list[str]]]:
    made = []
    for n in range(60):
        body = [f"Sentence {LETTERS[n // 20]}{LETTERS[n % 20]}{word} stands here." for word in "wxyz"]
        head = ["Office of the Spokesperson"] if n % 2 else [f"We congratulate the people of Avar{LETTERS[n // 3]}."]
        tail = [f"For press enquiries call 555-01{n}.", "More…"]
        middle = ["We condemn this attack."] if n % 3 == 0 else []
        made.append(("ministry", [*head, *body[:2], *middle, *body[2:], *tail]))
    return made


def test_bylines_and_contact_lines_are_learnt_and_a_greeting_for_every_country_is_not():
    known = learn(pages())
    assert known.lines == {
        ("ministry", "office of the spokesperson"),
        ("ministry", "for press enquiries call 0-0"),
        ("ministry", "more…"),
    }
    assert known("ministry", "OFFICE OF THE  SPOKESPERSON:")
    assert not known("ministry", "We condemn this attack.")


def test_what_is_furniture_at_one_source_is_speech_at_another():
    known = learn(pages())
    assert not known("embassy", "Office of the Spokesperson")


def test_a_few_pages_are_not_enough_to_learn_from():
    assert learn(pages()[:4]) == Furniture()


def test_the_order_of_pages_has_no_influence():
    shuffled = pages()
    random.Random(3).shuffle(shuffled)  # noqa: S311 - any order will do
    assert learn(shuffled) == learn(pages())


def test_what_turns_out_to_be_speech_is_taken_back():
    known = learn(pages()).without([("ministry", "More…"), ("embassy", "Office of the Spokesperson")])
    assert not known("ministry", "More…")
    assert known("ministry", "Office of the Spokesperson")
