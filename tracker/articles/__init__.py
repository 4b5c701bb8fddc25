"""News pages of any site: what a page says of itself, and where its text stands.

Owns what most news pages have in common, for saved files and collected pages alike. Never fetches and never stores.
"""
