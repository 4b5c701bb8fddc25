"""One answer in Chinese and in English news: one speaker, two statements, shown as possibly the same."""

from __future__ import annotations

from tracker.language.attributions import attributions

CHINESE = "外交部发言人毛宁12日表示：“中方强烈谴责发生在巴基斯坦奎达的恐怖袭击，支持巴基斯坦维护国家安全。”"
ENGLISH = (
    "Chinese Foreign Ministry spokesperson Mao Ning said on Wednesday, “China strongly condemns the attack in Quetta, "
    "Pakistan, and supports Pakistan in upholding its security.”"
)


def test_speaker_and_issuer_are_the_same_in_both() -> None:
    (one,), (two,) = attributions(CHINESE, language="zh"), attributions(ENGLISH, language="en")
    assert (one.speaker, one.issuer_id, one.country) == (two.speaker, two.issuer_id, two.country)
    assert one.speaker == "Mao Ning"
