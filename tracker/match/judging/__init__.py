"""Two wordings set against each other: same or not, and in what they differ.

Owns flags and redlines. Never hides a pair.
"""
