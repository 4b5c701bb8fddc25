"""The pages over HTTP, for questions that no page written beforehand answers: search, filters, pairs, a text to check.

Owns requests and answers. Never writes the store, never collects.
"""
