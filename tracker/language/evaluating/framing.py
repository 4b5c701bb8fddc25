"""What a sentence calls an event, and whom it names as the one behind it, with the words for both.

Owns the reading of labels (terrorist attack, attack, violence, incident) and of named targets from cited word lists.
Never says what an event was: the label is the issuer's word. Never takes who suffered for who acted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from tracker.errors import BadConfig
from tracker.language.evaluating.strength import strength
from tracker.language.names.gazetteer import Gazetteer, Name, NameKind, default_gazetteer
from tracker.language.texts.letters import lowered, one_for_one
from tracker.language.texts.sentences import sentences
from tracker.model import EventLabel, Framing, NamedTarget, Strength, TargetKind, VerbClass
from tracker.yamltext import parsed

_SPACELESS = ("zh", "ja")
#: A name that no gazetteer holds: initials, or words with capitals.
_UNKNOWN = re.compile(r"(?:[A-Z]{2,8}\b|[A-Z][\w’'-]+(?: (?:of |the )?[A-Z][\w’'-]+){0,4})")
#: So many characters behind a word for an event its doer may still be named.
_BEHIND = 60
#: Evaluations whose object is whoever did it; one is concerned about a state for many reasons.
_NAMING = frozenset({VerbClass.CONDEMN, VerbClass.REJECT, VerbClass.DEPLORE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Frames:
    """The compiled lists of one language, for lower-cased text; `labels` in the file's order."""

    labels: tuple[tuple[str, re.Pattern[str]], ...]
    any_label: re.Pattern[str]
    doer: re.Pattern[str]
    does: re.Pattern[str]
    beyond: re.Pattern[str]
    policy: re.Pattern[str]
    sufferer: re.Pattern[str]
    perpetrators: re.Pattern[str]
    spaced: bool


@cache
def frames(language: str) -> Frames | None:
    """The shipped lists for a language tag, or None where there are none."""
    code = language.split("-", 1)[0].lower()
    resource = files("tracker.language").joinpath(f"data/framing_{code}.yaml")
    return read_frames(resource.read_text(encoding="utf-8")) if resource.is_file() else None


def read_frames(text: str) -> Frames:
    """Lists from the text of a file; BadConfig names the key that is missing or the pattern that does not compile."""
    try:
        data = parsed(text)
        return _frames(parsed(one_for_one(text, language=str(data["language"]))))
    except (KeyError, TypeError, AttributeError) as error:
        raise BadConfig(f"framing: expected the keys of framing_en.yaml, missing or misplaced: {error}") from error
    except (re.error, ValueError, yaml.YAMLError) as error:
        raise BadConfig(f"framing: a pattern cannot be read: {error}") from error


#: "Counter-terrorism" is a policy and no event; who offers it is behind nothing.
_NO_POLICY = r"(?<!\bcounter[-‐‑–])(?<!\banti[-‐‑–])"


def _frames(data: Mapping[str, Any]) -> Frames:
    spaced = str(data["language"]) not in _SPACELESS
    edge = r"\b" if spaced else ""
    gap = r"\s+" if spaced else ""
    every = sorted((p for words in data["events"].values() for p in words), key=lambda p: (-len(p), p))
    return Frames(
        labels=tuple((label, _any(words, "", "")) for label, words in data["events"].items()),
        any_label=_any(every, _NO_POLICY + edge if spaced else "", edge),
        doer=_any(data["doer"], edge, gap + "$"),
        does=_any(data["does"], "", ""),
        beyond=_any(data.get("beyond", ()), edge, edge),
        policy=_any(data.get("policy", ()), "", ""),
        sufferer=_any(data["sufferer"], edge, gap + "$"),
        perpetrators=_any(sorted(data["perpetrators"], key=lambda p: (-len(p), p)), edge, edge),
        spaced=spaced,
    )


def _any(patterns: Sequence[str], head: str, tail: str) -> re.Pattern[str]:
    return re.compile(f"{head}(?:{'|'.join(patterns)}){tail}" if patterns else "(?!)")


def framing(
    text: str,
    *,
    language: str,
    read: Strength | None = None,
    rules: Frames | None = None,
    gazetteer: Gazetteer | None = None,
) -> Framing:
    """The label and the named target of a sentence, or of the sentence of a text that evaluates most.

    `read` is that sentence's strength if it is known already. Where the evaluating sentence has no word for an event,
    the first sentence that has one lends its label. Places are code points of `text`. A language without lists names
    nothing.
    """
    held = rules or frames(language)
    if held is None:
        return Framing()
    spans = _spans(text, language)
    start, opens, end, aim = _place(text, spans, language, read)
    low = lowered(text, language=language)
    label = _label(text, low, (start, end), aim, held)
    target = _target(text, low, (start, opens, end), held, gazetteer or default_gazetteer())
    for other in spans if label is None else ():
        label = label or (_label(text, low, other, other[0], held) if other != (start, end) else None)
    return Framing(event=label or EventLabel(), target=target)


