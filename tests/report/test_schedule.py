"""Files for schedulers: installed into a folder, parsed by each scheduler's own rules, and what they call is called."""

import re
import shlex
import shutil
import subprocess
from collections import defaultdict
from pathlib import Path

import pytest
import yaml
from hypothesis import given, strategies as st

from tracker.errors import BadConfig
from tracker.report.operations.schedule import Plan, crontab, systemd, workflow

#: Every sign that one of the three reads as its own.
ODD = '/srv/a b%20$HOME/it\'s "so"; \\x #{}'
PING = "https://ping.example/a%20b?k=$v&x=1"
PLAN = Plan(program=("/opt/tracker/bin/tracker",), data=ODD, sources=f"{ODD}/sources.yaml", user="press", ping=PING)
PATHS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S")) | st.just(" "), min_size=1).map(
    "/{}".format
)


def unit(text: str) -> dict[str, dict[str, list[str]]]:
    """Sections, keys and values of a unit file; nothing but sections, assignments and comments may stand in it."""
    found: dict[str, dict[str, list[str]]] = {}
    for line in text.splitlines():
        if not line or line.startswith("#"):
            continue
        if section := re.fullmatch(r"\[([A-Z][a-z]+)\]", line):
            current = found.setdefault(section[1], defaultdict(list))
            continue
        key, equals, value = line.partition("=")
        assert equals
        assert re.fullmatch(r"[A-Za-z]+", key), line
        current[key].append(value)
    return found


def words(value: str, *, command: bool) -> list[str]:
    """The words of a unit's value as systemd reads them: quotes, escapes, specifiers, in commands also variables."""
    found, at = [], 0
    while at < len(value):
        if value[at] == " ":
            at += 1
            continue
        word, quoted = "", value[at] == '"'
        at += quoted
        while at < len(value) and value[at] != ('"' if quoted else " "):
            if value[at] == "\\":
                assert value[at + 1] in '\\"', value
                at += 1
            word += value[at]
            at += 1
        at += quoted
        found.append(word)
    first, *rest = (word for word in found)
    assert all(len(run) % 2 == 0 for word in found for run in re.findall("%+", word)), value
    if command:
        assert all(len(run) % 2 == 0 for word in rest for run in re.findall(r"\$+", word)), value
        rest = [word.replace("$$", "$") for word in rest]
    return [word.replace("%%", "%") for word in (first, *rest)]


def cron_command(line: str) -> str:
    """What cron hands to the shell: after five fields, up to a bare per cent sign, escaped ones as they are."""
    minute, hour, *others, command = line.split(" ", 5)
    assert 0 < int(minute) < 60
    assert [hour, *others] == ["*"] * 4
    assert not re.search(r"(?<!\\)%", command)
    return command.replace(r"\%", "%")


def test_the_service_runs_the_tracker_and_may_write_its_folder() -> None:
    service = unit(systemd(PLAN)[0].text)["Service"]
    assert words(service["ExecStart"][0], command=True) == list(PLAN.command("run"))
    assert words(service["ReadWritePaths"][0], command=False) == [ODD]
    assert words(service["ExecStartPost"][0].removeprefix("-"), command=True)[-1] == PING
    assert (service["Type"], service["User"], service["SuccessExitStatus"]) == (["oneshot"], ["press"], ["1"])
    assert (service["ProtectSystem"], service["NoNewPrivileges"], service["PrivateTmp"]) == (
        ["strict"],
        ["yes"],
        ["yes"],
    )


def test_a_folder_in_tmp_is_not_hidden_from_its_service() -> None:
    plan = Plan(program=("/usr/bin/tracker",), data="/tmp/data", sources="/etc/sources.yaml")  # noqa: S108  not made
    assert "PrivateTmp" not in systemd(plan)[0].text
    assert "ExecStartPost" not in systemd(plan)[0].text
    assert "User=" not in systemd(plan)[0].text


def test_the_timer_makes_up_for_what_it_missed() -> None:
    files = systemd(PLAN)
    timer = unit(files[1].text)
    assert timer["Timer"]["Persistent"] == ["true"]
    assert int(timer["Timer"]["RandomizedDelaySec"][0]) > 0
    assert timer["Timer"]["Unit"] == [files[0].name]
    assert timer["Install"]["WantedBy"] == ["timers.target"]


@given(data=PATHS, sources=PATHS)
def test_any_path_comes_through_systemd_and_cron_as_it_was(data: str, sources: str) -> None:
    plan = Plan(program=("/usr/bin/tracker",), data=data, sources=sources)
    service = unit(systemd(plan)[0].text)["Service"]
    assert words(service["ExecStart"][0], command=True) == list(plan.command("run"))
    assert words(service["ReadWritePaths"][0], command=False) == [data]
    lines = [line for line in crontab(plan)[0].text.splitlines() if not line.startswith("#")]
    assert shlex.split(cron_command(lines[0]))[6:12] == list(plan.command("run"))


