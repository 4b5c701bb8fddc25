"""Recurring phrasings: from clusters of passages to templates, uses and first uses.

Owns what a formula is. Never counts a rendering twice.
"""
