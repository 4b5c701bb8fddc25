"""The sites of Yunlan: lists that count index_N.shtml, two article templates, an embassy with a wrong label.

Owns that markup alone; its structure imitates a publishing system in wide use, its words are invented.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape

from tracker.demo.items import Item, items
from tracker.demo.markup import Reply, Routes, html, in_pages
from tracker.demo.speech import Speech
from tracker.model import short_hash

HOST = "www.fm.yunlan.example"
EMBASSY = "ke.embassy.yunlan.example"
#: The day from which pages are published in the newer template.
NEW_TEMPLATE = date(2030, 1, 1)
_STYLE = 'style="text-indent: 2em; text-align: justify;"'
_OLD_STYLE = 'style="FONT-FAMILY: arial; FONT-SIZE: 14px" align="justify"'


def chinese(visit: int) -> Routes:
    """The ministry's Chinese list and pages."""
    entries = items("yunlan_mfa_zh", visit)
    routes = _lists(entries, "/web/fyrbt/{}.shtml", size=8, suffix="shtml", title="发言人表态")
    for item in entries:
        build = _new_article if item.published.date() >= NEW_TEMPLATE else _old_article
        routes[HOST, f"/web/fyrbt/{_path(item, 'shtml')}"] = html(build(item))
    routes[HOST, "/web/fyrbt/"] = routes[HOST, "/web/fyrbt/index.shtml"]
    return routes


def english(visit: int) -> Routes:
    """The ministry's English list and pages."""
    entries = items("yunlan_mfa_en", visit)
    routes = _lists(entries, "/eng/xw/fyrbt/{}.html", size=7, suffix="html", title="Spokesperson’s Remarks")
    for item in entries:
        routes[HOST, f"/eng/xw/fyrbt/{_path(item, 'html')}"] = html(_english_article(item))
    routes[HOST, "/eng/xw/fyrbt/"] = routes[HOST, "/eng/xw/fyrbt/index.html"]
    return routes


def embassy(visit: int) -> Routes:
    """The embassy's one list and its pages: labelled gb2312, written in gb18030."""
    entries = items("yunlan_embassy_kestria", visit)
    rows = "\n".join(
        f'<li><a href="./{_path(item, "htm")}">{escape(item.title)}</a><span>[{item.published:%Y-%m-%d}]</span></li>'
        for item in entries
    )
    listing = f'<div class="box"><ul class="tt">\n{rows}\n</ul></div>'
    routes = {(EMBASSY, "/chn/sgxw/"): _mislabelled("使馆新闻", listing)}
    for item in entries:
        routes[EMBASSY, f"/chn/sgxw/{_path(item, 'htm')}"] = _mislabelled(item.title, _embassy_article(item))
    return routes


def _path(item: Item, suffix: str) -> str:
    return f"{item.published:%Y%m}/t{item.published:%Y%m%d}_{11000 + item.number}.{suffix}"


def _lists(entries: tuple[Item, ...], shape: str, *, size: int, suffix: str, title: str) -> Routes:
    pages = in_pages(entries, size)
    routes: Routes = {}
    for number, page in enumerate(pages):
        name = "index" if number == 0 else f"index_{number}"
        routes[HOST, shape.format(name)] = html(_list(page, number, len(pages), suffix, title))
    return routes


def _list(page: Sequence[Item], number: int, count: int, suffix: str, title: str) -> str:
    classes = "newsBd" if suffix == "shtml" else "newsBd news_list"
    rows = "\n".join(
        f'<li><a href="./{_path(item, suffix)}" target="_blank">{escape(item.title)}</a>'
        f" ({item.published:%Y-%m-%d})</li>"
        for item in page
    )
    return _shell(
        title,
        f"""<div class="{classes}">
<ul class="list1">
{rows}
</ul>
<div id="pages"><script>
var currentPage = {number};//所在页从0开始
var countPage = {count}//共多少页
</script></div>
</div>""",
        "",
    )


def _shell(title: str, body: str, metas: str) -> str:
    return f"""<!DOCTYPE html>
<html>
<head>
<meta http-equiv="Content-Type" content="text/html; charset=UTF-8">
<meta charset="utf-8">
{metas}<title>{escape(title)}_云澜共和国外交部</title>
<script type="text/javascript" src="/images/common.js"></script>
</head>
<body>
<div class="header"><div class="logo"><a href="/">云澜共和国外交部</a></div>
<div class="lan"><a href="/eng/">English</a><a href="/fra/">Français</a></div></div>
<div class="naver"><ul><li><strong><a href="/web/">首页</a></strong></li>
<li><a href="/web/fyrbt/">发言人表态</a></li></ul></div>
{body}
<div class="footer">版权所有 云澜共和国外交部</div>
</body>
</html>
"""


