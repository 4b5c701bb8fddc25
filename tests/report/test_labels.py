"""labels.toml holds what readers see and nothing else."""

import re
from pathlib import Path

from tracker.report.labels import labels

PACKAGE = Path(__file__).resolve().parents[2] / "tracker"


def test_every_label_is_asked_for() -> None:
    written = "".join(one.read_text("utf-8") for kind in ("*.py", "*.html") for one in sorted(PACKAGE.rglob(kind)))
    whole = set(re.findall(r"""["']([a-z_]+(?:\.[\w-]+)+)["']""", written))
    # Keys that end with a value (f"move.{…}" in code, 'nav.' ~ … in templates), and switches of views.
    begun = set(re.findall(r"""["']([\w-]+(?:\.[\w-]+)*[._])(?:\{|["']\s*~)""", written))
    begun |= {f"{one}." for one in re.findall(r"""\bviews\([^}]*'([a-z.]+)'\)""", written)}
    counted = {f"{one}.{number}" for one in whole for number in ("one", "many")}
    assert [key for key in labels() if key not in whole | counted and not key.startswith(tuple(begun))] == []
