"""The pages as files.

Owns markup and which pages there are. Never decides what a page says.
"""
