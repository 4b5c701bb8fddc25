"""Who said what in a news article.

Owns what holds in every language: marks, quotations, speakers. Never makes a reporter's words those of a state.
"""
