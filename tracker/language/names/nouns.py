"""The nouns by which a report takes up whom it named before: "the envoy", "the diplomat", "the leader".

Owns which noun may mean which office. Never looks for whom it means.
"""

from __future__ import annotations

#: Which words in an office the noun takes up.
ALIKE = {
    "envoy": ("ambassador", "representative", "envoy", "coordinator", "commissioner", "chargé"),
    "diplomat": (
        "spokesperson",
        "spokesman",
        "spokeswoman",
        "ambassador",
        "representative",
        "envoy",
        "minister",
        "consul",
        "secretary",
    ),
    "leader": ("president", "premier", "minister", "chancellor", "leader", "king", "chief"),
    "premier": ("premier", "minister", "chancellor"),
    "lawmaker": ("lawmaker", "senator", "congressman", "congresswoman", "legislator"),
    "monarch": ("king", "queen", "emir", "sultan"),
    "general": ("general", "gen"),
    "spokesperson": ("spokesperson", "spokesman", "spokeswoman"),
    "spokesman": ("spokesperson", "spokesman"),
    "spokeswoman": ("spokesperson", "spokeswoman"),
    "official": (),
}
