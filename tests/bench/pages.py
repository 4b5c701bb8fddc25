"""Pages to parse: the real ones of the reference data, or generated ones of the same structure where it is absent."""

import os
import random
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ADDRESS = "https://www.mfa.gov.cn/web/wjdt_674879/fyrbt_674889/202605/t20260501_{}.shtml"
_LETTERS = [chr(code) for code in range(0x4E00, 0x5E00)]


def chinese() -> tuple[str, list[tuple[str, bytes]]]:
    """Where they come from, and fifty press conferences with their addresses."""
    folder = Path(os.environ.get("TRACKER_REFERENCE", ROOT.parent / "shared" / "data")) / "pages" / "china_mfa_zh"
    found = [path.read_bytes() for path in sorted((folder / "pages").glob("*.html"))]
    origin = "real" if found else "generated"
    return origin, [(_stated(body, number), body) for number, body in enumerate(found or map(_page, range(50)))]


def _stated(body: bytes, number: int) -> str:
    meta = re.search(rb'name="Url" content="([^"]+)"', body)
    return meta[1].decode() if meta else ADDRESS.format(number)


def _page(number: int) -> bytes:
    """As large as the real ones: 58 kB, 720 elements, two thirds of them in menus, ten questions with answers."""
    draw = random.Random(number)  # noqa: S311 - work for a bench

    def words(count: int) -> str:
        return "".join(draw.choices(_LETTERS, k=count))

    menu = "".join(
        f'<li class="item"><a href="./{entry}/" title="{words(12)}"><span>{words(8)}</span></a></li>\n'
        for entry in range(150)
    )
    turns = "".join(
        f'<p style="text-indent:2em"><strong>{words(4)}记者:{words(60)}?</strong></p>\n'
        f"<p>{words(3)}:{words(180)}。</p>\n<p><span>{words(120)}。</span></p>\n"
        for _ in range(10)
    )
    script = f"<script>var list = [{','.join(str(draw.random()) for _ in range(700))}];</script>"
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{words(12)}</title>'
        f'<meta name="ArticleTitle" content="{words(12)}">{script}</head>'
        f'<body><ul class="menu">{menu}</ul><div class="news-title"><h1>{words(12)}</h1></div>'
        f'<div id="News_Body_Time">2026-05-01 18:00</div><div id="News_Body_Txt_A">{turns}</div></body></html>'
    ).encode()
