"""What the people who run the job read: schedule, disk, metrics, summaries.

Owns their forms. Never judges a source.
"""
