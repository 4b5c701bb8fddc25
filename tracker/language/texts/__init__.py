"""Texts into what can be compared: letters, words, sentences, slots.

Owns places: every stretch is half-open and counts code points. Never decides what a sentence does.
"""
