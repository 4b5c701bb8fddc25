"""Who does the saying in a sentence, and where the reported words begin and end.

Owns the bounds of subject and content around one reporting verb, in English, over text whose quotations are masked.
Never resolves a name to a person or an office.
"""

from __future__ import annotations

import re

#: Stands for each character inside a quotation, and for full stops that end no sentence.
INNER, DOT = "\ue000", "\ue003"

_ADVERB = (
    r"(?:also|has|have|had|later|then|further|subsequently|recently|repeatedly|previously|just|again|once|immediately"
    r"|reportedly|now|still|earlier|separately|meanwhile|however|instead|initially|publicly|privately|simply|quickly"
    r"|flatly|strongly|firmly|clearly|apparently|specifically|correctly|even|first|finally|both|all|each|only|already"
    r"|often|additionally|moreover|therefore|thus|who|have been|has been|in turn|vehemently|explicitly|openly|quietly"
    r"|regularly|frequently|consistently|famously|bluntly|angrily|sarcastically|proudly|personally|deeply"
    r"|would later)"
)
_DAY = (
    r"(?:(?:on |late |early |this |last |next )*(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?: (?:morning|afternoon|"
    r"evening|night))?|today|yesterday|tonight|(?:this|last|earlier this|earlier in the) (?:week|month|year|morning|"
    r"afternoon|evening|weekend|spring|summer|fall|winter)|on [A-Z][a-z]+\ue003? \d{1,2}|in (?:early |late )?"
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*(?: \d{4})?|in (?:19|20)\d\d|at the time"
    r"|at one point|at the same time|for (?:his|her|its|their) part)"
)
_TRAIL = re.compile(rf"(?:\s*\b(?:{_ADVERB}|{_DAY})\b)+\s*$")
#: How the last word of such a trail looks: that of every noun phrase is asked.
_TRAIL_WORD = re.compile(
    r"(?:" + "|".join(sorted({phrase.split()[-1] for phrase in _ADVERB[3:-1].split("|")}))
    + r"|[A-Z]?[a-z]+day|tonight|morning|afternoon|evening|night|week|month|year|weekend|spring|summer|fall|winter|\d+"
    r"|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*|time|part)"
)  # fmt: skip
INTRO = re.compile(
    r"\s*(?:(?:In|On|At|After|Before|During|When|While|As|Asked|Speaking|Responding|Since|With|For|From"
    r"|By|To|Following"
    r"|Despite|Although|Though|If|Because|Meanwhile|However|Moreover|Earlier|Later|Still|But|And|Yet|Also|Instead"
    r"|Similarly|Separately|Additionally|Last|Until|Under|Over|Among|Amid|Addressing|Talking|Writing"
    r"|Citing|Condemning"
    r"|Recogni[sz]ing|Vowing|Decrying|Noting|Appearing|According|Even|Once|Through|Given|Unlike|Like|Today|Yesterday"
    r"|Then|Now|So|In fact|Of course|Indeed|Perhaps|Finally|First|Second|Third|Previously|Recently|Nevertheless"
    r"|Nonetheless|Furthermore|Thus|Therefore|Overall|Rather|Asked)\b|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
    r"|(?!Beijing\b|Nanjing\b)[A-Z][a-z]+(?:ing|ly)\b)"
)
_OPENER = re.compile(
    r"\s*(?:As|While|When|Because|Since|If|Although|Though|Where|After|Before|But|And|Yet|So|Still|Meanwhile|However|Also|Indeed|Then|Now|Instead|Moreover|and|but),?\s+"
)
_CUT = re.compile(
    r".*(?:[;—–:”]|\s-{1,2}\s|\s(?:that|when|while|as|because|although|though|if|where|but|after|before"
    r"|since|than|what|how"
    r"|why|whether|until|which|or)\s)(?=.)",
    re.DOTALL,
)
_AND = re.compile(r".*,?\sand\s(?=.)", re.DOTALL)
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might|do|does|did|should|must|(?:it|that|he|she|there|what|who|here|where)['’]s"
    r"|said|told|says"
    r"|came|went|took|made|met|held|gave|saw|got|won|lost|led|began|put|ran|[a-z]{2,}(?:ed|ises|izes))\b"
)
_APPOSITION = re.compile(
    r"\s*(?:an?|the|who|whose|which|one of|formerly|once|now|then|also|himself|herself|\d{2}|[a-z]|R-|D-"
    r"|I-|R\ue003|Jr|Sr"
    r"|[A-Z][\w’'-]+[’']s\s|director|president|spokes|chair|head|[A-Z]\w+ (?:Minister|Secretary|President|Spokes\w+)"
    r"|(?:Prime |Foreign |Chief |Vice |Deputy )?(?:Minister|President|Secretary|Director|Chair\w*"
    r"|Spokes\w+|Ambassador|Commander))"
)
_CLAUSE_ASIDE = re.compile(
    r"\s*(?:in|on|at|during|after|when|while|as|speaking|responding|asked|referring|citing|quoting|for"
    r"|from|like|along|by"
    r"|with|according|meanwhile|however|too|including|appearing|standing|writing|addressing|though"
    r"|instead|joined|replying)\b"
)
_NAME_ONLY = re.compile(r"\s*(?:[A-Z][\w’'\ue003.-]*\s*){1,4}$")
#: How a list of states begins that share an office: "the governments of Norway, …".
_OFFICES_OF = re.compile(
    r"(?:\bthe\s)?(?:[a-z]+\s)?[a-z]+s\sof\s(?:the\s)?[A-Z][\w’'-]*(?:\s[A-Z][\w’'-]*)*$", re.IGNORECASE
)
_ROLE_HEAD = re.compile(r"\s*(?:the|a|an|his|her|its|their|one|another|[A-Z][\w’'-]*[’']s|former|\w*spokes\w+|[a-z])\b")
_PRONOUN = re.compile(r"(?:he|she|they|it|we|i|who|others|many|some|one|those|both)$", re.IGNORECASE)
_DETERMINED = re.compile(
    r"(?:the|a|an|one|some|another|his|her|their|its|several|many|most|two|three|four|five|six|other|multiple|few|all"
    r"|no|these|those|this|senior|local|top|[a-z]+s|former|\d+|police|officials|critics|an?)\b",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"(?:late |early |last )?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Jan(?:uary)?|Feb(?:ruary)?|March|April|May"
    r"|June|July|August|Sept(?:ember)?|October|November|December)(?: (?:morning|afternoon|evening|night|\d+))?"
    r"|(?:the|this|that|last) (?:day|week|month|year|night|morning|evening)|that|which|(?:19|20)\d\d"
)
#: How a list of names ends, with its last comma or without: ", and Denmark", "Norway and Denmark".
_LIST_END = re.compile(r"\s*and\s|\s(?:the\s)?[A-Z][\w’'-]*(?:\s[A-Z][\w’'-]*)*\sand\s(?:the\s)?[A-Z][\w’' -]*$")
_LETTERS = re.compile(r"[^\W\d_][^\W\d_\ue003]+|[^\W\d_]\ue003")
_LONGEST_SUBJECT = 220
#: So far before its verb a subject is looked for: a sentence of a megabyte would be read from its start by every verb.
_LOOK_BACK = 1_000
_BROKEN = re.compile(
    r"\s(?:and|or|of|to|but|the|a)$|^[a-z]+s\s(?:the|a|an|its|his|her|their)\s|^(?:to|for|with|by|from|of"
    r"|in|on|at|and)\s"
)
_ADDRESSEE = re.compile(
    r"\s+(?:(?:to |with )?(?:reporters|journalists|the media|lawmakers|supporters|the audience|the crowd"
    r"|the press|media"
    r"|voters|me|us|him|her|them|you|everyone|people|the (?:Associated Press|Washington Post|New York Times|BBC|"
    r"provincial assembly|assembly|council|[A-Z][\w’' ]{2,40}|crowd|[a-z]+)"
    r"|(?:a|an) (?:[\w’'-]+ ){0,4}(?:briefing|conference|interview|audience|crowd|rally|meeting|reporter"
    r"|gathering|group|panel|"
    r"radio|show|program|newspaper|host)|(?:[A-Z][\w’'&\ue003.-]*\s?){1,5}(?:host |anchor "
    r"|reporter )?(?:[A-Z][\w’'-]*\s?){0,3})(?=[\s,:]|\.?$)"
    r"(?:\s?here)?(?: while replying to a question[^,]*)?)"
)
_SETTING = re.compile(
    rf"\s*,?\s*(?:{_DAY}|(?:in|at|during|on|via|through|from|after|outside|before|of|about) (?:an?|the|his"
    rf"|her|its|their|[A-Z])"
    r"[\w’'\ue003&-]*(?:\s(?!that\b|he\b|she\b|it\b|they\b|we\b|there\b|if\b|the\b(?! \w+ (?:conference"
    r"|interview|statement)))"
    r"[\w’'\ue003&-]+){0,6}?(?=,|:|\sthat\b|\s(?:on )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|\s*$)"
    r"|in (?:his|her) remarks"
    r"|in an? (?:[\w-]+ ){0,2}(?:statement|interview|email|e-mail|tweet|post|speech|letter|briefing"
    r"|release))(?=[\s,:]|$)",
)
_THAT = re.compile(r"\s*,?\s*(?:that\b\s*)?")
_CONTENT_END = re.compile(r"[\s,;:.!?—–-]+$")


