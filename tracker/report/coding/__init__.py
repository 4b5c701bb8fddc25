"""People who code by hand: their sheets, how far they agree, and what that says of the tracker.

Owns sheets and figures of agreement. Never codes.
"""
