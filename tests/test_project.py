"""What the project says of itself is true: dependencies, verbs, pictures, targets."""

import re
import tomllib
from pathlib import Path

import pytest

from tracker.cli.app import app

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
README = (ROOT / "README.md").read_text("utf-8")
PAGES = [*sorted((ROOT / "docs").glob("*.md")), ROOT / "README.md", ROOT / "CONTRIBUTING.md"]


def names(requirements: list[str]) -> set[str]:
    return {re.split(r"[<>=\[;]", requirement)[0].lower() for requirement in requirements}


def pins() -> set[str]:
    lines = [one for one in (ROOT / "constraints.txt").read_text("utf-8").splitlines() if not one.startswith("#")]
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.+!]+", line) for line in lines)
    return {line.split("==")[0].lower().replace("_", "-") for line in lines}


def test_every_dependency_has_its_reason_and_its_pin() -> None:
    extras = [one for group in PROJECT["project"]["optional-dependencies"].values() for one in group]
    wanted = names(PROJECT["project"]["dependencies"] + extras)
    reasons = (ROOT / "docs" / "dependencies.md").read_text("utf-8").lower()
    assert {name for name in wanted if name not in reasons} == set()
    assert wanted - pins() == set()
    assert names(PROJECT["dependency-groups"]["dev"]) - pins() == set()


def test_every_extra_is_explained() -> None:
    page = (ROOT / "docs" / "dependencies.md").read_text("utf-8")
    assert [one for one in PROJECT["project"]["optional-dependencies"] if f"| `{one}` |" not in page] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_verb_and_target_of_a_page_exists(page: Path) -> None:
    verbs = {command.name or command.callback.__name__ for command in app.registered_commands if command.callback}
    verbs |= {group.name for group in app.registered_groups if group.name}
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    code = "\n".join(re.findall(r"^```sh\n.*?^```|`[^`\n]+`", page.read_text("utf-8"), re.MULTILINE | re.DOTALL))
    assert set(re.findall(r"^`?(?:\S*/)?tracker ([a-z]+)", code, re.MULTILINE)) - verbs == set()
    assert set(re.findall(r"^`?make ([a-z-]+)", code, re.MULTILINE)) - targets == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text("utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_the_readme_leads_to_every_page() -> None:
    assert [page.name for page in (ROOT / "docs").glob("*.md") if f"(docs/{page.name})" not in README] == []


def test_every_picture_is_light_and_shown() -> None:
    pages = "".join(one.read_text("utf-8") for one in [*(ROOT / "docs").glob("*.md"), ROOT / "README.md"])
    for picture in (ROOT / "docs" / "pictures").glob("*.png"):
        assert picture.stat().st_size < 150_000, picture.name
        assert f"pictures/{picture.name})" in pages, picture.name
