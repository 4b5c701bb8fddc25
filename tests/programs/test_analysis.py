"""What the page for researchers tells people to type works."""

from __future__ import annotations

import re
import shutil
import sqlite3
from pathlib import Path

import pandas as pd
import pytest

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "analysis.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


def test_the_python_of_the_page_runs(demo_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(demo_data, tmp_path / "data", ignore=shutil.ignore_patterns("archive", "site"))
    monkeypatch.chdir(tmp_path)
    first, second = blocks("python")
    names: dict[str, object] = {}
    exec(first, names)  # noqa: S102  the page's own words
    assert len(names["own"]) > 100
    assert names["answers"]["lag_days_least"].notna().any()
    exec(second, names)  # noqa: S102  the same
    drawn = names["drawn"]
    assert not drawn.duplicated(["incident", "issuer_id"]).any()


def test_the_sql_of_the_page_answers_in_sqlite_and_pandas(demo_data: Path, tmp_path: Path) -> None:
    shutil.copyfile(demo_data / "tracker.db", tmp_path / "tracker.db")
    queries = blocks("sql")
    assert len(queries) == 5
    db = sqlite3.connect(tmp_path / "tracker.db")
    try:
        for query in queries:
            found = pd.read_sql(query.strip().rstrip(";"), db)
            assert len(found) > 0, query
        shared = pd.read_sql(queries[2].strip().rstrip(";"), db)
        assert (shared["issuers"] > 1).all()
        assert (shared["last_to_follow"] >= 0).all()
    finally:
        db.close()


def test_every_table_and_view_that_the_page_names_exists(demo_data: Path, tmp_path: Path) -> None:
    shutil.copyfile(demo_data / "tracker.db", tmp_path / "tracker.db")
    db = sqlite3.connect(tmp_path / "tracker.db")
    views = {row[0] for row in db.execute("SELECT name FROM sqlite_schema WHERE type = 'view'")}
    db.close()
    assert [view for view in views if f"`{view}`" not in PAGE] == []


def test_a_formula_view_gives_the_firsts_that_the_pages_give(demo_data: Path, tmp_path: Path) -> None:
    shutil.copyfile(demo_data / "tracker.db", tmp_path / "tracker.db")
    db = sqlite3.connect(tmp_path / "tracker.db")
    firsts = db.execute(
        "SELECT f.id, f.first_issuer, u.issuer, f.first_shared FROM formulas AS f"
        " JOIN formula_first_uses AS u ON u.formula = f.id AND u.place = 1 WHERE length(f.first_date) >= 10"
    ).fetchall()
    db.close()
    by_formula: dict[str, set[str]] = {}
    for formula, first, issuer, _ in firsts:
        by_formula.setdefault(f"{formula} {first}", set()).add(str(issuer))
    assert len(by_formula) > 50
    assert [key for key, issuers in by_formula.items() if key.split()[1] not in issuers] == []
