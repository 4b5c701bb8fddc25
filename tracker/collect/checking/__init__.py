"""Whether a capture, a visit and a source are what they promise.

Owns verdicts and health. Never repairs what it finds.
"""
