"""A workflow for GitHub Actions that keeps what it collects in its own repository.

Owns YAML's and the workflow's quoting: values stand in the environment, never in a script.
"""

from __future__ import annotations

import json
import shlex

from tracker.errors import BadConfig
from tracker.report.operations.schedule.plan import PING, File, Plan

_TEXT = """\
# Statement tracker on GitHub Actions. Written by `tracker schedule github`; it belongs into .github/workflows/.
#
# What you should know before you rely on it:
# - The archive is the truth, so it is committed. It only grows, each commit holds the month's file anew until git packs
#   it, and GitHub takes no file over 100 MB. For more than some twenty sources use a machine with a disk of its own.
# - The store lives in a cache, which GitHub drops when it was not used for a week or takes room. It is then made anew
#   from the archive; what you acknowledged and what the last digest said are forgotten with it.
# - GitHub starts schedules late, leaves some out under load, and switches them off in a repository in which nothing
#   happened for 60 days. Let something outside watch: `tracker schedule github --ping URL`.
# - Whoever may read the repository reads the archive. Keep it private, unless the texts are yours to publish.
name: Statement tracker
"on":
  schedule:
    - cron: "23 */6 * * *"
  workflow_dispatch: {{}}
permissions: {{}}
concurrency:
  group: statement-tracker
  cancel-in-progress: false
jobs:
  run:
    runs-on: ubuntu-24.04
    timeout-minutes: 180
    permissions:
      contents: write # to commit the archive
    env:
      DATA: {data}
      SOURCES: {sources}
      TRACKER_NOTIFY: ${{{{ secrets.TRACKER_NOTIFY }}}}
    steps:
      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683 # v4.2.2
      - uses: actions/setup-python@a26af69be951a213d495a4c3e4e4022e16d87065 # v5.6.0
        with:
          python-version: "3.12"
      - name: Install # the program itself lies in this repository
        run: python -m pip install ".[notify]"
      - name: Bring the store back
        uses: actions/cache/restore@5a3ec84eff668545956fd18022155c47e93e2684 # v4.2.3
        with:
          path: |
            {data_path}/tracker.db
            {data_path}/digest.unsent
          key: statement-tracker-${{{{ github.run_id }}}}
          restore-keys: statement-tracker-
      - name: Make the store anew, if the cache was dropped
        run: |
          if [ -f "$DATA/archive/journal.jsonl" ] && [ ! -f "$DATA/tracker.db" ]; then
            # 1 says that something was lost or has no entry any more: the rest is there
            tracker --data "$DATA" --sources "$SOURCES" rebuild || test $? -eq 1
          fi
      - name: Run # 1 says that a source is in trouble: the last step tells of it
        run: tracker --data "$DATA" --sources "$SOURCES" run || test $? -eq 1
{ping}      - name: Keep the store
        if: always()
        uses: actions/cache/save@5a3ec84eff668545956fd18022155c47e93e2684 # v4.2.3
        with:
          path: |
            {data_path}/tracker.db
            {data_path}/digest.unsent
          key: statement-tracker-${{{{ github.run_id }}}}
      - name: Commit what was collected
        if: always()
        run: |
          [ -d "$DATA/archive" ] || exit 0
          git config user.name "statement tracker"
          git config user.email "statement-tracker@users.noreply.github.com"
          git add --force -- "$DATA/archive"
          git diff --cached --quiet && exit 0
          git commit --quiet --message "Collected $(date -u +%Y-%m-%dT%H:%MZ)"
          git pull --quiet --rebase
          git push --quiet
      - name: Health # fails when a source is in trouble; GitHub then writes to whoever last changed this file
        run: tracker --data "$DATA" --sources "$SOURCES" health
"""

_PING = """\
      - name: Dead man's switch # whoever is not asked for a day raises the alarm
        env:
          PING: {ping}
        run: {command} "$PING" || true
"""


def workflow(plan: Plan) -> tuple[File, ...]:
    """The workflow. Its paths lie in the repository: BadConfig for others."""
    for name, value in (("--data", plan.data), ("--sources", plan.sources)):
        if value.startswith("/") or ".." in value.split("/"):
            raise BadConfig(
                f"{name} {value}: in a workflow paths lie in the repository; name one like data or app/data"
            )
    for value in (plan.data, plan.sources, plan.ping):
        if "${{" in value:
            raise BadConfig(f"{value}: holds ${{{{, which a workflow would carry out; name another one")
    if any(sign in plan.data for sign in "*?[!#"):
        raise BadConfig(f"--data {plan.data}: a workflow's cache takes * ? [ ! # for patterns; name another folder")
    ping = _PING.format(ping=_yaml(plan.ping), command=shlex.join(PING)) if plan.ping else ""
    text = _TEXT.format(data=_yaml(plan.data), data_path=plan.data, sources=_yaml(plan.sources), ping=ping)
    return (File(name="statement-tracker.yml", text=text),)


def _yaml(text: str) -> str:
    """A text as YAML writes it between quotes."""
    return json.dumps(text, ensure_ascii=False)
