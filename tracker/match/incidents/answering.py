"""Which statements that a report carries answer its event, and which speak of something else.

Owns the test of a reported statement's own words. Never asks it of an official text, which is read as a whole.
"""

from __future__ import annotations

from collections.abc import Sequence

from tracker.match.incidents.eventwords import lexicon
from tracker.match.incidents.mentions import is_generic
from tracker.model import Rendering, Statement
from tracker.terms import Move

#: What a statement does about an event, and not about relations between states.
_REACTING = frozenset(
    {
        Move.CONDEMN,
        Move.CONCERN,
        Move.CONDOLE,
        Move.SOLIDARITY,
        Move.PRINCIPLE,
        Move.BLAME,
        Move.DEMAND,
        Move.THREATEN,
    }
)


def answers(statement: Statement, reported: Sequence[Rendering]) -> bool:
    """Whether a reported statement answers the event of its report: by what it does, or by naming event or victims.

    `reported` are its own renderings, quoted, told or characterised: the report's other words are not asked, since
    every sentence of a report may name its event. A visitor's compliments in a report of an attack answer nothing.
    """
    if _REACTING & set(statement.moves):
        return True
    for rendering in reported:
        words = lexicon(rendering.language)
        if words.reactions.search(rendering.text) or words.casualties.search(rendering.text):
            return True
        events = (found for _, pattern in words.kinds_in(rendering.text) for found in pattern.finditer(rendering.text))
        if any(is_generic(found, words) is None for found in events):
            return True
    return False
