"""Events, and which statements answer which.

Owns what ties a text to an event. Never sums up tolls.
"""
