"""One function a job: what the command line, the demo and a scheduler call.

Owns the order of the stages, and is the only writer of the store. Never decides what a room decides.
"""
