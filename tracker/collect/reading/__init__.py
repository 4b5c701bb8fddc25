"""Captures into lists, items and texts.

Owns kinds and selectors. Never asks the network.
"""
