"""The command line: parse, call one job or read one view, print.

Owns words typed and exit codes. Never computes anything; stdout is data, stderr is talk.
"""

from tracker.cli.main import main

__all__ = ["main"]
