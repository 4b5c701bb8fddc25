"""From the words that name a source to person, role, issuer and state, as one article tells them.

Owns who is meant by a name, a surname, a pronoun, "the minister" or "the embassy" at a place in the article, and for
whom that person speaks there. Never makes up an office: a person whom neither the article nor the directory places
has no issuer, and whom the text calls former, unnamed or an expert speaks for nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from operator import itemgetter

from tracker.language.names.bodies import stays
from tracker.language.names.cast import Member, introduced, opened_in, shortened
from tracker.language.names.gazetteer import Gazetteer, NameKind
from tracker.language.names.homes import home_of, may_be_home, seat_of
from tracker.language.names.houses import BODY_WORDS, KINDS, is_whereabouts, named_bodies
from tracker.language.names.namesakes import is_common, namesakes, plain_subject, without_address
from tracker.language.names.nations import nations
from tracker.language.names.nouns import ALIKE
from tracker.language.names.offices import is_nobodys, issuer_of_id, issuers_of, resolve_issuer
from tracker.language.names.people import SHORT_TITLE, Source, couple, name_parts, read_source
from tracker.language.names.persons import canonical_name, fits, person_named
from tracker.language.names.posts import hosted, town_before
from tracker.language.names.regions import police_of, region_of
from tracker.language.names.titles import is_office, is_outlet, is_rank, word_of
from tracker.language.quoting.voices import ARTICLE, Placed, Voice, voice_of
from tracker.language.texts.stopwords import stop_words
from tracker.model import Issuer
from tracker.terms import IssuerKind

__all__ = ["Cast", "Voice", "cast_of", "is_titled"]

_PRONOUN = re.compile(r"^(?:he|she|who)$", re.IGNORECASE)
_DEFINITE = re.compile(r"^(?:(?:the|this|that|its|their)\s+|[A-Z][\w’'-]*[’']s\s)", re.IGNORECASE)
_ADJECTIVE = re.compile(r"^(?:[Aa]n?|[Tt]he)\s+(?:(?!of\s)[a-z-]+\s+){1,2}(?=[A-Z][\w’'.]*$)|^.*\bally\s(?=[A-Z]\w+$)")
_QUOTED_BY = re.compile(r"\s(?:was|were|is|has been)\s(?:quoted|cited)\b.*$")
_CROWD = re.compile(r"\b(?:officials|authorities|leaders|diplomats|troops|soldiers)\b", re.IGNORECASE)
_TRAVELS = re.compile(r"\b(?:visiting|visit to|on a visit|official visit|state visit|arrived in|trip to|touring)\b")
_LINK = re.compile(r"\s(?:of|for|to|at|in)\s")
#: How many voices back a report refers.
_LATELY = 40
#: How many characters back "it" refers.
_NEAR = 600
#: A minister may sit in parliament as well.
_SEAT = re.compile(r"sen(?:ator)?\.?|mp|lord|lady|baroness", re.IGNORECASE)
_CONSTABLE = re.compile(r"\b(?:constable|superintendent|police|inspector)\b", re.IGNORECASE)
_OF_BODY = re.compile(r"\s(?:of|from|at|with)\s(?:the\s)?(?P<body>[A-Z].*)$")
_GENDERED = re.compile(r"[^.“”\"\n]{0,60}?\b(?P<who>he|she)\b")


@dataclass(slots=True, kw_only=True)
class Cast:
    """The people and bodies of one article. `spoken` are the voices heard so far with their places."""

    text: str = ""
    members: dict[str, Member] = field(default_factory=dict)
    short: dict[str, str] = field(default_factory=dict)
    home: str | None = None
    called: dict[str, str] = field(default_factory=dict)
    seat: str | None = None
    day: str = ""
    gazetteer: Gazetteer | None = None
    bodies: list[tuple[int, str]] = field(default_factory=list)
    spoken: list[tuple[int, Voice]] = field(default_factory=list)

    def voice(self, phrase: str, at: int) -> Voice:
        """Who the phrase at this offset names. A pronoun is whoever spoke last; unknown stays unknown."""
        bare = plain_subject(_QUOTED_BY.sub("", " ".join(phrase.replace("\ue003", ".").split()).strip(" ,;:")))
        empty = bare.lower() in stop_words("en") and not _PRONOUN.match(bare) and bare.lower() != "it"
        if empty or is_whereabouts(self.text, at, phrase):
            return Voice(rule="unknown", confidence=0.3)
        found = self._heard(bare, at)
        if found.speaker or found.issuer_id or found.role or found.rule == "outlet":
            self.spoken.append((at, found))
        return found

    # who is meant

    def _read(self, bare: str) -> Source:
        """The phrase as a source; a state's name that is somebody's surname here is that person's."""
        if full := self.called.get(without_address(bare)):
            return Source(name=full)
        head, _, rest = bare.partition(", ")
        if head in self.called.values():
            return Source(name=head, role=ARTICLE.sub("", rest) if is_titled(rest) else "")
        source = read_source(bare)
        common = source.name == bare and not self._member(bare, len(self.text)) and is_common(bare, self.text)
        return Source() if common else source

    def _heard(self, bare: str, at: int) -> Voice:
        if _PRONOUN.match(bare):
            return self._again(bare.lower(), at)
        if bare.lower() == "it":
            return self._body_again(at)
        if halves := couple(bare):
            first, second = (self._named(half, self._read(half), at) for half in halves)
            also = second.issuer_id if first.issuer_id and second.issuer_id != first.issuer_id else None
            return replace(first, others=(also,)) if also else first
        return self._named(bare, self._read(bare), at)

    def _body_again(self, at: int) -> Voice:
        """The body that spoke last, if nobody else was heard since and it is near."""
        last = next(((place, voice) for place, voice in reversed(self.spoken[-_LATELY:]) if place < at), None)
        if last and last[1].issuer_id and not last[1].speaker and not last[1].role and at - last[0] < _NEAR:
            return replace(last[1], rule="pronoun", confidence=min(0.65, last[1].confidence))
        return Voice(rule="pronoun-unknown", confidence=0.3)

    def _named(self, bare: str, source: Source, at: int) -> Voice:
        if not source.name:
            return self._nameless(bare, source, at)
        member = self._member(source.name, at)
        if member is None:
            member = Member(name=source.name, role=source.role, rank=source.rank, place=opened_in(self.text, at))
        else:
            member.see(at)
        member.pronoun = member.pronoun or source.pronoun
        short = not member.role or SHORT_TITLE.fullmatch(member.role)
        seat = _SEAT.fullmatch(source.role) and member.role and self._resolve(member.role)
        told = source.role and not seat and (short or is_nobodys(source.role) or self._resolve(source.role))
        role = source.role if told else member.role
        if source.role and member.role and source.role.endswith("counterpart"):
            role = member.role
        found = self._as_member(replace_role(member, role or source.role), "name-later" if not source.role else "role")
        return found if found.issuer_id or is_nobodys(found.role) else self._taken_up(found, bare, at)

    def _taken_up(self, found: Voice, bare: str, at: int) -> Voice:
        """A person whose office only "the spokesperson" tells, or the body that the name is "of"."""
        head = found.role or ""
        held = self._untitled(head, at)[1] if head and " " not in head and f"the {head}" in self.text else None
        if held and held.issuer_id:
            return replace(held, speaker=found.speaker, rule="title", confidence=min(0.75, held.confidence))
        body = _OF_BODY.search(bare) if not head else None
        issuer = self._resolve(body["body"]) if body else None
        if issuer is None or issuer.kind is IssuerKind.STATE:
            return found
        return voice_of(Placed(issuer=issuer, words=issuer.name, rule="of", sure=0.7), speaker=found.speaker)

    def _untitled(self, role: str, at: int) -> tuple[int, Voice | None]:
        """Where an office without a name spoke last that these words take up, and who that was."""
        words = [word_of(word) for word in role.split()]
        for place, voice in reversed(self.spoken[-_LATELY:]):
            own = [word_of(word) for word in voice.role.split()]
            if place < at and own and not voice.speaker and words[-1] in own and set(words) <= set(own):
                return place, voice
        return -1, None

    def _as_member(self, member: Member, rule: str, sure: float = 1.0) -> Voice:
        placed = self._office_of(member, rule)
        return voice_of(placed, speaker=canonical_name(member.name), role=member.role or member.rank, sure=sure)

    def _nameless(self, bare: str, source: Source, at: int) -> Voice:
        """A body, an office without a name, or people."""
        definite = _DEFINITE.match(bare) is not None
        plain = ARTICLE.sub("", bare)
        if definite and source.role:
            member, (place, office) = self._by_title(source.role, at), self._untitled(source.role, at)
            if office and (member is None or place > max(member.last_before(at), self._last_heard(member, at))):
                return replace(office, rule="title", confidence=round(office.confidence * 0.85, 2))
            if member:
                held = self._as_member(member, "title", 0.85)
                return held if held.issuer_id else self._taken_up(held, "", at)
        if definite and (found := BODY_WORDS.match(plain)) and not self._resolve(bare):
            sent = self._resolve(bare + town_before(self.text, at)) if found.group("head") == "mission" else None
            if sent:
                return voice_of(Placed(issuer=sent, words=plain, rule="office", sure=0.7))
            return self._generic(found.group("head"), plain, at)
        placed = self._body(bare, at)
        stays = placed.issuer is None or source.role
        role = (source.role or plain) if stays and placed.rule != "outlet" else ""
        return voice_of(placed, role=role if not placed.others else "")

    def _member(self, name: str, at: int) -> Member | None:
        """The person of the article of whose name this is a part or a longer form: the last one named, of several."""
        if name in self.members:
            return self.members[name]
        parts = name_parts(name)
        fuller = [one for one in self.members.values() if parts <= name_parts(one.name)]
        if not fuller and len(parts) > 1:
            fuller = [
                one for one in self.members.values() if len(name_parts(one.name)) > 1 and name_parts(one.name) <= parts
            ]
        before = [one for one in fuller if one.last_before(at) >= 0] or fuller
        return max(before, key=lambda one: one.last_before(at), default=None)

    def _by_title(self, role: str, at: int) -> Member | None:
        """The person named last whose office the words of "the foreign minister" fit."""
        words = [word_of(word) for word in role.split()]
        head, rest = words[-1], set(words[:-1])
        wanted = ALIKE.get(head, (head,))
        fits = []
        for member in self.members.values():
            own = {word_of(word) for word in (*member.role.split(), *member.rank.split())}
            main = (*_LINK.split(member.role)[0].split(), *member.rank.split())
            heads = {word_of(word) for word in main if is_office(word) or is_rank(word)}
            if member.last_before(at) >= 0 and heads & set(wanted) and self._covers(own, rest, member, role):
                fits.append(member)
        gendered = [one for one in fits if not one.pronoun or head not in ("spokesman", "spokeswoman")
                    or one.pronoun == ("she" if head == "spokeswoman" else "he")]  # fmt: skip
        return max(gendered, key=lambda one: max(one.last_before(at), self._last_heard(one, at)), default=None)

    def _covers(self, own: set[str], rest: set[str], member: Member, role: str) -> bool:
        """Whether the modifiers stand in the person's role, or both name one and the same issuer."""
        if rest <= own:
            return True
        meant, held = self._resolve(role), self._office_of(member, "role").issuer
        return meant is not None and held is not None and meant.id == held.id

    def _last_heard(self, member: Member, at: int) -> int:
        name = canonical_name(member.name)
        return max(
            (place for place, voice in self.spoken[-_LATELY:] if place < at and voice.speaker == name), default=-1
        )

    def _again(self, pronoun: str, at: int) -> Voice:
        """Whoever spoke last, or opened a sentence since, and fits "he" or "she"."""
        lately = self.spoken[-_LATELY:]
        heard = [(place, voice, 0.75) for place, voice in lately if place < at and (voice.speaker or voice.role)]
        opened = [(place, one) for one in self.members.values() if (place := one.led_before(at)) >= 0]
        heard += [(place, self._as_member(one, "role"), 0.6) for place, one in sorted(opened, key=itemgetter(0))[-3:]]
        for _, voice, sure in sorted(heard, key=lambda one: one[0], reverse=True)[:6]:
            if pronoun == "who" or self._gender(voice) in ("", pronoun):
                return replace(voice, rule="pronoun", confidence=min(sure, voice.confidence), others=())
        return Voice(rule="pronoun-unknown", confidence=0.3)

    def _gender(self, voice: Voice) -> str:
        member = next((one for one in self.members.values() if canonical_name(one.name) == voice.speaker), None)
        if member is None:
            return ""
        if not member.pronoun:
            last = re.escape(member.name.split()[-1])
            told = {found.group("who") for found in re.finditer(rf"\b{last}\b(?:{_GENDERED.pattern})", self.text)}
            member.pronoun = told.pop() if len(told) == 1 else ""
        return member.pronoun

    # for whom

    def _office_of(self, member: Member, rule: str) -> Placed:
        """The issuer of a person: the text's own words about the office first, the directory last."""
        role = member.role
        known = person_named(member.name)
        tenure = known.office(self.day) if known else None
        if tenure and not fits(tenure, role, dated=bool(self.day)):
            tenure = None
        listed = issuer_of_id(tenure.issuer) if tenure else None
        hint = member.place or (listed.country if listed else None)
        if role and is_nobodys(role):
            return Placed(issuer=self._resolve(role), words=role, rule="nobody", sure=0.8)
        if role and (found := self._resolve(role)):
            return Placed(issuer=found, words=role, rule=rule, sure=0.95 if rule == "role" else 0.85)
        if role and hint and (found := self._resolve(role, hint)):
            return Placed(issuer=found, rule="place" if member.place else "directory", sure=0.75)
        if listed:
            dated = bool(self.day) or (known is not None and len(known.tenures) == 1)
            return Placed(issuer=listed, rule="directory", sure=0.8 if dated else 0.6)
        if role and (found := self._at_home(role)):
            return Placed(issuer=found, rule="home", sure=0.6)
        if role and _CONSTABLE.search(role) and (found := self._force(None)):
            return Placed(issuer=found, rule="metonym", sure=0.6)
        return Placed(rule="named", sure=0.8)

    def _body(self, bare: str, at: int) -> Placed:
        if is_outlet(bare) and not is_office(bare.rpartition(" ")[2]):
            return Placed(rule="outlet", sure=0.5)
        if several := issuers_of(bare):
            return Placed(issuer=several[0], rule="joint", sure=0.8, others=tuple(one.id for one in several[1:]))
        head = bare.split(",", maxsplit=1)[0]
        for words in (_ADJECTIVE.sub("", head), bare):
            if found := self._resolve(words):
                return Placed(issuer=found, words=words, rule="office", sure=0.6 if _CROWD.search(words) else 0.9)
        if is_nobodys(bare):
            return Placed(rule="people", sure=0.6)
        if (code := opened_in(self.text, at)) and (found := self._resolve(bare, code)) and stays(found):
            return Placed(issuer=found, rule="place", sure=0.7)
        if found := self._at_home(bare):
            return Placed(issuer=found, rule="home", sure=0.55)
        return self._joined(bare)

    def _joined(self, bare: str) -> Placed:
        """Of "the United States and the European Union" the first is the issuer, the rest say it too; all are known."""
        parts = [part for part in re.split(r"\s+and\s+|,\s*", bare) if part]
        found = [
            self._resolve(_ADJECTIVE.sub("", part)) for part in parts if not part.startswith(("two", "both", "a "))
        ]
        whole = [issuer for issuer in found if issuer]
        if len(whole) < 2 or len(whole) != len(found):  # noqa: PLR2004 - joint means two at least
            return Placed()
        return Placed(issuer=whole[0], rule="joint", sure=0.8, others=tuple(issuer.id for issuer in whole[1:]))

    def _at_home(self, words: str) -> Issuer | None:
        """An office named without its state, in a report that is at home somewhere and tells of no visit."""
        if not may_be_home(words, self.home):
            return None
        found = self._resolve(words, self.home) if self.home and not nations(words) else None
        if found and found.id.endswith("-police") and found.country:
            return self._force(found.country) or found
        if found and not stays(found) and _TRAVELS.search(self.text):
            return None
        return found

    def _force(self, country: str | None) -> Issuer | None:
        """The police that spoke last: an officer without a place is one of theirs."""
        told = (issuer_of_id(v.issuer_id) for _, v in reversed(self.spoken[-_LATELY:]) if v.issuer_id)
        police = (one for one in told if one and one.id.endswith("-police"))
        return next((one for one in police if country in (None, one.country)), None)

    def _resolve(self, phrase: str, country: str | None = None) -> Issuer | None:
        found = self._issuer(phrase, country)
        return hosted(found, phrase, self.seat) if found else None

    def _issuer(self, phrase: str, country: str | None) -> Issuer | None:
        long = next((phrase.replace(short, full) for short, full in self.short.items() if _has(phrase, short)), None)
        found = resolve_issuer(phrase, country=country, people=False)
        found = found or (resolve_issuer(long, country=country, people=False) if long else None)
        if found or self.gazetteer is None or is_nobodys(phrase):
            return found
        named = [n for n in self.gazetteer.find(phrase) if n.kind is not NameKind.PERSON and n.country]
        if not named or nations(phrase):
            return None
        if named[0].kind is NameKind.PLACE:  # the attorney general of a province is not the state's
            return region_of(phrase, named[0].country) or police_of(phrase, named[0].country)
        return resolve_issuer(phrase, country=named[0].country, people=False)

    def _generic(self, word: str, plain: str, at: int) -> Voice:
        """For "the ministry" or "the bloc", the nearest body before that the word fits."""
        own = self._at_home(plain) if word == "office" and " " in plain else None
        if own:
            return voice_of(Placed(issuer=own, words=plain, rule="home", sure=0.55))
        stem, wanted = word.lower()[:7], KINDS.get(word.lower())
        states = {one.code for one in nations(plain)}
        named = next((one for one in self._bodies_before(at, stem) if not states or one[1].country in states), None)
        for place, voice in reversed(self.spoken[-_LATELY:]):
            issuer = self._issuer_of(voice)
            if place >= at or issuer is None or (states and issuer.country not in states):
                continue
            if named and place < named[0]:
                break
            if issuer.kind is wanted or (
                wanted is None and stem in f"{voice.issuer} {issuer.name} {issuer.id}".lower()
            ):
                return replace(voice, speaker="", role="", rule="metonym", confidence=0.7, others=())
            if word == "mission" and issuer.kind is IssuerKind.ORGANISATION:
                return replace(voice, speaker="", role="", rule="metonym", confidence=0.6, others=())
        if named:
            return named[1]
        last = self.spoken[-1][1] if self.spoken else None
        if last and last.issuer_id and word in ("statement", "office") and self.spoken[-1][0] < at:
            return replace(last, speaker="", role="", rule="metonym", confidence=0.6, others=())
        home = self._at_home(plain) if wanted is None else None
        return voice_of(Placed(issuer=home, rule="home" if home else "unknown", sure=0.55 if home else 0.4), role="")

    def _bodies_before(self, at: int, stem: str) -> Iterator[tuple[int, Voice]]:
        """The bodies that the text names before, the nearest first, which a word with this stem may mean."""
        for start, phrase in reversed(self.bodies):
            if start < at and stem in phrase.lower() and (found := self._resolve(phrase)):
                yield start, voice_of(Placed(issuer=found, words=phrase, rule="metonym", sure=0.6))

    def _issuer_of(self, voice: Voice) -> Issuer | None:
        if not voice.issuer_id:
            return None
        made = Issuer(id=voice.issuer_id, name=voice.issuer or "", kind=IssuerKind.NON_STATE)
        return issuer_of_id(voice.issuer_id) or (made if voice.country is None else None)


def replace_role(member: Member, role: str) -> Member:
    """The person under another role, for this voice alone."""
    return member if role == member.role else replace(member, role=role)


@lru_cache(maxsize=16_384)
def _has(phrase: str, short: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(short)}(?!\w)", phrase) is not None


def is_titled(phrase: str) -> bool:
    """Whether the phrase holds a word for an office, rank or function."""
    return any(is_office(word) or is_rank(word) for word in phrase.split())


def cast_of(text: str, gazetteer: Gazetteer | None = None, *, day: str = "") -> Cast:
    """Everyone whom the article names with an office, either side of the name, and the bodies it mentions.

    `day` is the day of publication (YYYY-MM-DD) for offices that the directory dates, "" if unknown.
    """
    members = introduced(text)
    return Cast(
        text=text,
        members=members,
        called=namesakes(text, members),
        short=shortened(text),
        home=home_of(text),
        seat=seat_of(text),
        day=day,
        gazetteer=gazetteer,
        bodies=named_bodies(text),
    )
