"""Guesses at how a site could be described, for a person to correct: nothing here is used by a collecting run.

Owns looking at unknown pages. Never fetches and never writes; what is guessed is named as a guess.
"""

from tracker.collect.guesses.items import ItemGuess, guess_item
from tracker.collect.guesses.lists import ListGuess, guess_list

__all__ = ["ItemGuess", "ListGuess", "guess_item", "guess_list"]
