"""Files that people already have: news articles and records, as the same values that collecting yields.

Owns reading of news text and pages, JSONL, CSV and their column maps. Never fetches, never stores, never splits an
article into who said what.
"""

from tracker.imports.files import Imported as Imported, channel as channel, read as read
from tracker.imports.parsed import Parsed as Parsed
from tracker.imports.parsing import parse as parse
