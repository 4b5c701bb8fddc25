"""The views for a terminal.

Owns tables and columns of text. Never decides what is said.
"""
