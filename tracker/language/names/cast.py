"""The people whom an article introduces: full names, offices, ranks, where each is named, and abbreviations of bodies.

Owns how an article presents people, either side of the name. Never decides which of them speaks.
"""

from __future__ import annotations

import re
from bisect import bisect_right, insort
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from tracker.language.names.nations import nations
from tracker.language.names.offices import is_nobodys, resolve_issuer
from tracker.language.names.people import Source, is_person, read_source
from tracker.language.names.persons import person_named
from tracker.language.names.titles import is_address, is_office, is_rank

_LINE = re.compile(r"[^\n]+")
_TOKEN = re.compile(r"\S+")
#: All that an explained abbreviation and the words before it are made of, up to its bracket.
_STRETCH = re.compile(r"[\w’'\s-]++(?:\([A-Z][A-Za-z-]{1,9}\))?")
#: The small words that stand inside names.
_SMALL = re.compile(r"(?:bin|ibn|bint|al|el|de|del|van|von|der|da|abu)\b")
_ENDS = re.compile(r"[,.;:!?”\"“)\]—–-]$")
_ABBREVIATED = re.compile(r"(?:[A-Z]\.)+$|\b(?:Gen|Lt|Col|Maj|Brig|Adm|Dr|Mr|Ms|Mrs|Sen|Rep|Gov|Prof|St|Capt|H\.E)\.$")
_MODIFIER = frozenset(
    (
        *(
            "foreign",
            "interior",
            "external",
            "affairs",
            "defence",
            "defense",
            "prime",
            "army",
            "chief",
            "ministry",
            "state",
        ),
        *("department", "deputy", "vice", "senior", "former", "secretary", "commission", "embassy", "of", "for", "the"),
        *(
            "government",
            "presidential",
            "military",
            "police",
            "acting",
            "caretaker",
            "interim",
            "retired",
            "ex",
            "special",
        ),
        *(
            "permanent",
            "assistant",
            "first",
            "second",
            "opposition",
            "information",
            "finance",
            "trade",
            "health",
            "energy",
        ),
        *("home", "justice", "law", "security", "national", "regional", "provincial", "federal", "press", "principal"),
        *("joint", "air", "naval", "navy", "force", "forces", "ground", "coast", "guard", "general", "human", "rights"),
        *(
            "foreign-policy",
            "policy",
            "political",
            "parliamentary",
            "party",
            "rebel",
            "separatist",
            "militant",
            "group",
        ),
        *(
            "junta",
            "mission",
            "council",
            "intelligence",
            "railways",
            "education",
            "labour",
            "water",
            "climate",
        ),
        *(
            "associate",
            "lead",
            "top",
            "outgoing",
            "newly",
            "appointed",
            "tribal",
            "local",
            "city",
            "district",
            "cabinet",
        ),
    )
)
_OPENS = frozenset(
    (
        *(
            "In",
            "On",
            "At",
            "But",
            "And",
            "When",
            "While",
            "After",
            "Before",
            "As",
            "Meanwhile",
            "However",
            "With",
            "By",
        ),
        *("For", "From", "Also", "Earlier", "Later", "Then", "Both", "Even", "If", "Since", "That", "This", "It", "He"),
        *("She", "They", "We", "I", "Who", "What", "Why", "How", "Where", "So", "Yet", "Still", "Now", "Separately"),
    )
)
_ROLE_SPAN, _NAME_SPAN = 15, 6
_SAYS = frozenset(("said", "says", "told", "added", "wrote", "was", "is", "has", "had", "will", "were", "are"))
_ANDS = frozenset(("and", "&"))
_ARTICLES = frozenset(("a", "an", "the"))
_COMPLEMENT = frozenset(("of", "to", "for", "in", "at", "on", "the", "and", "with"))
_SHORTENED = re.compile(
    r"((?:[A-Z][\w’'-]+|al-[A-Z]\w+)(?:\s(?:of|for|the|and|to|de|on)(?=\s)|\s[A-Z][\w’'-]+|\s(?:al|e|i|ul)-[A-Z]\w+){1,8})"
    r"\s\((?P<short>[A-Z][A-Za-z-]{1,9})\)"
)
_LEADS = re.compile(r"(?:^|[.!?…][”\"’)]*\s+)(?:[A-Z][\w ]{2,24},\s)?$")


@dataclass(slots=True, kw_only=True)
class Member:
    """One person of the article. `seen` are offsets of introductions, `leads` of those that open a sentence."""

    name: str
    role: str = ""
    rank: str = ""
    pronoun: str = ""
    place: str | None = None
    seen: list[int] = field(default_factory=list)
    leads: list[int] = field(default_factory=list)

    def last_before(self, at: int) -> int:
        """The last introduction before the offset, or -1."""
        place = bisect_right(self.seen, at)
        return self.seen[place - 1] if place else -1

    def led_before(self, at: int) -> int:
        """The last introduction before the offset that opens a sentence, or -1."""
        place = bisect_right(self.leads, at - 1)
        return self.leads[place - 1] if place else -1

    def see(self, at: int) -> None:
        """Somebody is named again."""
        insort(self.seen, at)


