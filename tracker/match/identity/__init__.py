"""Which renderings are one statement.

Owns kinship and identity. Never merges what words cannot tie.
"""
