"""Tables for other programs: JSON shapes, CSV, Parquet, data frames.

Owns columns and keys. Never decides what is said.
"""
