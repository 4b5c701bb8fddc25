"""The ladder of evaluation as data: one reviewable file a language, compiled once.

Owns which words stand for which class, what raises and what cancels them. Never reads a sentence itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from tracker.errors import BadConfig
from tracker.language.evaluating.ladder_shape import expect_ladder
from tracker.language.texts.letters import one_for_one
from tracker.terms import VerbClass

_SPACELESS = ("zh", "ja")
_NEVER = re.compile(r"(?!)")
#: The speaker's own side, where a file does not say.
_OWN = (r"\b(?:we|i|our government|my (?:country|delegation|government))\b", "中方", "我们", "我方", "中国政府")


#: What may stand before a crowd that opens its sentence, and between it and its verbs, by whether words are spaced.
_OPENING = {True: r"^\W*(?:[\w’'-]+[\s,]+){0,3}", False: "^(?:[^，。；：]{0,20}[，：])?[^，。；]{0,10}"}
_REST = {True: r"(?:[\s,—–]+[\w’'-]+){0,30}[\s,—–]+$", False: "[^。；]{0,120}$"}
#: Between a raising phrase that opens a sentence and its verb stand the subject and little more.
_FRONTED = r")(?=,?(?:\s+[\w’'-]+){1,8}\s+$)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder:
    """Compiled rules of one language. All patterns read lower-cased text; those named after a side are anchored.

    Keys that a file may leave out: `denials`, verb forms that deny by themselves (Turkish kınamıyoruz); `own`, the
    speaker's own side; `infinitives`, what stands before a verb that is asked of somebody; `loose`, raising words that
    may stand apart behind their verb, as those of several words always may; `fronted`, raising phrases that open a
    sentence and raise the verb behind its subject; `targetless`, that what stands behind the verb is not its object
    (verbs last, or first with their subject behind them); `participles`, the only words that a passive hands to another
    doer; `noun_does`, what makes a noun before it an evaluation; `turns`, how a sentence begins that is somebody else's
    altogether (a journalist's question); `crowds`, subjects that are never the speaker and govern their whole sentence
    where they open it; `near`, such subjects that count only right before the verb, since elsewhere they are its object
    as often; `bonds`, what may stand between these two; `foreign`, whole expressions with their verb that are
    another's; `possessed`, what lays a noun into another's hands unless one of `noun_said` stands before it.
    """

    language: str
    spaced: bool
    classes: tuple[tuple[VerbClass, re.Pattern[str]], ...]
    any_class: re.Pattern[str]
    chain: re.Pattern[str]
    after: re.Pattern[str]
    anywhere: re.Pattern[str]
    fronted: re.Pattern[str]
    strongest: re.Pattern[str]
    raising: re.Pattern[str]
    negated: re.Pattern[str]
    hypothetical: re.Pattern[str]
    requested: re.Pattern[str]
    others: re.Pattern[str]
    passive: re.Pattern[str]
    ignored: re.Pattern[str]
    nouns: re.Pattern[str]
    noun_own: re.Pattern[str]
    denials: re.Pattern[str]
    own: re.Pattern[str]
    targetless: bool
    participles: re.Pattern[str]
    noun_does: re.Pattern[str]
    turns: re.Pattern[str]
    opening: re.Pattern[str]
    near: re.Pattern[str]
    foreign: re.Pattern[str]
    possessed: re.Pattern[str]
    noun_said: re.Pattern[str]
    weak: re.Pattern[str]


def _any(patterns: Sequence[str], *, spaced: bool) -> str:
    joined = "|".join(patterns) if patterns else "(?!)"
    return rf"\b(?:{joined})\b" if spaced else f"(?:{joined})"


def _compile(head: str, patterns: Sequence[str], tail: str, *, spaced: bool) -> re.Pattern[str]:
    return re.compile(head + _any(patterns, spaced=spaced) + tail) if patterns else _NEVER


def read_ladder(text: str) -> Ladder:
    """A ladder from the text of its file.

    Raises BadConfig naming the key that is missing or misplaced, or the pattern that does not compile.
    """
    try:
        data = expect_ladder(yaml.safe_load(text))
        return _ladder(yaml.safe_load(one_for_one(text, language=data["language"])))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f"line {mark.line + 1}, column {mark.column + 1}: " if mark else ""
        raise BadConfig(f"ladder: no YAML that can be read: {where}{error.problem}") from error
    except (re.error, ValueError, OverflowError, RecursionError, yaml.YAMLError) as error:
        raise BadConfig(f"ladder: cannot be read: {' '.join(str(error).split())}") from error


def _ladder(data: dict[str, Any]) -> Ladder:
    language = str(data["language"])
    spaced = language not in _SPACELESS
    by_level: dict[int, list[str]] = {int(level): words for level, words in data["intensifiers"].items()}
    raising = [*by_level[3], *by_level[2]]
    links, crowds = [*data["links"]], [*data.get("crowds", ())]
    word = r"[\s,]+" if spaced else ""
    few = r"(?:[\s,]+[\w’'-]+){0,2}[\s,]+$" if spaced else r"[^，。；]{0,2}$"
    reach = r"(?:[\s,]+[\w’'-]+){0,6}[\s,]+$" if spaced else r"[^。；]{0,14}$"
    far = r"(?:(?!, (?:and|but)\b)[\s,]+[\w’'-]+){0,10}[\s,]+$" if spaced else r"[^。；]{0,40}$"
    chain = f"(?:{_any([*raising, *links], spaced=spaced)}{word}){{1,5}}$"
    classes = [(VerbClass(name), _compile("", words, "", spaced=spaced)) for name, words in data["classes"].items()]
    return Ladder(
        language=language,
        spaced=spaced,
        classes=tuple(sorted(classes, key=lambda c: -c[0].rank)),
        any_class=_compile(
            "", [*(w for words in data["classes"].values() for w in words), *data.get("denials", ())], "", spaced=spaced
        ),
        chain=re.compile(chain),
        after=_compile(r"^\s+" if spaced else "^", raising, "", spaced=spaced),
        anywhere=_compile("", [*(w for w in raising if " " in w), *data.get("loose", ())], "", spaced=spaced),
        fronted=_compile(r"(?:^|[.;:!?]\s)\W{0,4}(", data.get("fronted", ()), _FRONTED, spaced=spaced),
        strongest=_compile("", by_level[3], "", spaced=spaced),
        raising=_compile("", raising, "", spaced=spaced),
        negated=_compile("", data["negators"], few, spaced=False) if not spaced else _negated(data["negators"], few),
        hypothetical=_compile("", data["hypotheticals"], reach, spaced=spaced),
        requested=_compile("", data["requests"], _to(data.get("infinitives", ["to"]), spaced=spaced), spaced=spaced),
        others=_compile("", [*data["others"], *crowds], far, spaced=spaced),
        passive=_compile(r"^(?:\s+[\w’'-]+){0,3}\s+", data["passives"], "", spaced=False),
        ignored=_compile("", [*data["topics"], *data["idioms"]], "", spaced=spaced),
        nouns=_compile("^", data["nouns"], "$", spaced=spaced),
        noun_own=_compile("", data["noun_own"], reach if spaced else r"[^，。；]{0,12}$", spaced=spaced),
        denials=_compile("", data.get("denials", []), "", spaced=spaced),
        targetless=bool(data.get("targetless", False)),
        own=_compile("", data["own"], "", spaced=spaced) if "own" in data else re.compile("|".join(_OWN)),
        participles=_compile("^", data.get("participles", [r".+"]), "$", spaced=spaced),
        noun_does=_compile(r"^\s*", data.get("noun_does", []), "", spaced=spaced),
        turns=_compile(r"^\W*", data.get("turns", ()), "", spaced=False),
        opening=_compile(_OPENING[spaced], crowds, _REST[spaced], spaced=spaced),
        near=_compile("", data.get("near", ()), _bonds(data.get("bonds", ()), spaced=spaced), spaced=spaced),
        foreign=_compile("", data.get("foreign", ()), "", spaced=spaced),
        possessed=_compile("", data.get("possessed", ()), few, spaced=False),
        noun_said=_compile("", data.get("noun_said", ()), reach.replace("[\\w", "(?!that\\b)[\\w"), spaced=spaced),
        weak=_compile(
            "", [w for name in ("note", "concern") for w in data["classes"].get(name, ())], "", spaced=spaced
        ),
    )


def _negated(words: Sequence[str], tail: str) -> re.Pattern[str]:
    if not words:
        return _NEVER
    return re.compile(rf"(?:\b(?:{'|'.join(w for w in words if not w.startswith('n['))})|n['’]t)(?! only\b){tail}")


def _bonds(words: Sequence[str], *, spaced: bool) -> str:
    return rf"(?:\s+{_any(words, spaced=True)}){{0,4}}\s+$" if spaced else f"(?:{'|'.join(words) or '(?!)'}){{0,4}}$"


def _to(infinitives: Sequence[str], *, spaced: bool) -> str:
    return rf"[^.;:!?]*\b(?:{'|'.join(infinitives)})(?:\s+[\w’'-]+){{0,3}}\s+$" if spaced else r"[^，。；]*$"


@cache
def ladder(language: str) -> Ladder | None:
    """The shipped ladder for a language tag, or None when there is none ("No condemnation" must not mean "unread")."""
    code = language.split("-", 1)[0].lower()
    resource = files("tracker.language").joinpath(f"data/ladder_{code}.yaml")
    return read_ladder(resource.read_text(encoding="utf-8")) if resource.is_file() else None
