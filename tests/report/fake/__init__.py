"""A small invented world behind the `Reading` protocol: what is said, what is held, the world, and its site."""

from .held import Fake
from .said import NOW, SEEN, _use, condemns, unmark, version_of
from .world import ARTICLE_BODY, _incident, health, world

__all__ = [
    "ARTICLE_BODY",
    "NOW",
    "SEEN",
    "Fake",
    "_incident",
    "_use",
    "condemns",
    "health",
    "unmark",
    "version_of",
    "world",
]
