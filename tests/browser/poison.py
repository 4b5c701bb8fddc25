"""Statements as an enemy of readers would publish them: each field holds what some program would run.

Owns the records alone: what must come of them stands in the tests. Every host in them is one that nobody may ask.
"""

from __future__ import annotations

SCRIPT = "<script>alert(1)</script>"
WHO = "Ministry of Foreign Affairs of Nepal"
_KERNEL = "strongly condemns the cowardly attack on the crowded market of Port Lune"

_MARKUP = (
    "<svg onload=alert(4)><iframe src=//evil.example></iframe>"
    "<meta http-equiv=refresh content='0;url=http://evil.example'><base href='//evil.example/'>"
)
_FAMILY = "👩‍👩‍👧‍👦" * 60
_FLOOD = f"Z{'MARKS' * 200}algo 🏴{'TAG' * 50}".replace("MARKS", "\u0301\u0335\u0489").replace("TAG", "\U000e0067")

#: (title, text, address); the same words return in each, so that a phrasing recurs and stands on every kind of page.
_EVIL = (
    ('He said "hi" \' \u202egnp.exe', f"Nepal {_KERNEL} {SCRIPT} and mourns.", "javascript:alert(2)"),
    (
        f"</title></style>{SCRIPT}<img src=x onerror=alert(3)>",
        f"Nepal {_KERNEL}. {_MARKUP}",
        "data:text/html,<script>alert(5)</script>",
    ),
    (
        '=HYPERLINK("http://evil.example","x")',
        f"=cmd|' /C calc'!A0 Nepal {_KERNEL}.",
        'https://evil.example/" onmouseover="alert(6)',
    ),
    ("@SUM(1+1)*cmd", f"@SUM(1+1) Nepal {_KERNEL}.", "vbscript:msgbox(1)"),
    ("+1-1", f"-2+3 Nepal {_KERNEL}.", "//evil.example/x"),
    (
        "\x1b]0;owned\x07\x1b[31mred\x9b32m",
        f"\x1b[2J\x1b[31mNepal\x00 {_KERNEL} \x1b]8;;http://evil.example\x07here\x1b]8;;\x07\x08\x08 \x7f.",
        "https://evil.example/\x1b[31m",
    ),
    (
        "\u202eesrever\u2066 open \u2067 open",
        f"Nepal {_KERNEL} \u202e\u2066never closed \u2067never closed \u061c\u200f.",
        "https://\u202eelpmaxe.live/",
    ),
    (
        _FAMILY,
        f"Nepal {_KERNEL} {_FAMILY} {_FLOOD}.",
        "https://evil.example/👩‍👩‍👧‍👦",
    ),
    ("W" * 5_000, f"Nepal {_KERNEL} {'w' * 10_000} and {'縦' * 3_000}.", f"https://evil.example/{'a' * 5_000}"),
    (
        "{{ 7*7 }} {% raw %} ${7*7} %s",
        f"Nepal {_KERNEL} {{{{ 7*7 }}}} {{% include 'x' %}} ${{7*7}}.",
        "file:///etc/passwd",
    ),
)


def records() -> list[dict[str, str]]:
    """Each evil statement, on a day of its own."""
    return [
        {
            "id": f"p-{number}{SCRIPT}",
            "source": WHO,
            "country": "Nepal",
            "speaker": f'Ada "Orlen" {SCRIPT}',
            "role": "=1+1",
            "date": f"2030-{number + 1:02}-03",
            "language": "en",
            "title": title,
            "text": text,
            "url": address,
        }
        for number, (title, text, address) in enumerate(_EVIL)
    ]
