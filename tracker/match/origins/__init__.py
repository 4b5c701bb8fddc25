"""Where the words of a statement come from.

Owns the six kinds of origin. Never says that somebody copied.
"""
