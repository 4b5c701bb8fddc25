"""The weights that a collection learnt from its own text, as a file beside the archive.

Owns where they are kept and what is said when they cannot be read. Never learns any.
"""

from __future__ import annotations

from tracker.errors import ArchiveDamaged, BadInput
from tracker.jobs.replacing import replace_text
from tracker.jobs.workspace import Workspace
from tracker.match import epochs, refit
from tracker.match.epochs import Epoch


def epoch_of(workspace: Workspace) -> Epoch:
    """The epoch that matching uses here: the last refit's, or the shipped one. ArchiveDamaged if it cannot be read."""
    if not workspace.epoch.exists():
        return epochs.current()
    try:
        return refit.refitted(epochs.current(), refit.read(workspace.epoch.read_text("utf-8")))
    except (BadInput, UnicodeDecodeError, OSError) as error:
        raise ArchiveDamaged(
            f"{workspace.epoch}: {error}; restore it from a backup; to go back to the shipped weights"
            " remove the file and run `tracker match`"
        ) from error


def write_epoch(workspace: Workspace, made: refit.Refit) -> None:
    """Put a refit in the place of the one before, at once."""
    replace_text(workspace.epoch, refit.written(made))
