"""Files that make a scheduler call `tracker run`: for systemd, for cron, for GitHub Actions.

Owns their text and their quoting. Pure: writes no file, looks at no folder.
"""

from tracker.report.operations.schedule.crontab import crontab
from tracker.report.operations.schedule.plan import File, Plan
from tracker.report.operations.schedule.systemd import systemd
from tracker.report.operations.schedule.workflow import workflow

__all__ = ["File", "Plan", "crontab", "systemd", "workflow"]
