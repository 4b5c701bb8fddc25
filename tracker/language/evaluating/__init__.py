"""What a sentence does, and how strongly.

Owns moves and the ladder, both as data. Never compares two texts.
"""
