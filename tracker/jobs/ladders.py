"""The ladders of evaluation that a user keeps beside sources.yaml, in place of the shipped ones.

Owns the folder `ladders` and what its files are called. Never reads a sentence.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from tracker.errors import BadConfig
from tracker.jobs.workspace import Workspace
from tracker.language.evaluating.ladder import Ladder, read_ladder

_NAMED = re.compile(r"(?:ladder_)?([a-z]{2,3})\.ya?ml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladders:
    """Ladders by primary language, and a name for exactly these; the name is empty where there are none."""

    rules: Mapping[str, Ladder] = field(default_factory=dict)
    version: str = ""


def ladders_of(workspace: Workspace) -> Ladders:
    """What lies in `ladders` beside sources.yaml: one file a language, in the form of the shipped ladder_en.yaml.

    Raises BadConfig naming the file that has another name, cannot be read, says that it is of another language, or
    is the second one of its language. What begins with a dot is a file manager's or an editor's own, and passed over.
    """
    folder = workspace.ladders
    if not folder.is_dir():
        if folder.exists():
            raise BadConfig(f"{folder}: expected a folder with files such as ladder_en.yaml, found a file")
        return Ladders()
    rules: dict[str, Ladder] = {}
    digest = hashlib.sha256()
    for path in sorted(one for one in folder.iterdir() if not one.name.startswith(".")):
        named = _NAMED.fullmatch(path.name)
        if named is None:
            raise BadConfig(f"{path}: expected a name such as ladder_en.yaml; rename it or move it away")
        try:
            body = path.read_bytes()
            ladder = read_ladder(body.decode("utf-8"))
        except (OSError, UnicodeDecodeError) as error:
            raise BadConfig(f"{path}: cannot be read as UTF-8 text: {error}") from error
        except BadConfig as error:
            raise BadConfig(f"{path}: {error}") from error
        if ladder.language != named[1]:
            raise BadConfig(f"{path}: says language {ladder.language!r}, expected {named[1]!r} as in its name")
        if named[1] in rules:
            raise BadConfig(f"{path}: a second ladder of {named[1]!r}; keep one of them")
        rules[named[1]] = ladder
        digest.update(named[1].encode() + b"\0" + body)
    return Ladders(rules=rules, version=digest.hexdigest()[:12] if rules else "")
