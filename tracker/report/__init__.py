"""What people and programs read: pages, terminal views, JSON shapes, tables, data frames.

Reads the store through the `Reading` protocol and calls the pure rooms. Never writes to the store, never collects.
"""