def introduced(text: str) -> dict[str, Member]:
    """Everyone whom the article presents with an office, a rank or a form of address, by full name."""
    members: dict[str, Member] = {}
    for line in _LINE.finditer(text):
        words = line.group().split()
        titles = [at for at, token in enumerate(words) if _is_title(token)]
        places = [m.start() for m in _TOKEN.finditer(text, line.start(), line.end())] if titles else []
        for at in titles:
            for start, found in _around(words, at):
                _learn(members, found, places[start], text)
    _promote(text, members)
    return members


def _promote(text: str, members: dict[str, Member]) -> None:
    """Who is called a counterpart holds the office of whom the same line names with one: "his Karsan counterpart"."""
    few = list(members.values())[:_PEOPLE]
    for member in few:
        adjective, _, head = member.role.rpartition(" ")
        if head.lower() != "counterpart" or not nations(adjective) or not member.seen:
            continue
        low, high = text.rfind("\n", 0, member.seen[0]) + 1, text.find("\n", member.seen[0])
        beside = [
            (abs(place - member.seen[0]), one.role)
            for one in few if one is not member and (named := nations(one.role)) and len(named) == 1
            for place in one.seen[:_FEW] if low <= place < (high if high >= 0 else len(text))
        ]  # fmt: skip
        for _, role in sorted(beside):
            state = nations(role)[0]
            office = _OF.sub("", (role[: state.start] + role[state.end :]).strip(" ’'")).removeprefix("s ").strip()
            issuer = resolve_issuer(f"{adjective} {office}", people=False)
            if office and issuer and issuer.country == nations(adjective)[0].code and issuer.parent:
                member.role = f"{adjective} {office}"
                break


_FEW, _PEOPLE = 5, 60
_OF = re.compile(r"\s(?:of|for)(?:\sthe)?$")


@lru_cache(maxsize=65_536)
def _is_title(token: str) -> bool:
    bare = token.strip("“”\"'(),.;:")
    return is_office(bare) or is_rank(bare) or is_address(bare)


def _around(words: list[str], at: int) -> Iterator[tuple[int, Source]]:
    """The readings of one title: name behind it, behind its complement, behind a comma, before a comma."""
    left = _left(words, at)
    closed = bool(_ENDS.search(words[at]) and not _ABBREVIATED.search(words[at]))
    if not closed and (right := _names(words, at + 1)) > at + 1:
        yield left, read_source(" ".join(words[left:right]).strip(',.;:“”"'))
        return
    end = at + 1 if closed else _complement(words, at + 1)
    phrase = " ".join(words[left:end])
    if end > at + 1 and (found := read_source(phrase.strip(',.;:“”"'))).name:
        yield left, found
    elif phrase.endswith(",") and (right := _names(words, end)) > end and words[right - 1].endswith((",", ".")):
        yield left, read_source(phrase + " " + " ".join(words[end:right]).strip(",."))
    opening, end = _apposed(words, left, at), _closed(words, at)
    if opening is not None and end:
        first = _names_back(words, opening)
        if first < opening:
            yield (
                first,
                read_source(" ".join(words[first:opening]) + " " + " ".join(words[opening:end]).strip(',.;:”"')),
            )


def _left(words: list[str], at: int) -> int:
    """Where the words of the office begin, without the words that open a sentence."""
    start = at
    while start and at - start < _ROLE_SPAN:
        token = words[start - 1]
        if (_ENDS.search(token) and not _ABBREVIATED.search(token) and not token.startswith("(")) or token in _OPENS:
            break
        before = words[max(0, start - 2)]
        if [before, token] == ["on", "X."]:
            break  # the network, not an initial
        two = token in _ANDS and start > 1 and is_office(before) and not before.endswith("s")
        if not (two or token[:1].isupper() or token.startswith("(") or token.lower() in _MODIFIER or is_office(token)):
            break
        start -= 1
    while start < at and words[start].lower() in _COMPLEMENT:
        start += 1
    return start


def _in_name(word: str) -> bool:
    """Whether the word may stand in a name: a capital, or one of the small words of names."""
    return word[:1].isupper() or bool(_SMALL.match(word))


def _names(words: list[str], at: int) -> int:
    """Where the capitalised words that begin here end; they end with a stop at the latest."""
    end = at
    while end < len(words) and end - at < _NAME_SPAN + 2:
        word = words[end]
        if not _in_name(word):
            break
        end += 1
        if _ENDS.search(word) and not _ABBREVIATED.search(word):
            break
        if word.endswith(("’s", "'s")):
            break
    return end


