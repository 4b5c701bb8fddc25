"""The closed lists of words that code, columns, commands and pages share.

Owns which kinds, verdicts, moves and classes exist and their order. Never decides which one applies.
"""

from __future__ import annotations

from enum import StrEnum


class IssuerKind(StrEnum):
    """What sort of body speaks."""

    STATE = "state"
    ORGANISATION = "organisation"
    NON_STATE = "non-state"


class Part(StrEnum):
    """How an issuer takes part in a statement."""

    ISSUER = "issuer"
    JOINED = "joined"
    ALIGNED = "aligned"


class Evidence(StrEnum):
    """How near a rendering is to the issuer's own words; the order of definition is the order of trust."""

    OFFICIAL = "official"
    QUOTED = "quoted"
    PARAPHRASED = "paraphrased"
    CHARACTERISED = "characterised"

    @property
    def rank(self) -> int:
        """0 for official words, 3 for a reporter's verb."""
        return list(Evidence).index(self)

    @property
    def own_words(self) -> bool:
        """Whether strength, formulas, first uses and "new" may be read from it."""
        return self in (Evidence.OFFICIAL, Evidence.QUOTED)


class Wording(StrEnum):
    """Whose wording a rendering is."""

    ORIGINAL = "original"
    OFFICIAL_TRANSLATION = "official-translation"
    OUTLET = "outlet"


class Form(StrEnum):
    """What a rendering's text is: an issuer's text, a whole news article, or an excerpt found in one.

    Articles are kept with their versions but are nobody's statement; their excerpts are.
    """

    STATEMENT = "statement"
    ARTICLE = "article"
    EXCERPT = "excerpt"


class Display(StrEnum):
    """How much of a text the site and the exports may show."""

    FULL = "full"
    QUOTE = "quote"
    LINK = "link"


class Verdict(StrEnum):
    """What a capture is, decided before it is parsed."""

    GOOD = "good"
    EMPTY = "empty"
    BLOCKED = "blocked"
    DECOY = "decoy"
    NOT_A_PAGE = "not-a-page"
    ERROR = "error"


class RunStatus(StrEnum):
    """How one pass over one source ended."""

    COMPLETE = "complete"
    UNCHANGED = "unchanged"
    PARTIAL = "partial"
    BLOCKED = "blocked"
    FAILED = "failed"
    NOT_DUE = "not-due"
    DISABLED = "disabled"

    @property
    def moves_mark(self) -> bool:
        """Whether the high-water mark may move: only after a pass that saw everything."""
        return self in (RunStatus.COMPLETE, RunStatus.UNCHANGED)


class Move(StrEnum):
    """What a sentence does."""

    CONDEMN = "condemn"
    CONCERN = "concern"
    CONDOLE = "condole"
    SOLIDARITY = "solidarity"
    PRINCIPLE = "principle"
    BLAME = "blame"
    DEMAND = "demand"
    OFFER = "offer"
    THREATEN = "threaten"
    DENY = "deny"
    INFORM = "inform"
    OTHER = "other"


#: Statements with one of these moves are shown by default on the home page, in formulas and in alerts.
DEFAULT_MOVES = frozenset({Move.CONDEMN, Move.CONCERN, Move.CONDOLE, Move.BLAME, Move.SOLIDARITY})


class VerbClass(StrEnum):
    """The evaluative verb of a statement, weakest first."""

    NONE = "none"
    NOTE = "note"
    CONCERN = "concern"
    REGRET = "regret"
    DEPLORE = "deplore"
    REJECT = "reject"
    CONDEMN = "condemn"

    @property
    def rank(self) -> int:
        """0 for no evaluation, 6 for condemnation."""
        return list(VerbClass).index(self)


class How(StrEnum):
    """How a passage uses a formula."""

    MEMBER = "member"
    OCCURS_IN = "occurs_in"
    REPORTED = "reported"


class OriginKind(StrEnum):
    """Where words come from, in order of precedence."""

    OWN = "own"
    AGREED = "agreed"
    STOCK = "stock"
    MATCHED = "matched"
    NEW = "new"
    UNKNOWN = "unknown"


class Scope(StrEnum):
    """How many incidents a statement speaks to."""

    ONE = "one"
    SEVERAL = "several"
    GENERAL = "general"
    UNKNOWN = "unknown"


class Observed(StrEnum):
    """What is known of an issuer after an incident; nothing found is not silence."""

    SPOKE = "spoke"
    NONE_FOUND = "none-found"
    NOT_OBSERVABLE = "not-observable"


class TargetKind(StrEnum):
    """How an evaluation says who is behind an event: by name, by kind (terrorists), not at all, or without an event."""

    ACTOR = "actor"
    KIND = "kind"
    EVENT = "event"
    NONE = "none"
