import random
from dataclasses import replace
from itertools import combinations

import pytest

from tracker.match.identity import identity
from tracker.match.identity.groups import Groups
from tracker.match.identity.identity import identify
from tracker.match.identity.kinship import Kinship
from tracker.match.identity.neighbourhood import SHORT
from tracker.match.origins.words import Vocabulary
from tracker.model import Issuer, Party, Rendering, When

LONG = " ".join(f"word{n}" for n in range(SHORT + 5))
TEXTS = ("", "We have nothing to share today.", "We have nothing to share today!", LONG, f"{LONG} more")


def world(rng: random.Random) -> list[Rendering]:
    """A few equal and nearly equal texts of one issuer: two sources, pages with several answers, days and titles."""
    return [
        Rendering(
            id=f"r{n:02}",
            source=rng.choice("ab"),
            text=rng.choice(TEXTS),
            title=rng.choice(["", "Remarks"]),
            published=rng.choice([None, When("2031-03-14"), When("2031-03-15"), When("2031-03-18")]),
            parties=(Party(issuer="xaa-mfa"),),
            capture=rng.choice(["", "one", "two", f"own{n}"]),
            url="https://mfa.example/page",
        )
        for n in range(12)
    ]


def may(a: Rendering, b: Rendering) -> bool:
    """The rules as they are said, for one pair."""
    if not a.published or not b.published or abs((a.published.day - b.published.day).days) > identity.DAYS:
        return False
    if a.source != b.source:
        return True
    if a.capture and (a.capture, a.url) == (b.capture, b.url):
        return False
    return a.title == b.title or min(len(r.text.split()) for r in (a, b)) >= SHORT


def test_classes_give_what_comparing_all_pairs_gives():
    kin = Kinship((Issuer(id="xaa-mfa", name="Ministry", country="XAA"),))
    together = 0
    for seed in range(150):
        renderings = world(random.Random(seed))  # noqa: S311  # invented texts, no secret
        vocabulary = Vocabulary()
        words = {r.id: vocabulary.encode(r.text, "en") for r in renderings}
        groups = Groups(r.id for r in renderings)
        for a, b in combinations(renderings, 2):
            long = len(words[a.id]) >= SHORT and len(words[b.id]) >= SHORT
            same = words[a.id].ids.tobytes() == words[b.id].ids.tobytes()
            if len(words[a.id]) and may(a, b) and (same or long):
                groups.join(a.id, b.id)
        found = identify(renderings, words=words, kin=kin)
        assert sorted(sorted(s.renderings) for s in found.statements) == sorted(groups.members())
        together += len(renderings) - len(found.statements)
    assert together > 150


@pytest.mark.parametrize("text", [TEXTS[1], LONG])
def test_thousands_of_equal_texts_are_compared_once(text: str, monkeypatch: pytest.MonkeyPatch):
    one = replace(world(random.Random(0))[0], text=text, published=When("2031-03-14"))  # noqa: S311
    renderings = [replace(one, id=f"r{n:04}", source="a", capture=f"own{n}", title="") for n in range(3000)]
    vocabulary, compared = Vocabulary(), list[int]()

    def counted(texts: list[object], **_more: object) -> list[tuple[int, int, float]]:
        compared.append(len(texts))
        return []

    monkeypatch.setattr(identity, "twins", counted)
    words = {r.id: vocabulary.encode(r.text, "en") for r in renderings}
    found = identify(renderings, words=words, kin=Kinship((Issuer(id="xaa-mfa", name="Ministry", country="XAA"),)))
    assert set(compared) == {1}
    assert len(found.statements) == 1
