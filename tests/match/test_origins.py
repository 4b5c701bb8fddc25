from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.resources import files

import numpy as np
import pytest
import yaml

from tracker.match.identity.kinship import Kinship
from tracker.match.origins.agreed import Agreed, load_agreed
from tracker.match.origins.origins import find_origins
from tracker.match.origins.repeats import Spoken
from tracker.match.origins.words import Vocabulary
from tracker.model import Issuer, Origin, OriginKind, Party, Statement, When

VOCABULARY = Vocabulary()
NEVER = When("2020-01-01")
CONDEMNS = "Arvenia strongly condemns the cowardly attack on innocent civilians and mourns the victims"
Labels = dict[str, str]


def spoken(key: str, text: str, issuer: str, day: str | None, slots: Sequence[str] = ()) -> tuple[Spoken, Statement]:
    words = VOCABULARY.encode(text, "en")
    tokens = [text[a:b] for a, b in zip(words.starts.tolist(), words.ends.tolist(), strict=True)]
    masked = np.array([token in slots for token in tokens], dtype=np.bool_)
    ids = words.ids.copy()
    ids[masked] = VOCABULARY.number("{PLACE}")
    when = When(day) if day else None
    statement = Statement(id=key, text=text, date=when, parties=(Party(issuer),), renderings=(key,))
    one = Spoken(
        statement=key,
        rendering=key,
        version=1,
        issuer=issuer,
        begin=when.start.timestamp() if when else -np.inf,
        end=when.end.timestamp() if when else np.inf,
        ids=ids,
        starts=words.starts,
        ends=words.ends,
        content=words.content & ~masked,
        slots=masked,
        sentences=((0, len(words)),),
    )
    return one, statement


def origins(
    pairs: Sequence[tuple[Spoken, Statement]], issuers: Sequence[Issuer], agreed: Sequence[Agreed] = ()
) -> list[Origin]:
    return list(
        find_origins(
            [one for one, _ in pairs],
            {statement.id: statement for _, statement in pairs},
            kin=Kinship(issuers),
            agreed=agreed,
            begins=lambda _: NEVER,
        )
    )


def labels(found: Sequence[Origin], statement: Statement) -> Labels:
    return {statement.text[o.start : o.end]: o.kind.value for o in found if o.statement == statement.id}


def history(issuer: str, count: int = 10) -> list[tuple[Spoken, Statement]]:
    return [
        spoken(f"h{issuer}{n}", f"filler {issuer} number{n} word{n}", issuer, f"2021-01-{n + 1:02}")
        for n in range(count)
    ]


@pytest.mark.parametrize(
    ("issuer", "kind"),
    [("xaa-mfa", "own"), ("xaa-embassy-xab", "own"), ("xab-mfa", "matched")],
)
def test_earlier_words_are_own_or_anothers(issuers: tuple[Issuer, ...], issuer: str, kind: str):
    first, second = spoken("a", CONDEMNS, issuer, "2031-03-14"), spoken("b", CONDEMNS, "xaa-mfa", "2031-03-20")
    found = origins([second, first], issuers)
    assert labels(found, second[1]) == {CONDEMNS: kind}
    (one,) = [o for o in found if o.statement == "b"]
    assert (one.source, one.issuer, one.date) == ("a", issuer, When("2031-03-14"))
    assert set(labels(found, first[1]).values()) == {"unknown"}


def test_three_other_states_make_stock_and_the_earliest_is_named(issuers: tuple[Issuer, ...]):
    others = [spoken(x, CONDEMNS, f"{x}-mfa", f"2031-03-{n}") for n, x in ((12, "xab"), (13, "xac"), (14, "xad"))]
    last = spoken("z", CONDEMNS, "xaa-mfa", "2031-03-20")
    found = [o for o in origins([*others, last], issuers) if o.statement == "z"]
    assert [(o.kind, o.source) for o in found] == [(OriginKind.STOCK, "xab")]
    two = [o for o in origins([*others[:2], last], issuers) if o.statement == "z"]
    assert [o.kind for o in two] == [OriginKind.MATCHED]


def test_overlapping_times_are_the_same_time(issuers: tuple[Issuer, ...]):
    same = [spoken("a", CONDEMNS, "xab-mfa", "2031-03-14"), spoken("b", CONDEMNS, "xaa-mfa", "2031-03-14")]
    month = [spoken("a", CONDEMNS, "xab-mfa", "2031-03"), spoken("b", CONDEMNS, "xaa-mfa", "2031-03-20")]
    undated = [spoken("a", CONDEMNS, "xab-mfa", None), spoken("b", CONDEMNS, "xaa-mfa", "2031-03-20")]
    for pairs in (same, month, undated):
        assert {o.kind for o in origins(pairs, issuers)} == {OriginKind.UNKNOWN}


def test_own_comes_before_stock(issuers: tuple[Issuer, ...]):
    others = [spoken(x, CONDEMNS, f"{x}-mfa", "2031-03-12") for x in ("xab", "xac", "xad")]
    own = spoken("a", CONDEMNS, "xaa-mfa", "2031-03-13")
    last = spoken("z", CONDEMNS, "xaa-mfa", "2031-03-20")
    assert labels(origins([*others, own, last], issuers), last[1]) == {CONDEMNS: "own"}


def test_an_inserted_word_is_new_and_its_neighbours_are_not(issuers: tuple[Issuer, ...]):
    changed = CONDEMNS.replace("attack on", "attack yesterday on")
    first, second = spoken("a", CONDEMNS, "xaa-mfa", "2031-03-14"), spoken("b", changed, "xaa-mfa", "2031-03-20")
    found = labels(origins([*history("xaa-mfa"), first, second], issuers), second[1])
    assert found["yesterday"] == "new"
    assert [kind for text, kind in found.items() if text != "yesterday"] == ["own", "own"]


