"""Tables for other programs: JSON shapes, CSV, Parquet, documents, releases.

Owns columns and keys. Never decides what is said.
"""
