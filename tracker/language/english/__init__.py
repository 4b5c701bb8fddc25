"""Direct and indirect speech in English reports.

Owns the rules by verb. Never resolves a speaker by itself.
"""
