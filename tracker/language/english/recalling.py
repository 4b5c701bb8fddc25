"""When something was said: the words beside a verb of saying that give its time, and whether that is another occasion.

Owns what makes speech recalled and not news: "last month", "had said", "has repeatedly", a present among past tenses.
Never counts a day: whether "on Monday" is the day of the news is for who knows when the news appeared.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tracker.language.english.cues import Cue

#: So far from the verb a time may stand.
_REACH = 110
_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_AGO = (
    rf"(?:(?:earlier )?(?:last|that|this past) (?:week|month|year|spring|summer|autumn|fall|winter|{_MONTH})"
    r"|(?:earlier|previously) (?:this|in the|that) (?:week|month|year|spring|summer|autumn|fall|winter|war|conflict)"
    rf"|(?:back )?(?:in|since) (?:early |mid-|late )?(?:{_MONTH}|(?:19|20)\d\d)(?:,? (?:19|20)\d\d)?"
    r"|(?:back )?(?:in|since) the (?:past|1?[89]?\d0s)|(?:a|an|one|two|three|four|five|six|ten|several|some|many|\d+) "
    r"(?:weeks?|months?|years?|decades?) (?:ago|earlier|before)|for (?:weeks|months|years|decades)|long ago|years ago"
    r"|(?:in|over) recent (?:weeks|months|years)|at the time|on (?:earlier|previous|past|other|several|many) occasions)"
)
_DAY = (
    r"(?:on (?:early |late )?)?(?:early |late |last |this )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    r"(?: (?:morning|afternoon|evening|night))?|today|yesterday|tonight|this (?:morning|afternoon|evening|week)"
    rf"|on {_MONTH} \d{{1,2}}|on \d{{1,2}} {_MONTH}"
)
#: One of these, or a figure, is in whatever tells a time; most sentences have none, and then nothing else is asked.
_TIME_WORDS = frozenset(
    (
        *(
            "week",
            "weeks",
            "month",
            "months",
            "year",
            "years",
            "decade",
            "decades",
            "spring",
            "summer",
            "autumn",
            "fall",
            "winter",
        ),
        *(
            "war",
            "conflict",
            "past",
            "ago",
            "time",
            "occasions",
            "morning",
            "afternoon",
            "evening",
            "today",
            "yesterday",
        ),
        *("tonight", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
        *_MONTH[3:-1].lower().split("|"),
    )
)
_WORD_OR_FIGURE = re.compile(r"[a-z]+|\d")
#: Over lower-case text: that is three times as quick as to ask without regard to case.
_TIME = re.compile(rf"\b(?:(?P<ago>{_AGO.lower()})|(?P<day>{_DAY.lower()}))\b")
#: Between subject and verb: the auxiliary and the adverbs that speak of another time, or of many.
_BEFORE = re.compile(
    r"\b(?:had(?: [a-z]+ly)?|(?:has|have|had)(?: [a-z]+ly)? been"
    r"|(?:(?:has|have|had) )?(?:also )?(?:previously|repeatedly|earlier|often|frequently|regularly|routinely|always"
    r"|long|consistently|once|many times|in the past|historically|traditionally|usually|generally|periodically|used to)"
    r")(?: also| been| long)*\s*$"
)
_STOP = re.compile(r"[.!?][”\"’)]*\s|\n")
_SAYING = re.compile(r"[sta](?<!\w.)(?:aid|old|dded|tated|(?P<present>ays|ells|dds))\b")
_PAST_FORM = re.compile(
    r".*ed|said|told|wrote|thought|felt|found|saw|sought|shot|went|knew|made|held|put|began|meant|spoke|hit|read|swore"
    r"|took|gave|heard|set|drew|laid|led|cast"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """Whether something was said on another occasion than the news, and the place of the words that say when.

    `start` equals `end` where the sentence says nothing of the time.
    """

    recalled: bool = False
    start: int = 0
    end: int = 0


UNTIMED = Timing()


def told_in_past(masked: str) -> bool:
    """Whether a report tells what was said in the past tense, so that a present is what somebody always says."""
    verbs = [bool(found["present"]) for found in _SAYING.finditer(masked)]
    return verbs.count(False) > 2 * verbs.count(True)


def timing(masked: str, cue: Cue, content: tuple[int, int], *, direct: bool, past: bool) -> Timing:
    """The time of what the verb reports. `past` says that the article reports in the past tense."""
    left, right = _reach(masked, cue)
    recalled = _BEFORE.search(masked, left, cue.start) is not None or (past and not direct and habitual(cue))
    times = (one for one in _times(masked, left, right) if one.start >= content[1] or content[0] >= one.end)
    best = min(times, key=lambda one: _gap(one, cue), default=UNTIMED)
    return Timing(recalled=recalled or best.recalled, start=best.start, end=best.end)


def _times(masked: str, left: int, right: int) -> list[Timing]:
    """Every word of time in masked[left:right]; `recalled` says that it names another occasion."""
    first = max(0, left - 1)  # a word that the stretch cuts is none
    low = masked[first:right].replace("İ", "I").lower()  # the one letter that would grow
    words = _WORD_OR_FIGURE.findall(low)
    if _TIME_WORDS.isdisjoint(words) and not any(map(str.isdigit, words)):
        return []
    return [
        Timing(recalled=found["ago"] is not None, start=first + found.start(), end=first + found.end())
        for found in _TIME.finditer(low, left - first)
    ]


def habitual(cue: Cue) -> bool:
    """Whether the verb is a finite present: "alleges", "oppose"."""
    return cue.kind in ("say", "act") and not _PAST_FORM.fullmatch(cue.word.split()[0])


def _reach(masked: str, cue: Cue) -> tuple[int, int]:
    """The stretch of the verb's own sentence in which its time may stand."""
    left = max(0, cue.start - _REACH)
    for stop in _STOP.finditer(masked, left, cue.start):
        left = stop.end()
    end = _STOP.search(masked, cue.end, cue.end + _REACH)
    return left, end.start() if end else min(len(masked), cue.end + _REACH)


def _gap(time: Timing, cue: Cue) -> int:
    return time.start - cue.end if time.start >= cue.end else cue.start - time.end