def test_a_short_piece_beside_a_matched_run_belongs_to_it(issuers: tuple[Issuer, ...]):
    first = spoken("a", CONDEMNS, "xaa-mfa", "2031-03-14")
    second = spoken("b", CONDEMNS.replace("mourns the", "mourns all the"), "xaa-mfa", "2031-03-20")
    found = labels(origins([*history("xaa-mfa"), first, second], issuers), second[1])
    assert found["all"] == "new"
    assert found["the victims"] == "own"


def test_short_runs_of_small_words_are_nobodys(issuers: tuple[Issuer, ...]):
    first = spoken("a", "we stand with the people of the river", "xab-mfa", "2031-03-14")
    second = spoken("b", "trade was raised with the people of the hills", "xaa-mfa", "2031-03-20")
    found = origins([*history("xaa-mfa"), first, second], issuers)
    assert set(labels(found, second[1]).values()) == {"new"}


def test_names_of_the_incident_are_masked(issuers: tuple[Issuer, ...]):
    first = spoken("a", "the dreadful bombing of Karsan railway station", "xab-mfa", "2031-03-14", ["Karsan"])
    second = spoken("b", "the dreadful bombing of Tolmar railway station", "xaa-mfa", "2031-03-20", ["Tolmar"])
    found = labels(origins([first, second], issuers), second[1])
    assert found == {"the dreadful bombing of Tolmar railway station": "matched"}
    alone = spoken("c", "people met in Karsan Bay Port Hall today", "xaa-mfa", "2031-03-21", ["Karsan", "Bay", "Port"])
    known = spoken("d", "ships left Karsan Bay Port Hall early", "xab-mfa", "2031-03-02", ["Karsan", "Bay", "Port"])
    assert "matched" not in labels(origins([known, alone], issuers), alone[1]).values()


def test_new_needs_ten_earlier_statements_and_a_year_of_collecting(issuers: tuple[Issuer, ...]):
    last = spoken("z", CONDEMNS, "xaa-mfa", "2031-03-20")
    assert labels(origins([*history("xaa-mfa", 9), last], issuers), last[1]) == {CONDEMNS: "unknown"}
    enough = [*history("xaa-mfa"), last]
    assert labels(origins(enough, issuers), last[1]) == {CONDEMNS: "new"}
    late = list(
        find_origins(
            [one for one, _ in enough],
            {s.id: s for _, s in enough},
            kin=Kinship(issuers),
            agreed=(),
            begins=lambda _: When("2030-12-01"),
        )
    )
    assert labels(late, last[1]) == {CONDEMNS: "unknown"}


def test_agreed_language_is_named_by_its_symbol_unless_the_issuer_said_it_before(issuers: tuple[Issuer, ...]):
    agreed = load_agreed("en", VOCABULARY)
    text = "We reject terrorism in all its forms and manifestations"
    one = spoken("a", text, "xaa-mfa", "2031-03-14")
    found = [o for o in origins([*history("xaa-mfa"), one], issuers, agreed) if o.statement == "a"]
    assert [(text[o.start : o.end], o.kind) for o in found] == [
        ("We reject terrorism", OriginKind.NEW),
        ("in all its forms and manifestations", OriginKind.AGREED),
    ]
    assert found[1].source.startswith(("S/RES/", "A/RES/", "Security Council"))
    old = spoken("b", text, "xaa-mfa", "1999-03-14")
    assert OriginKind.AGREED not in {o.kind for o in origins([old], issuers, agreed)}
    again = spoken("c", text, "xaa-mfa", "2031-05-01")
    assert labels(origins([one, again], issuers, agreed), again[1]) == {text: "own"}


def test_renderings_of_one_statement_are_no_source_for_each_other(issuers: tuple[Issuer, ...]):
    first, statement = spoken("a", CONDEMNS, "xaa-mfa", "2031-03-14")
    later, _ = spoken("b", CONDEMNS, "xaa-mfa", "2031-03-20")
    second = type(later)(**{name: getattr(later, name) for name in later.__slots__} | {"statement": "a"})
    found = find_origins([first, second], {"a": statement}, kin=Kinship(issuers), agreed=(), begins=lambda _: NEVER)
    assert {o.kind for o in found} == {OriginKind.UNKNOWN}


def test_the_order_of_the_texts_changes_nothing(issuers: tuple[Issuer, ...]):
    pairs = [
        *history("xaa-mfa"),
        spoken("a", CONDEMNS, "xab-mfa", "2031-03-14"),
        spoken("b", CONDEMNS, "xaa-mfa", "2031-03-20"),
    ]
    assert origins(pairs, issuers) == origins(pairs[::-1], issuers)


def test_every_list_of_agreed_language_is_dated_and_cited():
    phrases = load_agreed("en", Vocabulary())
    assert len(phrases) > 10
    now = datetime(2026, 1, 1, tzinfo=UTC)
    assert all(phrase.symbol and phrase.date.end < now and len(phrase.words) > 3 for phrase in phrases)
    assert load_agreed("xx", Vocabulary()) == ()


@pytest.mark.parametrize("language", ["en", "zh", "fr", "es", "ru", "ar"])
def test_every_phrase_says_where_it_was_checked_or_that_it_was_not(language: str):
    text = files("tracker.match").joinpath(f"data/agreed_{language}.yaml").read_text(encoding="utf-8")
    rows = yaml.safe_load(text)["phrases"]
    assert rows
    assert all(row["checked"] and row["symbol"] and When(row["date"]) for row in rows)
    assert len({row["phrase"] for row in rows}) == len(rows)
