"""The nouns of the tracker, as frozen values that cross the borders between rooms.

Owns the words of the project: what a source, capture, rendering, statement, passage, formula, incident is.
Never reads a file, a clock or a network, and knows nothing of how any of these are made or kept.
"""

from __future__ import annotations

from tracker.model.alerts import Alert as Alert
from tracker.model.channels import (
    NEVER_COLLECTED as NEVER_COLLECTED,
    Acknowledgement as Acknowledgement,
    Bookmark as Bookmark,
    Channel as Channel,
    Health as Health,
    Notice as Notice,
    Presence as Presence,
    SourceRun as SourceRun,
    Taken as Taken,
    Walk as Walk,
)
from tracker.model.corrections import Corrected as Corrected
from tracker.model.derived import (
    Beginning as Beginning,
    Derived as Derived,
    LedgerEntry as LedgerEntry,
    Segment as Segment,
)
from tracker.model.ids import (
    capture_id as capture_id,
    rendering_id as rendering_id,
    short_hash as short_hash,
    text_hash as text_hash,
)
from tracker.model.incidents import (
    Incident as Incident,
    Observation as Observation,
    OutsideEvent as OutsideEvent,
    SubEvent as SubEvent,
)
from tracker.model.issuers import (
    Issuer as Issuer,
    Party as Party,
    State as State,
)
from tracker.model.meanings import TableMeaning as TableMeaning
from tracker.model.phrasings import (
    FirstUse as FirstUse,
    Formula as Formula,
    Origin as Origin,
    Use as Use,
)
from tracker.model.statements import (
    EventLabel as EventLabel,
    Framing as Framing,
    NamedTarget as NamedTarget,
    Passage as Passage,
    Statement as Statement,
    Strength as Strength,
)
from tracker.model.texts import (
    Capture as Capture,
    Rendering as Rendering,
    Version as Version,
    sorted_renderings as sorted_renderings,
)
from tracker.terms import (
    DEFAULT_MOVES as DEFAULT_MOVES,
    Display as Display,
    Evidence as Evidence,
    Form as Form,
    How as How,
    IssuerKind as IssuerKind,
    Move as Move,
    Observed as Observed,
    OriginKind as OriginKind,
    Part as Part,
    RunStatus as RunStatus,
    Scope as Scope,
    TargetKind as TargetKind,
    VerbClass as VerbClass,
    Verdict as Verdict,
    Wording as Wording,
)
from tracker.when import Precision as Precision, When as When