def trimmed(masked: str, start: int, end: int) -> tuple[int, int]:
    """The span without white space and outer punctuation."""
    while start < end and (masked[start].isspace() or masked[start] in ",;:—–-"):
        start += 1
    found = _CONTENT_END.search(masked, start, end)
    return start, found.start() if found else end


def subject(masked: str, low: int, cue: int) -> tuple[int, int] | None:
    """The noun phrase before the verb at `cue`, not reaching before `low`, or None when none can be told."""
    low = max(low, cue - _LOOK_BACK)
    left = masked[low:cue]
    left = left[: _tail(left)]
    apposed = left.endswith((",", " -"))
    left = left.rstrip(" ,-")
    left = left[: _tail(left)].rstrip(" ,")
    start = _segment_start(left, apposed=apposed)
    start += _conjunction(left[start:])
    opener = _OPENER.match(left, start)
    start = opener.end() if opener else start
    span = (low + start + len(left[start:]) - len(left[start:].lstrip(" “(")), low + len(left))
    return span if plausible(masked[span[0] : span[1]]) else None


def _tail(left: str) -> int:
    bare = left.rstrip()
    found = _TRAIL.search(left) if _TRAIL_WORD.fullmatch(_last_word(bare)) else None
    if not found:
        return len(bare)
    kept = left[: found.start()].rstrip()
    return len(kept) if kept and not INTRO.fullmatch(kept) else len(bare)


