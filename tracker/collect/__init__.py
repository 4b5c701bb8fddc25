"""Collecting: addresses, politeness, fetching, the WARC archive, verdicts, parsing and health.

Owns the way from sources.yaml to renderings. Gets a frozen snapshot of what is known and yields outcomes; never sees
the store.
"""
