"""What was archived is read and replayed by other people's tools: warcio checks it, pywb shows it byte for byte."""

import hashlib
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tracker.collect.keeping.archive import Archive
from tracker.model import Capture, capture_id

ROOT = Path(__file__).resolve().parents[2]
#: pywb needs older packages than ours: it has an environment of its own, made by `make test-all`.
REPLAY = ROOT / ".venv-replay" / "bin"
START = datetime(2026, 3, 30, 6, tzinfo=UTC)
WAIT = 60.0

pytestmark = pytest.mark.long


def captured(path: str, body: bytes, kind: str, *, minute: int, **more: object) -> Capture:
    """A capture as a visit makes it, with headers that were true on the wire alone."""
    url, at, sha256 = f"https://mfa.example/{path}", START + timedelta(minutes=minute), hashlib.sha256(body).hexdigest()
    headers = (("content-type", kind), ("content-encoding", "br"), ("transfer-encoding", "chunked"), ("etag", '"é"'))
    whole = {"id": capture_id("src", url, at, sha256), "source": "src", "url": url, "final_url": url, "role": "item"}
    return Capture(**(whole | {"retrieved_at": at, "sha256": sha256, "headers": headers} | more))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """One of each kind: a page, JSON, the page again, a 304, another address with its body, a 404, a file."""
    archive = Archive(tmp_path_factory.mktemp("small") / "archive")
    page, said, lost = "<p>Nous condamnons à Ruvène</p>".encode(), '{"text": "强烈谴责"}'.encode(), b"<h1>not here</h1>"
    first = archive.append(captured("a", page, "text/html; charset=utf-8", minute=0), page)
    archive.append(captured("api?id=7&lang=zh", said, "application/json", minute=1), said)
    archive.append(captured("a", page, "text/html; charset=utf-8", minute=2), page)
    unchanged = captured("a", page, "text/html; charset=utf-8", minute=3, status=304, revisits=first.id)
    archive.append(unchanged, b"")
    archive.append(captured("copy-of-a", page, "text/html", minute=4), page)
    archive.append(captured("gone", lost, "text/html", minute=5, status=404), lost)
    april = captured("a", page, "text/html; charset=utf-8", minute=60 * 24 * 3)
    archive.append(april, page)
    report = b"A spokesman said a thing.\n"
    file = captured("", report, "text/plain", minute=6, role="import")
    archive.append(replace(file, url="import:reports/a.txt", final_url=""), report)
    return archive


def checked(archive: Path) -> subprocess.CompletedProcess[str]:
    files = sorted(str(path) for path in archive.glob("*.warc.gz"))
    assert files
    program = Path(sys.executable).with_name("warcio")
    return subprocess.run([program, "check", "-v", *files], capture_output=True, text=True, check=False)


def test_warcio_finds_every_digest_right(small: Archive, demo_data: Path) -> None:
    for root in (small.root, demo_data / "archive"):
        done = checked(root)
        assert done.returncode == 0, done.stdout
        assert "digest pass" in done.stdout
        assert "fail" not in done.stdout.lower()


@pytest.fixture(scope="module")
def replay(small: Archive, demo_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a pywb that serves both archives."""
    if not (REPLAY / "wayback").exists():
        pytest.skip(f"pywb is not installed in {REPLAY.parent}: `make test-all` installs it")
    home = tmp_path_factory.mktemp("wayback")
    for name, root in (("small", small.root), ("sample", demo_data / "archive")):
        for order in (["init", name], ["add", name, *map(str, sorted(root.glob("*.warc.gz")))]):
            done = subprocess.run(
                [REPLAY / "wb-manager", *order], cwd=home, capture_output=True, text=True, check=False
            )
            assert done.returncode == 0, done.stderr
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with (home / "talk").open("wb") as talk:
        order = [REPLAY / "wayback", "--bind", "127.0.0.1", "--port", str(port), "--threads", "2"]
        process = subprocess.Popen(order, cwd=home, stdout=talk, stderr=subprocess.STDOUT)
    try:
        listening(process, port, home / "talk")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.kill()
        process.wait()


def listening(process: subprocess.Popen[bytes], port: int, talk: Path) -> None:
    until = time.monotonic() + WAIT
    while True:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except OSError:
            assert process.poll() is None, talk.read_text("utf-8")
            assert time.monotonic() < until, talk.read_text("utf-8")
            time.sleep(0.05)
        else:
            return


def fetched(replay: str, collection: str, capture: Capture) -> tuple[int, bytes, str]:
    """Status, body and kind of a capture as pywb gives it back unchanged."""
    address = f"{replay}/{collection}/{capture.retrieved_at:%Y%m%d%H%M%S}id_/{capture.final_url}"
    try:
        with urllib.request.urlopen(address) as answer:  # noqa: S310  a page on loopback
            return answer.status, answer.read(), answer.headers["content-type"]
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read(), error.headers["content-type"]


def replayed(replay: str, collection: str, archive: Archive) -> Counter[tuple[int, bool]]:
    """How many captures came back as they were kept, by status and whether they refer to an earlier body."""
    alike: Counter[tuple[int, bool]] = Counter()
    for capture in archive.captures():
        if capture.role == "import":
            continue
        status, body, kind = fetched(replay, collection, capture)
        # A 304 stands for the page that it confirms.
        assert status == (200 if capture.status == 304 else capture.status), capture.url
        assert body == archive.read(capture.record), capture.url
        assert kind == dict(capture.headers)["content-type"], capture.url
        alike[capture.status, capture.revisits is not None] += 1
    return alike


def test_pywb_replays_each_kind_of_record(replay: str, small: Archive) -> None:
    alike = replayed(replay, "small", small)
    assert alike == {(200, False): 2, (200, True): 3, (304, True): 1, (404, False): 1}


def test_pywb_replays_the_whole_sample_world(replay: str, demo_data: Path) -> None:
    alike = replayed(replay, "sample", Archive(demo_data / "archive"))
    assert alike[200, False] > 200
    assert min(alike[200, True], alike[304, True], alike[404, False]) > 0