def _last_word(bare: str) -> str:
    start = len(bare)
    while start and (bare[start - 1].isalnum() or bare[start - 1] == "_"):
        start -= 1
    return bare[start:]


def _segment_start(left: str, *, apposed: bool) -> int:
    """Where the comma-parted piece that holds the subject begins."""
    commas = [m.start() for m in re.finditer(",", left)]
    bounds = [0, *(c + 1 for c in commas)]
    if not commas:
        return 0
    last = bounds[-1]
    if not apposed:
        return _list_start(left, bounds) if _LIST_END.match(left, last) else last
    at, ends = len(bounds) - 1, [*commas, len(left)]
    while at > 0 and _attached(left, bounds, ends, at):
        at -= 1
    return bounds[at]


def _attached(left: str, bounds: list[int], ends: list[int], at: int) -> bool:
    """Whether piece `at` says something of the piece before it, and that one is no introduction."""
    piece, before = left[bounds[at] : ends[at]], left[bounds[at - 1] : ends[at - 1]]
    if INTRO.match(before) and at - 1 == 0 and not _NAME_ONLY.match(before):
        return False
    if _CLAUSE_ASIDE.match(piece) or _APPOSITION.match(piece):
        return True
    return bool(_NAME_ONLY.match(piece)) and bool(_ROLE_HEAD.match(before) or _NAME_ONLY.match(before))


