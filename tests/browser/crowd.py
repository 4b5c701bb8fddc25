"""Forty states that speak at length after each of six attacks, in words that hardly compress.

Owns the invented words. The same number gives the same words.
"""

from __future__ import annotations

import random

from fake import Fake

from tracker.model import Channel, Display, Incident, Issuer, When

STATES, ATTACKS, WORDS = 40, 6, 150
SHARED = "strongly condemns the attack on the market"


def world(number: int = 7) -> Fake:
    """All of them, with one phrasing that they share."""
    words = random.Random(number)  # noqa: S311 - words, no secrets
    letters = "abdefgiklmnoprstuvz"
    known = ["".join(words.choices(letters, k=words.randint(3, 9))) for _ in range(4_000)]
    ids = [f"x{one:02}-mfa" for one in range(STATES)]
    fake = Fake(
        held_issuers=[Issuer(id=one, name=f"Ministry of {known[at].title()}") for at, one in enumerate(ids)],
        held_channels=[
            Channel(id=f"{one}-site", issuer=one, kind="html-list", name=f"{one} website", display=Display.FULL)
            for one in ids
        ],
    )
    used = []
    for attack in range(ATTACKS):
        day = f"2031-{attack + 1:02}-03"
        fake.held_incidents.append(
            Incident(id=f"attack-{attack}", name=f"Attack in {known[-attack].title()}", start=When(day), end=When(day))
        )
        for one in ids:
            said = " ".join(words.choice(known) for _ in range(WORDS))
            text = f"Our ministry {SHARED}. ⟦new|{said[: len(said) // 2]}⟧ {said[len(said) // 2 :]}."
            made = fake.say(one, day, text, incident=f"attack-{attack}", name=f"{one}-{attack}")
            used.append((made.id, SHARED))
    fake.recur("f-shared", f"⟨who⟩ {SHARED}", used)
    return fake