def actor(text: str, *, language: str, read: Strength, rules: Frames) -> NamedTarget | None:
    """The target of `framing` where it is somebody by name, else None; a fraction of its work."""
    start, opens, end, _ = _place(text, _spans(text, language), language, read)
    return _actor(text, lowered(text, language=language), (start, opens, end), rules, default_gazetteer())


def _spans(text: str, language: str) -> list[tuple[int, int]]:
    return [(span.start, span.end) for span in sentences(text, language=language)] or [(0, len(text))]


def _place(
    text: str, spans: Sequence[tuple[int, int]], language: str, read: Strength | None
) -> tuple[int, int, int, int]:
    """Where the deciding sentence begins, a name opens its target (or -1), it ends, and its target begins."""
    start, end, force = _deciding(text, spans, language, read)
    aim = _after(text, start, end, force)
    return start, aim if aim > start and force.verb_class in _NAMING else -1, end, aim


def _deciding(
    text: str, spans: Sequence[tuple[int, int]], language: str, read: Strength | None
) -> tuple[int, int, Strength]:
    """The sentence that evaluates most, with its strength; the first one where none does."""
    if read is not None:
        holds = ((s, e, read) for s, e in spans if read.words and all(word in text[s:e] for word in read.words))
        return next(holds, (*spans[0], read))
    found = ((s, e, strength(text[s:e], language=language)) for s, e in spans)
    return max(found, key=lambda one: (one[2].order, -one[0]))


def _after(text: str, start: int, end: int, force: Strength) -> int:
    """Where the target of the evaluation begins; the sentence's beginning if none is known."""
    at = text.find(force.target, start, end) if force.target else -1
    return at if at >= 0 else start


def _label(text: str, low: str, place: tuple[int, int], target: int, held: Frames) -> EventLabel | None:
    """The first word for an event in the target, else in the sentence."""
    for begin in dict.fromkeys((target, place[0])):
        found = held.any_label.search(low, begin, place[1])
        if found:
            start, end = found.span()
            label = next(label for label, pattern in held.labels if pattern.fullmatch(found.group()))
            return EventLabel(label=label, words=text[start:end], start=start, end=end)
    return None


def _target(text: str, low: str, place: tuple[int, int, int], held: Frames, gazetteer: Gazetteer) -> NamedTarget:
    """Whom the sentence puts behind the event: by name, else by kind; the event alone where nobody is named."""
    known = _actor(text, low, place, held, gazetteer)
    if known is not None:
        return known
    start, _, end = place
    events = [found.span() for found in held.any_label.finditer(low, start, end)]
    for found in held.perpetrators.finditer(low, start, end):
        # The "terrorist" of "terrorist attack" is nobody.
        if not any(s < found.end() and found.start() < e for s, e in events):
            return _named(TargetKind.KIND, text[slice(*found.span())], text, found.span())
    return NamedTarget(kind=TargetKind.EVENT if events else TargetKind.NONE)


def _actor(text: str, low: str, place: tuple[int, int, int], held: Frames, gazetteer: Gazetteer) -> NamedTarget | None:
    """Whom the sentence puts behind the event by name.

    A name that opens the target of the evaluation (`place[1]`, or -1) is named as well: "rejects X's excuses".
    """
    start, opens, end = place
    names = [n for n in gazetteer.find(text[start:end]) if n.kind is NameKind.ACTOR]
    opening = any(start + name.start == opens for name in names)
    for name, where in _candidates(text, names, start, end):
        if (opening and where[0] == opens) or _acts(low, where, held, start, end):
            return _named(TargetKind.ACTOR, name, text, where)
    return None


def _named(kind: TargetKind, name: str, text: str, where: tuple[int, int]) -> NamedTarget:
    return NamedTarget(kind=kind, name=name, words=text[slice(*where)], start=where[0], end=where[1])


def _candidates(text: str, names: Sequence[Name], start: int, end: int) -> Iterator[tuple[str, tuple[int, int]]]:
    taken = []
    for name in names:
        where = start + name.start, start + name.end
        taken.append(where)
        yield name.country or name.canonical, where
    for found in _UNKNOWN.finditer(text, start, end):
        if not any(s < found.end() and found.start() < e for s, e in taken):
            yield found.group(), found.span()


def _acts(low: str, where: tuple[int, int], held: Frames, start: int, end: int) -> bool:
    """Whether a name is the doer of an event that the sentence names: attack by X, X's attack, X launched."""
    before = low[max(start, where[0] - _BEHIND) : where[0]]
    doer = held.doer.search(before)
    if doer and held.spaced:
        return held.any_label.search(before, 0, doer.start()) is not None
    if held.sufferer.search(before):
        return False
    does = held.does.match(low, where[1], end)
    event = held.any_label.search(low, where[1], min(end, does.end() + _BEHIND)) if does else None
    if does is None or event is None:
        return False
    # "X's fight against terrorism" and "X's operation against militants" are no deeds that anybody holds against X.
    between = held.beyond.search(low, where[1], event.start())
    return between is None and held.policy.match(low, event.start(), end) is None
