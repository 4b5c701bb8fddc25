"""sources.yaml, corrections.yaml and agreed.yaml as validated, frozen values.

Owns what may be written there and the messages for what may not. The only room that reads YAML; never fetches.
"""

from tracker.sources.agreed import AgreedPhrase, AgreedTexts, load_agreed_texts
from tracker.sources.alerts import Alerts, Limits, Rule, load_alerts
from tracker.sources.checks import allowed_hosts
from tracker.sources.corrections import Correction, Corrections, load_corrections
from tracker.sources.registry import Registry, bundled_sources, load_registry, registry_of
from tracker.sources.source import (
    Dates,
    DetailPart,
    Expect,
    Fill,
    Filter,
    Layout,
    ListPart,
    Paging,
    Place,
    Segment,
    Source,
)

__all__ = [
    "AgreedPhrase",
    "AgreedTexts",
    "Alerts",
    "Correction",
    "Corrections",
    "Dates",
    "DetailPart",
    "Expect",
    "Fill",
    "Filter",
    "Layout",
    "Limits",
    "ListPart",
    "Paging",
    "Place",
    "Registry",
    "Rule",
    "Segment",
    "Source",
    "allowed_hosts",
    "bundled_sources",
    "load_agreed_texts",
    "load_alerts",
    "load_corrections",
    "load_registry",
    "registry_of",
]
