"""The archive and its journal.

Owns bytes. Never overwrites, never interprets.
"""