def _metas(item: Item, suffix: str) -> str:
    folder = "eng/xw/fyrbt" if suffix == "html" else "web/fyrbt"
    return f"""<meta name="ArticleTitle" content="{escape(item.title)}">
<meta name="PubDate" content="{item.published:%Y-%m-%d}">
<meta name="ColumnName" content="发言人表态">
<meta name="ArticleGroup" content="fy{short_hash(item.first.statement)}">
<meta name="Url" content="http://{HOST}/{folder}/{_path(item, suffix)}">
"""


def _new_article(item: Item) -> str:
    body = f"""<div class="news-details">
<div class="news-title">
<h1>{escape(item.title)}</h1>
<p class="time"><span>{item.published:%Y-%m-%d %H:%M}</span></p>
<div class="action"><div class="fonts">【<i>中</i><i>大</i><i>小</i>】</div>
<div class="print"><a href="javascript:window.print();">打印</a></div></div>
</div>
<div class="news-main" id="News_Body_Txt_A">
<div class="trs_editor_view TRS_UEDITOR trs_paper_default trs_web">
<p {_STYLE}></p>
{_turns(item, _STYLE, "strong", "")}
</div></div></div>"""
    return _shell("发言人表态", body, _metas(item, "shtml"))


def _old_article(item: Item) -> str:
    body = f"""<div class="content">
<div class="title" id="News_Body_Title">{escape(item.title)}</div>
<div class="futitle" id="News_Body_subitle"></div>
<div class="time">
<span id="News_Body_source">来源：<span id="myDocsource1" style="display:none"></span>
<span id="myDocsource2" style="display:none">（供稿）</span></span>
<span id="News_Body_Time">{item.published:%Y-%m-%d %H:%M}</span>
</div>
<div class="info">[字体：<a href="javascript:edit(20);">大</a> <a href="javascript:edit(16);">中</a>]</div>
<div id="News_Body_Txt_A" class="content">
{_turns(item, _OLD_STYLE, "b", "　　")}
</div></div>"""
    return _shell(item.title, body, _metas(item, "shtml"))


def _english_article(item: Item) -> str:
    body = f"""<div class="news_header"><div class="news_header_title">{escape(item.title)}</div>
<div class="xltime">Updated: {item.published:%B %d, %Y %H:%M}</div></div>
<div class="content_text"><div class="TRS_UEDITOR">
{_turns(item, _STYLE, "strong", "")}
</div></div>"""
    return _shell(item.title, body, _metas(item, "html"))


def _turns(item: Item, style: str, bold: str, indent: str) -> str:
    """Questions all in bold, answers behind their speaker's name, continuations without one."""
    lines = []
    for text in item.texts:
        if text.question:
            lines.append(f"<p {style}>{indent}<{bold}>{escape(_question(text))}</{bold}></p>")
        for place, line in enumerate(text.shown(item.visit)):
            label = _label(text) if text.question and place == 0 else ""
            lines.append(f"<p {style}>{indent}{label}{escape(line, quote=False)}</p>")
    return "\n".join(lines)


def _question(text: Speech) -> str:
    if not text.outlet:
        return text.question
    return f"{text.outlet}记者：{text.question}" if text.language == "zh" else f"{text.outlet}: {text.question}"


def _label(text: Speech) -> str:
    """Who answers: by name at a press conference, by a plain letter in a written reply."""
    if text.language != "zh":
        return f"{text.speaker}: "
    return f"{text.speaker}：" if text.outlet else "答："


def _embassy_article(item: Item) -> str:
    lines = [item.first.question] if item.first.question else []
    answer = "答：" if item.first.question else ""
    shown = item.lines
    lines += [answer + shown[0], *shown[1:]]
    body = "\n".join(f"<p>　　{escape(line, quote=False)}</p>" for line in lines)
    return f"""<div class="main"><h1 class="title">{escape(item.title)}</h1>
<div id="News_Body_Time" class="time">{item.published:%Y/%m/%d %H:%M}</div>
<div id="News_Body_Txt_A" class="TRS_Editor">
{body}
</div></div>"""


def _mislabelled(title: str, body: str) -> Reply:
    """A page that says gb2312 in header and meta but holds characters that only gb18030 has."""
    markup = f"""<html><head>
<meta http-equiv="Content-Type" content="text/html; charset=gb2312">
<title>{escape(title)}</title></head>
<body><div class="top">云澜共和国驻凯斯特里亚共和国大使馆</div>
{body}
<div class="foot">网站编辑：林玥、朱堃</div></body></html>
"""
    return Reply(body=markup.encode("gb18030"), content_type="text/html; charset=gb2312")