def _complement(words: list[str], at: int) -> int:
    """Where "of the Kingdom of Karsa" ends."""
    end = at
    if end >= len(words) or words[end] not in ("of", "to", "for", "in", "at"):
        return end
    while end < len(words) and end - at < _ROLE_SPAN:
        word = words[end]
        if not (word[:1].isupper() or word in _COMPLEMENT or word.strip(",.;:") in _MODIFIER):
            break
        end += 1
        if _ENDS.search(word) and not _ABBREVIATED.search(word):
            break
    return end


def _closed(words: list[str], at: int) -> int:
    """Where the apposition that holds the title ends with a stop, or 0 if a verb of saying comes first."""
    for end in range(at, min(len(words), at + _ROLE_SPAN)):
        if words[end].strip(",.") in _SAYS:
            return 0
        if _ENDS.search(words[end]) and not _ABBREVIATED.search(words[end]):
            return end + 1
    return len(words) if len(words) - at < _ROLE_SPAN else 0


def _apposed(words: list[str], left: int, at: int) -> int | None:
    """Where an apposition that holds the title begins, if a comma stands before it within reach."""
    for start in range(left, max(left - _NAME_SPAN, 0), -1):
        if words[start - 1].endswith(","):
            plain = start == left or words[start].lower() in _ARTICLES
            return start if plain and at - start < _ROLE_SPAN else None
        if _ENDS.search(words[start - 1]):
            return None
    return None


def _names_back(words: list[str], end: int) -> int:
    """Where the name before a comma begins."""
    start = end
    while start and end - start < _NAME_SPAN:
        word = words[start - 1]
        if start < end and _ENDS.search(word) and not _ABBREVIATED.search(word):
            break
        if not _in_name(word):
            break
        if word in _OPENS:
            break
        start -= 1
    return start


def _learn(members: dict[str, Member], found: Source, at: int, text: str) -> None:
    words = found.name.split()
    if not words or (len(words) == 1 and (not found.role or any(words[0] in known.split() for known in members))):
        _see(members, found, at)
        return
    if not is_person(found.name, alone=False):
        return
    member = _same(members, found.name) or members.setdefault(found.name, Member(name=found.name))
    if found.role and (not member.role or (not _placed(member.role) and _placed(found.role))):
        member.role = found.role
        member.place = opened_in(text, at) or _received_in(text, at, found.name)
    member.rank = member.rank or found.rank
    listed = person_named(found.name)
    member.pronoun = member.pronoun or found.pronoun or (listed.pronoun if listed else "")
    member.see(at)
    if _LEADS.search(text[max(text.rfind("\n", 0, at) + 1, at - 40) : at]):
        insort(member.leads, at)


def _same(members: dict[str, Member], name: str) -> Member | None:
    """The person who was introduced by a shorter or longer form of the name, known by the longer one from now on."""
    words = set(name.split())
    for key, member in members.items():
        own = set(key.split())
        if min(len(own), len(words)) > 1 and (own <= words or words <= own):
            member.name = max(member.name, name, key=len)
            return member
    return None


def _see(members: dict[str, Member], found: Source, at: int) -> None:
    """A later mention by surname: the person is seen again, and its pronoun learnt."""
    for name, member in members.items():
        if found.name and found.name in name.split():
            member.see(at)
            member.pronoun = member.pronoun or found.pronoun


def _placed(role: str) -> bool:
    return resolve_issuer(role, people=False) is not None or is_nobodys(role)


_CALLS = re.compile(r"(?:\b(?:called|calling|call) on|received by)\s(?:the\s)?$")
_IN = re.compile(r"(?:^|[.!?…][”\"’)]*\s+)In\s(?P<place>[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)?),\s(?:the\s)?$")


def opened_in(text: str, at: int) -> str | None:
    """The state of "In Karsa, …" directly before the offset."""
    found = _IN.search(text[max(text.rfind("\n", 0, at) + 1, at - 60) : at])
    named = nations(found.group("place")) if found else []
    return named[0].code if named else None


def _received_in(text: str, at: int, name: str) -> str | None:
    """The state of the town in which somebody is called on: the visitor calls on the host."""
    if not _CALLS.search(text[max(0, at - 30) : at]):
        return None
    found = re.search(rf"{re.escape(name)}\sin\s(?P<place>[A-Z][\w’'-]+)", text[at : at + 160])
    named = nations(found.group("place")) if found else []
    return named[0].code if named else None


def shortened(text: str) -> dict[str, str]:
    """Abbreviations that the article explains: "Karsa Resistance Front (KRF)" → KRF stands for the long name."""
    stretches = (m.span() for m in _STRETCH.finditer(text) if text[m.end() - 1] == ")")
    found = {m.group("short"): m.group(1) for span in stretches for m in _SHORTENED.finditer(text, *span)}
    return {short: long for short, long in found.items() if short not in long.split()}