def _list_start(left: str, bounds: list[int]) -> int:
    """Where a list of names begins, as in "Sessions, Flynn and Giuliani said"."""
    at = len(bounds) - 1
    while at > 0 and _NAME_ONLY.match(left[bounds[at - 1] : bounds[at] - 1]):
        at -= 1
    opens = at > 0 and _OFFICES_OF.search(left[bounds[at - 1] : bounds[at] - 1])
    return bounds[at - 1] + opens.start() if opens else bounds[at]


def _conjunction(piece: str) -> int:
    """How much to cut before the last conjunction that opens a clause of its own."""
    cut = _CUT.match(piece)
    offset = cut.end() if cut and not piece[cut.end() :].lstrip().startswith(("who ", "of ")) else 0
    both = _AND.match(piece, offset)
    if both and _FINITE.search(piece, offset, both.end()) and "who " not in piece[offset : both.end()]:
        offset = both.end()
    return offset


def plausible(phrase: str) -> bool:
    """Whether a phrase can be a source: a pronoun, a name, or a determined noun phrase without a verb of its own."""
    if not phrase or len(phrase) > _LONGEST_SUBJECT or INNER in phrase[:1] or _BROKEN.search(phrase):
        return False
    if _PRONOUN.match(phrase):
        return True
    if _TIME.fullmatch(phrase):
        return False
    head = phrase.split(",", 1)[0]
    main = head.split(" who ", 1)[0].split(" whose ", 1)[0]
    if _FINITE.search(main) and not re.match(r".*\b\w+ed\b", main):
        return False
    if re.search(r"\b(?:is|are|was|were|has|have|had|will|would|can|could)\b", main):
        return False
    return _DETERMINED.match(phrase) is not None or any(word[0].isupper() for word in _LETTERS.findall(phrase))


def object_source(masked: str, start: int, end: int) -> tuple[int, int] | None:
    """The noun phrase after an inverted verb (", said James Blair, the campaign's director.") or "according to"."""
    rest = masked[start:end]
    stop = _INVERTED_END.search(rest)
    length = stop.start() if stop else len(rest)
    first = start + len(rest) - len(rest.lstrip())
    last = start + len(rest[:length].rstrip(" ,:;.!?"))
    return (first, last) if first < last and plausible(masked[first:last]) else None


_INVERTED_END = re.compile(
    r"[.;:!?“”]|\s[—–]\s|\s-{1,2}\s|,?\s(?:adding|saying|referring|noting|who (?:also|added|said)"
    r"|when asked|as (?:he|she|they|it|the)|while|after|during"
    rf"|when|before|because|but|since|if|although|in (?:an?|his|her|its"
    rf"|their) (?:[\w’'-]+ ){{0,4}}(?:interview|statement|email|e-mail|tweet|post|speech|release|"
    rf"briefing|conference|video|memo|report|letter|article|editorial)|at an? |on (?:Twitter|Facebook|X\b"
    rf"|CNN|Fox|MSNBC|NBC|ABC|CBS|the (?:show|program|Senate|House)|his|her)|to (?:reporters|me)|{_DAY})\b"
    r"|,\s(?:in|on|at|with|and|citing|explaining|arguing|telling)\s"
)


def content_start(masked: str, cue_end: int, end: int, *, told: bool) -> int:
    """Where the reported clause begins after a verb: past the addressee, the setting and "that"."""
    at = cue_end
    lead = _ADDRESSEE.match(masked, at, end) if told else None
    if lead is None and masked.startswith(" to ", at):
        lead = re.compile(r"\s+to (?:reporters|journalists|me|CNN|the [\w ]+?|[A-Z]\w+)(?=,|\sthat\b|:)").match(
            masked, at, end
        )
    at = lead.end() if lead else at
    for _ in range(3):
        setting = _SETTING.match(masked, at, end)
        if not setting or setting.end() == at or setting.end() >= end:
            break
        at = setting.end()
    that = _THAT.match(masked, at, end)
    at = that.end() if that else at
    while at < end and masked[at] in ":, ":
        at += 1
    return at
