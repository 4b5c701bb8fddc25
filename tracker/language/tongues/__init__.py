"""Direct and indirect speech in the other languages, by shared rules over a file each.

Owns the habits of each language. Never guesses where its file is silent.
"""
