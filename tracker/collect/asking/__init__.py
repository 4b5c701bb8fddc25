"""Asking a server for one address, politely.

Owns addresses, pace, caps and robots.txt. Never reads what a page says.
"""
