"""Who and where: states, offices, persons, houses and places by name.

Owns the gazetteer and the directories. Never decides who said something.
"""
