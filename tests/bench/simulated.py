"""Many invented hosts behind one loopback server, in a process of its own: what the scale bench collects from.

Owns their pages, which follow from host and path alone, and the log of when each host was asked. Run as a script it
prints its port, serves until its input ends, and then prints one line a request: host, begin and end in seconds.
"""

import asyncio
import random
import sys
import time

from tracker.sources import Source

ITEMS, LISTS = 96, 4
PAGES = ITEMS + LISTS
_WORDS = [f"{a}{b}" for a in ("kar", "sel", "mor", "tan", "vel", "dor", "lis", "ber") for b in ("an", "ek", "io", "ur")]
_log: list[tuple[str, float, float]] = []


def host(number: int) -> str:
    return f"mfa{number:03}.example"


def source(number: int) -> Source:
    return Source(
        id=f"mfa{number:03}",
        name=f"Ministry number {number}",
        kind="html-list",
        category="ministry",
        languages=("en",),
        zone="UTC",
        urls=(f"https://{host(number)}/press/?page=0",),
        list={"item": ["ul.news li"], "link": ["a@href"], "title": ["a"], "date": ["span"]},
        detail={"title": ["h1"], "body": ["div.text"]},
        dates={"formats": ["%Y-%m-%d"]},
        paging={"style": "query", "pages": LISTS},
    )


def answer(name: str, path: str) -> tuple[int, bytes]:
    """Status and body: the rules, a list of a quarter of the items, or an item of some six kilobytes."""
    if path == "/robots.txt":
        return 200, b"User-agent: *\nDisallow: /admin/\n"
    number = int(path.rpartition("=")[2] if "=" in path else path.rpartition("/")[2])
    menu = "".join(f'<li class="entry"><a href="/{n}/">{name} section {n}</a></li>' for n in range(40))
    if "=" in path:
        each = ITEMS // LISTS
        rows = "".join(
            f'<li><a href="/press/{n}">Statement {n} of {name}</a> <span>2026-01-{n % 28 + 1:02}</span></li>'
            for n in range(number * each, min((number + 1) * each, ITEMS))
        )
        inner = f'<ul class="news">{rows}</ul>'
    else:
        draw = random.Random(f"{name}{path}")  # noqa: S311 - invented pages
        paragraphs = "".join(f"<p>{' '.join(draw.choices(_WORDS, k=90)).capitalize()}.</p>" for _ in range(6))
        inner = f'<h1>Statement {number} of {name}</h1><div class="text">{paragraphs}</div>'
    return 200, f"<!DOCTYPE html><html><body><ul>{menu}</ul>{inner}</body></html>".encode()


async def _serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while head := await reader.readuntil(b"\r\n\r\n"):
            began = time.monotonic()
            lines = head.decode("latin-1").split("\r\n")
            name = next(line[6:] for line in lines if line.lower().startswith("host: "))
            status, body = answer(name, lines[0].split(" ")[1])
            kind = "text/plain" if body.startswith(b"User") else "text/html; charset=utf-8"
            headers = f"HTTP/1.1 {status} OK\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
            writer.write(headers.encode() + body)
            await writer.drain()
            _log.append((name, began, time.monotonic()))
    except (asyncio.IncompleteReadError, ConnectionError):
        writer.close()


async def _main() -> None:
    server = await asyncio.start_server(_serve, "127.0.0.1", 0)
    sys.stdout.write(f"{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    await asyncio.to_thread(sys.stdin.read)
    server.close()
    sys.stdout.writelines(f"{name}\t{began:.6f}\t{ended:.6f}\n" for name, began, ended in _log)


if __name__ == "__main__":
    asyncio.run(_main())
