from collections.abc import Callable

import pytest

from tracker.language.names.gazetteer import default_gazetteer
from tracker.language.texts.sentences import sentences
from tracker.match.furniture import Furniture
from tracker.match.identity.kinship import Kinship
from tracker.match.passages import READ, Reader, passages_of, strongest, with_readings
from tracker.model import Evidence, Issuer, Move, Passage, Rendering, Statement, Strength, VerbClass

Maker = Callable[..., Rendering]
TEXT = (
    "Office of the Spokesperson\n"
    "Arvenia strongly condemns the attack on the market, and we express our condolences to the families of the dead. "
    "We do not condemn the elections."
)


def cut(rendering: Rendering, furniture: Furniture | None = None) -> list[Passage]:
    spans = sentences(rendering.text, language=rendering.language)
    return list(passages_of("s", rendering, spans, reader=Reader(), furniture=furniture or Furniture()))


def test_offsets_are_exact_and_clauses_lie_in_their_sentence(statement: Maker):
    rendering = statement("a", TEXT)
    passages = cut(rendering)
    assert all(rendering.text[p.start : p.end] == p.text for p in passages)
    whole = [p for p in passages if not p.clause]
    clauses = [p for p in passages if p.clause]
    assert len(whole) == 3
    assert len(clauses) == 2
    assert all(any(s.start <= c.start and c.end <= s.end for s in whole) for c in clauses)
    assert len({p.id for p in passages}) == len(passages)


def test_furniture_is_no_passage_of_its_own_source_only(statement: Maker):
    known = Furniture(lines=frozenset({("xaa-mfa", "office of the spokesperson")}))
    assert len(cut(statement("a", TEXT), known)) == len(cut(statement("a", TEXT))) - 1
    assert len(cut(statement("a", TEXT, source="other"), known)) == len(cut(statement("a", TEXT)))


def test_a_reporters_verb_is_no_passage(excerpt: Maker):
    assert cut(excerpt("q", "the attacks", "wire.1", evidence=Evidence.CHARACTERISED)) == []


def passage(evidence: Evidence, strength: Strength, *moves: Move) -> Passage:
    return Passage(
        id="p", statement="s", rendering="r", version=1, start=0, end=1, text="x", language="en",
        evidence=evidence, moves=moves, strength=strength,
    )  # fmt: skip


CONDEMN = Strength(verb_class=VerbClass.CONDEMN, intensity=2)
CONCERN = Strength(verb_class=VerbClass.CONCERN, intensity=1)


@pytest.mark.parametrize("evidence", [Evidence.PARAPHRASED, Evidence.CHARACTERISED])
def test_strength_and_moves_come_from_own_words_alone(evidence: Evidence):
    reported = passage(evidence, CONDEMN, Move.CONDEMN)
    quoted = passage(Evidence.QUOTED, CONCERN, Move.CONCERN)
    read = with_readings(Statement(id="s", text="x"), [reported, quoted])
    assert read.strength == CONCERN
    assert read.moves == (Move.CONCERN,)


def test_negated_and_hypothetical_sentences_decide_no_strength():
    denied = Strength(verb_class=VerbClass.CONDEMN, intensity=3, negated=True)
    supposed = Strength(verb_class=VerbClass.CONDEMN, intensity=3, hypothetical=True)
    own = [passage(Evidence.OFFICIAL, s) for s in (denied, supposed, CONCERN)]
    assert strongest(own) == CONCERN
    assert strongest(own[:2]) == Strength()


def test_a_blank_text_and_a_huge_sentence_are_no_trouble(statement: Maker):
    assert cut(statement("a", " \n ")) == []
    (one,) = cut(statement("b", "and so on, and they say, " * 4000))
    assert not one.clause


def test_of_a_megabyte_without_a_full_stop_the_beginning_is_read():
    reader = Reader()
    beginning = "We regret the closing of the harbour, " * (READ // 38 + 1)
    flood = beginning + "and we condemn the raid " * 50_000
    assert reader.read(flood, "en") == reader.read(flood[:READ], "en")
    assert reader.read(flood, "en")[1].verb_class is VerbClass.REGRET


def test_the_verb_of_a_party_that_a_sentence_names_is_not_its_issuers() -> None:
    kin = Kinship([Issuer(id="usa-state", name="Department", country="USA")])
    reader = Reader(kin=kin, gazetteer=default_gazetteer())
    text = "Iran strongly condemned the raid."
    assert reader.read(text, "en", "usa-state")[1].verb_class is VerbClass.NONE
    assert Move.CONDEMN not in reader.read(text, "en", "usa-state")[0]
    assert reader.read(text, "en")[1].verb_class is VerbClass.CONDEMN