@pytest.mark.parametrize("plan", [PLAN, Plan(program=("/bin/sh",), data="/srv/x", sources="/srv/s.yaml")])
def test_systemd_itself_finds_nothing_wrong(tmp_path: Path, plan: Plan) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is not installed here; the units were read by the parser of this test alone")
    real = Plan(program=("/bin/sh",), data=plan.data, sources=plan.sources, user="root", ping=plan.ping)
    for file in systemd(real):
        (tmp_path / file.name).write_text(file.text, "utf-8")
    paths = [str(path) for path in sorted(tmp_path.iterdir())]
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *paths],  # noqa: S607  looked up just above
        capture_output=True,
        text=True,
        check=False,
    )
    own = [line for line in done.stderr.splitlines() if "statement-tracker" in line]
    assert own == []
    assert done.returncode == 0, done.stderr


def run_in_cron(tmp_path: Path, code: int) -> tuple[list[str], bool, str]:
    """The line of a crontab, carried out by the shell: the words that reached the tracker, whether a ping was sent."""
    folder = tmp_path / "a b%20$HOME it's"
    seen, pinged = tmp_path / "seen", tmp_path / "pinged"
    for name, text in (
        ("tracker", f'printf "%s\\n" "$@" > {seen}; echo talk >&2; exit {code}'),
        ("curl", f'printf "%s\\n" "$@" > {pinged}'),
    ):
        program = tmp_path / name
        program.write_text(f"#!/bin/sh\n{text}\n")
        program.chmod(0o755)
    plan = Plan(program=(str(tmp_path / "tracker"),), data=str(folder), sources=f"{folder}/s.yaml", ping=PING)
    line = next(line for line in crontab(plan)[0].text.splitlines() if not line.startswith("#"))
    environment = {"PATH": f"{tmp_path}:/usr/bin:/bin", "HOME": "/nowhere"}
    subprocess.run(["/bin/sh", "-c", cron_command(line)], env=environment, check=False)
    assert seen.read_text().splitlines() == list(plan.command("run"))[1:]
    said = pinged.read_text().splitlines()[-1] if pinged.exists() else ""
    return [said], pinged.exists(), (folder / "run.log").read_text()


@pytest.mark.parametrize(("code", "ping"), [(0, True), (1, True), (2, False), (3, False), (137, False)])
def test_the_line_of_a_crontab_runs_and_pings_when_the_job_came_to_its_end(
    tmp_path: Path, code: int, ping: bool
) -> None:
    said, pinged, log = run_in_cron(tmp_path, code)
    assert pinged is ping
    assert said == [PING if ping else ""]
    assert log == "talk\n"


def steps(text: str) -> tuple[dict[str, object], list[dict[str, str]]]:
    found = yaml.safe_load(text)
    return found, found["jobs"]["run"]["steps"]


def test_the_workflow_is_yaml_with_few_rights_and_a_time_off_the_hour() -> None:
    plan = Plan(program=("x",), data="app/my data", sources='app/so"urces.yaml', ping=PING)
    found, all_steps = steps(workflow(plan)[0].text)
    assert found["permissions"] == {}
    assert [step["run"] for step in all_steps if step.get("name") == "Install"] == ['python -m pip install ".[notify]"']
    job = found["jobs"]["run"]  # type: ignore[index]
    assert job["permissions"] == {"contents": "write"}
    assert (job["env"]["DATA"], job["env"]["SOURCES"]) == (plan.data, plan.sources)
    minute = found["on"]["schedule"][0]["cron"].split()[0]  # type: ignore[index]
    assert int(minute) % 15 != 0
    assert found["concurrency"] == {"group": "statement-tracker", "cancel-in-progress": False}
    assert all(re.fullmatch(r"actions/[a-z/-]+@[0-9a-f]{40}", step["uses"]) for step in all_steps if "uses" in step)
    assert [step["env"]["PING"] for step in all_steps if "env" in step] == [PING]  # type: ignore[index]


