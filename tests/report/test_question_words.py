import pytest

from tracker.report.questions import _pattern


@pytest.mark.parametrize(
    ("stems", "text", "shown"),
    [
        (["恐怖主义", "恐怖分子", "恐怖"], "坚决反对一切形式的恐怖主义。", "恐怖主义"),
        (["恐怖主义", "恐怖分子", "恐怖"], "这起恐怖事件", "恐怖"),
        (["terroris"], "an act of terrorism, nothing less", "terrorism"),
        (["terroris"], "Terrorists struck", "Terrorists"),
    ],
)
def test_the_word_that_was_used_is_shown_whole(stems: list[str], text: str, shown: str) -> None:
    found = _pattern(stems).search(text)
    assert found is not None
    assert found.group() == shown
