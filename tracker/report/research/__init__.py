"""The research room of the reports: data frames for notebooks, and the store as Datasette shows it.

Owns what is handed to people who go on calculating. Never sends, never serves.
"""
