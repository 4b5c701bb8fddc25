"""Joint statements: who speaks in them, and which texts are one."""

from collections.abc import Callable, Sequence

import pytest

from tracker.language.names.gazetteer import default_gazetteer
from tracker.match.identity.identity import Identified, identify
from tracker.match.identity.joint import with_co_issuers
from tracker.match.identity.kinship import Kinship
from tracker.match.origins.words import Vocabulary
from tracker.model import Issuer, IssuerKind, Part, Party, Rendering

Maker = Callable[..., Rendering]
ISSUERS = (
    Issuer(id="ken-mfa", name="Foreign Ministry of Kenya", country="KEN", parent="ken"),
    Issuer(id="per-mfa", name="Foreign Ministry of Peru", country="PER", parent="per"),
    Issuer(id="fra-mfa", name="Foreign Ministry of France", country="FRA", parent="fra"),
    Issuer(id="river-union", name="River Union", kind=IssuerKind.ORGANISATION),
)
LONG = (
    "We call with one voice on everybody who has a part in the quarrel about the locks to come back to the table "
    "before the rains begin, to let the pilots do their work without fear, to open the upper basin to all barges, "
    "and to say in public what each side has so far said only in private."
)


def parties(one: Rendering) -> list[tuple[str, Part]]:
    names = default_gazetteer().with_names((), ISSUERS)
    return [(p.issuer, p.part) for p in with_co_issuers(one, Kinship(ISSUERS), names).parties]


def found(renderings: Sequence[Rendering]) -> Identified:
    vocabulary = Vocabulary()
    words = {r.id: vocabulary.encode(r.text, r.language) for r in renderings}
    names = default_gazetteer().with_names((), ISSUERS)
    return identify(renderings, words=words, kin=Kinship(ISSUERS), gazetteer=names)


@pytest.mark.parametrize(
    ("title", "others"),
    [
        ("Joint Statement of Kenya, Peru and the River Union on Fishing in France", ["per-mfa", "river-union"]),
        ("Peru-Kenya Joint Statement", ["per-mfa"]),
        ("Déclaration conjointe du Kenya et de la France sur le Pérou", ["fra-mfa"]),
        ("Declaración conjunta de Kenia y Perú sobre los puertos", ["per-mfa"]),
        ("肯尼亚和秘鲁关于港口的联合声明", ["per-mfa"]),
        ("Joint Statement on Peru", []),
        ("Statement on Talks with Peru", []),
        ("Joint Statement of France and Peru on the Locks", []),
    ],
)
def test_the_title_says_who_speaks(statement: Maker, title: str, others: list[str]):
    one = statement("a", LONG, issuer="ken-mfa", title=title)
    assert parties(one) == [("ken-mfa", Part.ISSUER), *((other, Part.JOINED) for other in others)]


def test_one_text_at_two_ministries_is_one_statement_of_both(statement: Maker):
    (one,) = found([statement("a", LONG, issuer="ken-mfa"), statement("b", LONG, issuer="per-mfa")]).statements
    assert one.parties == (Party("ken-mfa"), Party("per-mfa", Part.JOINED))


def test_a_short_text_or_another_week_is_each_ones_own(statement: Maker):
    short = "We mourn with the families."
    assert (
        len(found([statement("a", short, issuer="ken-mfa"), statement("b", short, issuer="per-mfa")]).statements) == 2
    )
    late = statement("b", LONG, "2031-03-24", issuer="per-mfa")
    assert len(found([statement("a", LONG, issuer="ken-mfa"), late]).statements) == 2


def test_a_text_inside_a_longer_one_of_another_state_stays_its_own(statement: Maker):
    longer = statement("b", f"{LONG} {LONG.replace('We', 'They').replace('quarrel', 'dispute')}", issuer="per-mfa")
    assert len(found([statement("a", LONG, issuer="ken-mfa"), longer]).statements) == 2


def test_versions_of_a_joint_statement_are_one(statement: Maker):
    english = statement("a", LONG, issuer="ken-mfa", title="Joint Statement of Kenya and France on the Locks")
    french = statement(
        "b",
        "Nous appelons d’une même voix toutes les parties à revenir à la table avant les pluies.",
        issuer="fra-mfa",
        language="fr",
        title="Écluses – déclaration conjointe de la France et du Kenya",
    )
    (one,) = found([english, french]).statements
    assert {party.issuer for party in one.parties} == {"ken-mfa", "fra-mfa"}


def test_of_two_joint_statements_of_one_day_the_versions_are_not_guessed(statement: Maker):
    title = "Joint Statement of Kenya and France on {}"
    texts = [
        statement("a", LONG, issuer="ken-mfa", title=title.format("the Locks")),
        statement(
            "c", LONG.replace("locks", "mills") + " We mean it.", issuer="ken-mfa", title=title.format("the Mills")
        ),
        statement("b", "Nous appelons.", issuer="fra-mfa", language="fr", title="Déclaration conjointe Kenya-France"),
    ]
    assert len(found(texts).statements) == 3
