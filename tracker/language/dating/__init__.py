"""Dates that sources and running texts write.

Owns calendars and days reckoned from another. Never reads a clock.
"""
