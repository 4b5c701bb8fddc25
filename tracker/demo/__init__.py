"""The sample world: invented states that speak about invented incidents, served on this machine alone.

Owns its texts, their truth and the server that shows them. Never reads a real page, and no real name is in it.
"""
