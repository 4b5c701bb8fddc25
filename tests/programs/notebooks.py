"""The notebooks run from top to bottom and kept with what they gave; a name on the command line picks one.

Owns what of a run is kept: outputs without the time, the machine or the kernel's version, and a mark of the code that
made them, by which a notebook that was edited and not run again is told.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def read(path: Path) -> nbformat.NotebookNode:
    return nbformat.read(path, as_version=4)


def mark(notebook: nbformat.NotebookNode) -> str:
    """A hash of the code of all cells."""
    code = "\0".join(cell.source for cell in notebook.cells if cell.cell_type == "code")
    return hashlib.sha256(code.encode()).hexdigest()[:16]


def executed(path: Path) -> nbformat.NotebookNode:
    """The notebook after a run in its own folder; raises where a cell does."""
    notebook = read(path)
    client = NotebookClient(
        notebook, timeout=300, kernel_name="python3", record_timing=False, resources={"metadata": {"path": path.parent}}
    )
    asyncio.run(client.async_execute())
    for at, cell in enumerate(notebook.cells, 1):
        cell["id"] = f"cell-{at:02d}"
        cell.metadata = nbformat.NotebookNode()
        if cell.cell_type == "code":
            cell.outputs = [one for one in cell.outputs if one.get("name") != "stderr"]
    notebook.metadata = nbformat.from_dict(
        {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
            "tracker": {"code": mark(notebook)},
        }
    )
    return notebook


def write(names: list[str]) -> None:
    """Run the named notebooks, or all, on the sample world, without the reference data, and keep what they gave."""
    for name in ("TRACKER_DATA", "TRACKER_REFERENCE"):
        os.environ.pop(name, None)
    for path in (one for one in NOTEBOOKS if not names or one.stem in names):
        nbformat.write(executed(path), path)
        sys.stdout.write(f"{path.name}: {path.stat().st_size // 1000} kB\n")


if __name__ == "__main__":
    write(sys.argv[1:])
