"""What is sent to people who do not look.

Owns subjects, texts and the sending. Never collects.
"""
