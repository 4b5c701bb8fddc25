"""What each view says, as values: pages, terminal and JSON show the same.

Owns the words and the order of every view. Never writes markup, never writes anything.
"""