@pytest.mark.parametrize(("code", "left"), [(0, 0), (1, 0), (2, 2), (3, 3)])
def test_the_scripts_of_the_workflow_run(tmp_path: Path, code: int, left: int) -> None:
    """As GitHub carries them out: by bash, which ends at the first command that fails."""
    program = tmp_path / "tracker"
    program.write_text(f'#!/bin/sh\nprintf "%s|" "$@" >> {tmp_path}/seen\nexit {code}\n')
    program.chmod(0o755)
    data = tmp_path / "my data" / "archive"
    data.mkdir(parents=True)
    (data / "journal.jsonl").touch()
    _, all_steps = steps(workflow(Plan(program=("x",), data="my data", sources="s.yaml"))[0].text)
    scripts = {step["name"].split(",")[0]: step["run"] for step in all_steps if "run" in step}
    environment = {"PATH": f"{tmp_path}:/usr/bin:/bin", "DATA": "my data", "SOURCES": "s.yaml"}

    def carried_out(name: str) -> int:
        call = ["/bin/bash", "-e", "-c", scripts[name]]
        return subprocess.run(call, env=environment, cwd=tmp_path, check=False).returncode

    assert (carried_out("Run") == 0) is (left == 0)
    assert (tmp_path / "seen").read_text() == "--data|my data|--sources|s.yaml|run|"
    assert (carried_out("Make the store anew") == 0) is (left == 0)
    assert (tmp_path / "seen").read_text().endswith("s.yaml|rebuild|")
    assert carried_out("Health") == code


def test_the_workflow_commits_the_archive_and_only_if_there_is_something_new(tmp_path: Path) -> None:
    _, all_steps = steps(workflow(Plan(program=("x",), data="data", sources="s.yaml"))[0].text)
    script = next(step["run"] for step in all_steps if step.get("name") == "Commit what was collected")
    far, here = tmp_path / "far.git", tmp_path / "here"
    environment = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "DATA": "data", "GIT_CONFIG_NOSYSTEM": "1"}

    def call(*command: str, cwd: Path = tmp_path) -> str:
        done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    call("git", "init", "-q", "--bare", "-b", "main", str(far))
    call("git", "clone", "-q", str(far), str(here))
    call(
        "git", "-c", "user.name=a", "-c", "user.email=a@b.example", "commit", "-q", "--allow-empty", "-m", "a", cwd=here
    )
    call("git", "push", "-q", "-u", "origin", "HEAD:main", cwd=here)
    call("git", "branch", "-q", "-M", "main", cwd=here)
    call("git", "branch", "-q", "--set-upstream-to=origin/main", cwd=here)
    call("/bin/bash", "-e", "-c", script, cwd=here)
    (here / "data" / "archive").mkdir(parents=True)
    (here / "data" / "tracker.db").write_text("no")
    (here / "data" / "archive" / "journal.jsonl").write_text("yes")
    for _ in range(2):
        call("/bin/bash", "-e", "-c", script, cwd=here)
    assert call("git", "rev-list", "--count", "main", cwd=far).strip() == "2"
    assert call("git", "ls-tree", "-r", "--name-only", "main", cwd=far).split() == ["data/archive/journal.jsonl"]


@pytest.mark.parametrize(
    ("more", "kind", "said"),
    [
        ({"data": "/srv/a\nb"}, systemd, "line end"),
        ({"user": "a\nExecStart=x"}, systemd, "line end"),
        ({"program": ("/opt/50%/tracker",)}, systemd, "install it elsewhere"),
        ({"ping": "javascript:alert(1)"}, crontab, "https://"),
        ({"ping": "https://a.example/ x"}, crontab, "https://"),
        ({"ping": "https://[x"}, crontab, "https://"),
        ({"data": "/srv/data"}, workflow, "lie in the repository"),
        ({"sources": "../sources.yaml"}, workflow, "lie in the repository"),
        ({"data": "a${{ secrets.X }}"}, workflow, "carry out"),
        ({"data": "a*"}, workflow, "patterns"),
    ],
)
def test_what_a_file_cannot_hold_is_refused(more: dict[str, str], kind: object, said: str) -> None:
    with pytest.raises(BadConfig, match=said):
        kind(Plan(**{"program": ("/usr/bin/tracker",), "data": "data", "sources": "s.yaml", **more}))  # type: ignore[operator, arg-type]


@pytest.mark.parametrize("user", ["bad user", "-x", "a/b", "a:b", "ä", "a%b", "1a"])
def test_a_user_whom_systemd_would_not_take_is_refused(user: str) -> None:
    with pytest.raises(BadConfig, match="--user"):
        systemd(Plan(program=("/usr/bin/tracker",), data="/srv/x", sources="/srv/s.yaml", user=user))


@pytest.mark.parametrize("user", ["root", "www-data", "_tracker", "jo.doe", "1000", "me@corp.example"])
def test_a_user_of_another_usual_form_is_taken(user: str) -> None:
    service = systemd(Plan(program=("/usr/bin/tracker",), data="/srv/x", sources="/srv/s.yaml", user=user))[0]
    assert f"\nUser={user}\n" in service.text
