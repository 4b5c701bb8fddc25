"""Near-identical wordings among many: bags of terms, the exact join, an index that grows.

Owns the bounds, with their proofs. No pair over the threshold is missed, none under it let through.
"""
