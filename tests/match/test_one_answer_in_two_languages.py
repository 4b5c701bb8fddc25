"""One answer in Chinese and in English news: one speaker, two statements, shown as possibly the same."""

from __future__ import annotations

from collections.abc import Callable

from tracker.language.quoting.attributions import attributions
from tracker.match import epochs
from tracker.match.derive import derive
from tracker.model import Form, Issuer, Rendering, Wording

CHINESE = "外交部发言人毛宁12日表示：“中方强烈谴责发生在巴基斯坦奎达的恐怖袭击，支持巴基斯坦维护国家安全。”"
ENGLISH = (
    "Chinese Foreign Ministry spokesperson Mao Ning said on Wednesday, “China strongly condemns the attack in Quetta, "
    "Pakistan, and supports Pakistan in upholding its security.”"
)


def test_speaker_and_issuer_are_the_same_in_both() -> None:
    (one,), (two,) = attributions(CHINESE, language="zh"), attributions(ENGLISH, language="en")
    assert (one.speaker, one.issuer_id, one.country) == (two.speaker, two.issuer_id, two.country)
    assert one.speaker == "Mao Ning"


def test_they_are_two_statements_that_may_be_one(
    statement: Callable[..., Rendering], issuers: tuple[Issuer, ...]
) -> None:
    """Same speaker, day and incident once made one statement of two languages' wordings."""
    articles = [
        statement("z", CHINESE, "2026-08-12", source="zhwire", language="zh", form=Form.ARTICLE, parties=(),
                  wording=Wording.OUTLET),
        statement("e", ENGLISH, "2026-08-12", source="enwire", form=Form.ARTICLE, parties=(), wording=Wording.OUTLET),
    ]  # fmt: skip
    found = derive(articles, issuers=issuers, epoch=epochs.current()).statements
    assert sorted(one.language for one in found) == ["en", "zh"]
    assert {other for one in found for other in one.possibly_same} == {one.id for one in found}
