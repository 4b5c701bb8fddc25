"""Framing: the issuer's word for an event, and whom it puts behind it."""

from __future__ import annotations

import pytest

from tracker.errors import BadConfig
from tracker.language.evaluating.framing import frames, framing, read_frames
from tracker.model import Framing, TargetKind

LABELS = [
    ("We strongly condemn the terrorist attack in Arvel.", "en", "terrorist attack", "terrorist attack"),
    ("We deplore the violence and call for calm.", "en", "violence", "violence"),
    ("The embassy regrets the incident.", "en", "incident", "incident"),
    ("We offer condolences. We condemn this act. The bombing killed ten people.", "en", "bombing", "bombing"),
    ("After weeks of fighting we condemn the massacre in Vesk.", "en", "massacre", "massacre"),
    ("中方强烈谴责这一恐怖袭击。", "zh", "terrorist attack", "恐怖袭击"),
    ("我们对有关事件表示关切。", "zh", "incident", "事件"),
]
NAMED = [
    ("We condemn the attack by Hamas on the market.", "en", TargetKind.ACTOR, "Hamas"),
    ("We condemn the attack on Mali by the FLV.", "en", TargetKind.ACTOR, "FLV"),
    ("We condemn Chad’s brutal invasion of Mali.", "en", TargetKind.ACTOR, "Chad"),
    ("We condemn the Chad government’s violation of the truce.", "en", TargetKind.ACTOR, "Chad"),
    ("We reject Chad’s excuses.", "en", TargetKind.ACTOR, "Chad"),
    ("We condemn the attack by unknown gunmen.", "en", TargetKind.KIND, "unknown gunmen"),
    ("We condemn the terrorist attack in Mali.", "en", TargetKind.EVENT, ""),
    ("We condemn the attack on Mali.", "en", TargetKind.EVENT, ""),
    ("We condemn Chad’s use of bombs and Chad’s shelling.", "en", TargetKind.ACTOR, "Chad"),
    ("We stand with Chad’s fight against terrorism.", "en", TargetKind.EVENT, ""),
    ("We support Chad’s efforts to combat terrorism.", "en", TargetKind.EVENT, ""),
    ("We back Chad’s counter-terrorism operations.", "en", TargetKind.EVENT, ""),
    ("We back Chad’s new operation against armed militants.", "en", TargetKind.KIND, "militants"),
    ("Chad’s readiness to enhance counter-terrorism and security cooperation is firm.", "en", TargetKind.NONE, ""),
    ("We reaffirm Chad’s opposition to terrorism in any form.", "en", TargetKind.EVENT, ""),
    ("We thank the minister.", "en", TargetKind.NONE, ""),
    ("中方谴责以色列对黎巴嫩发动的空袭。", "zh", TargetKind.ACTOR, "以色列"),
    ("我们谴责武装分子制造的爆炸事件。", "zh", TargetKind.KIND, "武装分子"),
    ("我们谴责针对黎巴嫩的袭击。", "zh", TargetKind.EVENT, ""),
]


@pytest.mark.parametrize(("text", "language", "label", "words"), LABELS)
def test_an_event_is_called_by_the_word_of_the_evaluating_sentence(text: str, language: str, label: str, words: str):
    found = framing(text, language=language).event
    assert (found.label, found.words) == (label, words)
    assert text[found.start : found.end] == words


@pytest.mark.parametrize(("text", "language", "kind", "words"), NAMED)
def test_who_acted_is_named_and_who_suffered_is_not(text: str, language: str, kind: TargetKind, words: str):
    found = framing(text, language=language).target
    assert (found.kind, found.words) == (kind, words)
    assert text[found.start : found.end] == words


@pytest.mark.parametrize("text", ["", "\ud800 attack", "İ" * 40, "x" * 5000])
def test_odd_texts_are_read_without_a_word(text: str):
    framing(text, language="en")


def test_a_language_without_lists_names_nothing():
    assert framing("We condemn the attack.", language="xx") == Framing()


def test_every_label_of_one_language_is_one_of_the_other():
    english, chinese = frames("en"), frames("zh")
    assert english is not None
    assert chinese is not None
    assert {label for label, _ in chinese.labels} <= {label for label, _ in english.labels}


@pytest.mark.parametrize(
    "text", ["language: en\n", "language: en\nevents: {a: ['(']}\ndoer: []\ndoes: []\nperpetrators: []", "- 1"]
)
def test_a_broken_file_is_said_to_be_broken(text: str):
    with pytest.raises(BadConfig, match="framing"):
        read_frames(text)
