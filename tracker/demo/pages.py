"""Sites made of HTML pages: card lists, tables, transcripts, a mislabelled Cyrillic site, and news wires.

Owns their markup alone; the structure imitates sites as they are, the words are invented.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from html import escape

from tracker.demo.items import Item, articles, items
from tracker.demo.markup import Reply, Routes, frame, html, in_pages, paragraphs, robots
from tracker.demo.speech import Article, Speech

MARAVELLE = "diplomatie.maravelle.example"
UNION = "www.littoral-union.example"
CONCORD = "press.concord.example"
PALLONIA = "www.foreign.pallonia.example"
ZORAVIA = "mid.zoravia.example"
VELDORIA_EMBASSY = "kestria.embassy.veldoria.example"
WIRES = {"meridian_wire": "www.meridian-wire.example", "depeche_cap": "www.depeche-cap.example"}
#: Empty list pages that a paged list answers with beyond its end.
_BEYOND = 3
_SECTION = "Спикер"  # a word that only a Cyrillic encoding can hold

#: Turns the items of one list page into its markup.
Write = Callable[[Item], str]


def maravelle(visit: int) -> Routes:
    """A card list in French that counts ?page=N from 0 and writes DD.MM.YYYY."""
    entries = items("maravelle_mfa", visit)
    routes = _paged(MARAVELLE, "/fr/communiques", entries, _card, size=6, title="Communiqués", language="fr")
    routes[MARAVELLE, "/robots.txt"] = robots({"*": ["/fr/archives/", "/fr/recherche"]})
    for item in entries:
        byline = f"{item.first.speaker}, {item.first.role}" if item.first.speaker else ""
        body = f"""<article class="node node--type-communique">
<h1 class="page-title"><span>{escape(item.title)}</span></h1>
<div class="field--name-field-date">{item.published:%d.%m.%Y}</div>
<div class="field--name-field-auteur">{escape(byline)}</div>
<div class="field--name-body">
{paragraphs(item.lines)}
</div></article>"""
        markup = frame(item.title, body, language="fr", site="Ministère des affaires étrangères de la Maravelle")
        routes[MARAVELLE, _maravelle_path(item)] = html(markup)
    return routes


def _maravelle_path(item: Item) -> str:
    folder = "archives" if item.trapped == "forbidden" else "communiques"
    return f"/fr/{folder}/{item.slug}"


def _card(item: Item) -> str:
    return f"""<div class="views-row"><article class="card card--communique">
<div class="card__media"><a href="{_maravelle_path(item)}" tabindex="-1">
<img src="/assets/{item.number}.jpg" alt=""></a></div>
<div class="card__body"><span class="card__date">{item.published:%d.%m.%Y}</span>
<h3 class="card__title"><a href="{_maravelle_path(item)}">{escape(item.title)}</a></h3></div>
</article></div>
"""


def _paged(
    host: str, path: str, entries: tuple[Item, ...], write: Write, *, size: int, title: str, language: str = "en"
) -> Routes:
    """A Drupal view: the rows of each page, and empty views beyond the end."""
    pages = in_pages(entries, size)
    routes: Routes = {}
    for number in range(len(pages) + _BEYOND):
        rows = "".join(write(item) for item in pages[number]) if number < len(pages) else ""
        after = (
            f'<li class="pager__item"><a href="?page={number + 1}" rel="next">›</a></li>'
            if number + 1 < len(pages)
            else ""
        )
        body = f'<h1>{title}</h1><div class="view-content">{rows}</div><nav class="pager"><ul>{after}</ul></nav>'
        reply = html(frame(title, body, language=language, site=host))
        routes[host, f"{path}?page={number}"] = reply
        if number == 0:
            routes[host, path] = reply
    return routes


def union(visit: int) -> Routes:
    """The statements of the Littoral Union, dated by time elements, contacts under each."""
    entries = items("littoral_union", visit)
    routes = _paged(UNION, "/newsroom/statements", entries, _union_row, size=8, title="Statements by the Spokesperson")
    routes[UNION, "/robots.txt"] = robots({"*": ["/admin/"]})
    for item in entries:
        speaker = (
            f'<div class="field--name-field-author">{escape(item.first.speaker)}</div>' if item.first.speaker else ""
        )
        body = f"""<article class="node"><h1 class="node__title">{escape(item.title)}</h1>
<time datetime="{item.published.isoformat()}">{item.published:%d.%m.%Y}</time>{speaker}
<div class="field--name-field-text">
{paragraphs(item.lines)}
</div>
<aside class="related"><h2>Related</h2><ul><li><a href="/newsroom/statements">All statements</a></li></ul></aside>
</article>"""
        routes[UNION, _union_path(item)] = (
            _decoy() if item.trapped == "decoy" and visit == 1 else html(frame(item.title, body, site="Littoral Union"))
        )
    return routes


def _union_path(item: Item) -> str:
    return f"/newsroom/statements/{item.slug}_en"


def _union_row(item: Item) -> str:
    return f"""<div class="views-row"><article class="node node--view-mode-list">
<time datetime="{item.published.isoformat()}">{item.published:%d.%m.%Y}</time>
<h3 class="node__title"><a href="{_union_path(item)}">{escape(item.title)}</a></h3></article></div>
"""


def _decoy() -> Reply:
    """Status 200, and not the page: what sites send when they are unwell."""
    title = "Technical Difficulties"
    body = f"<h1>{title}</h1><p>Something is not working as it should. Please come back in a few minutes.</p>"
    return html(f"<!DOCTYPE html><html><head><title>{title}</title></head><body>{body}</body></html>")


def concord(visit: int) -> Routes:
    """Press statements of the Council: a preamble above and a note for the media below each."""
    entries = items("concord_sc", visit)
    path = "/en/content/security-council/press-release"
    routes = _paged(CONCORD, path, entries, _concord_row, size=10, title="Press Releases")
    for item in entries:
        head, *lines = item.lines
        body = f"""<article class="node--type-press-release"><h1 class="page-header">{escape(item.title)}</h1>
<div class="field--name-field-dated">{item.published.day} {item.published:%B %Y}</div>
<div class="field--name-field-symbol">C/SC/{item.number + 900}</div>
<div class="field--name-body"><p><em>{escape(head)}</em></p>
{paragraphs(lines)}
</div></article>"""
        routes[CONCORD, _concord_path(item)] = html(frame(item.title, body, site="The Concord of States"))
    return routes


def _concord_path(item: Item) -> str:
    return f"/en/{item.published.year}/sc{item.number + 900}.doc.htm"


def _concord_row(item: Item) -> str:
    return f"""<div class="views-row"><article class="node node--view-mode-content-list-item clearfix">
<div class="field field--name-field-dated">
<time datetime="{item.published.isoformat()}" class="datetime">{item.published.day} {item.published:%B %Y}</time></div>
<div class="field field--name-field-display-title">
<h3><a href="{_concord_path(item)}" hreflang="en">{escape(item.title)}</a></h3></div>
</article></div>
"""


def pallonia(visit: int) -> Routes:
    """Transcripts of briefings: who speaks stands in bold before each turn."""
    entries = items("pallonia_mfa", visit)
    routes = _paged(PALLONIA, "/briefings", entries, _briefing_row, size=10, title="Press Briefings")
    for item in entries:
        body = f"""<article><h1 class="title">{escape(item.title)}</h1>
<p class="speaker-line">{escape(item.first.speaker)}, {escape(item.first.role)}</p>
<p class="place-date">Vesk, {item.published.day} {item.published:%B %Y}, {item.published:%H:%M}</p>
<div class="transcript">
{_transcript(item)}
</div></article>"""
        routes[PALLONIA, f"/briefings/{item.slug}"] = html(frame(item.title, body, site="Pallonia – Foreign Affairs"))
    return routes


def _briefing_row(item: Item) -> str:
    return f"""<div class="views-row"><div class="views-field-title"><h2>
<a href="/briefings/{item.slug}">{escape(item.title)}</a></h2></div>
<div class="views-field-created">{item.published.day} {item.published:%B %Y}</div></div>
"""


def _transcript(item: Item) -> str:
    label = f"MS {item.first.speaker.split()[-1].upper()}:"
    lines = [line for text in item.texts for line in _turn(text, item.visit, label)]
    return "\n".join(lines)


def _turn(text: Speech, visit: int, label: str) -> list[str]:
    asked = [f"<p><strong>QUESTION:</strong> {escape(text.question)}</p>"] if text.question else []
    first, *more = (escape(line, quote=False) for line in text.shown(visit))
    return [*asked, f"<p><strong>{label}</strong> {first}</p>", *(f"<p>{line}</p>" for line in more)]


def zoravia(visit: int) -> Routes:
    """Pages in windows-1251 that say they are something else; the list has no dates, the pages do."""
    entries = items("zoravia_mfa", visit)
    rows = "".join(
        f'<a href="/en/press/statements/{item.slug}.html" class="tabs-content__item">\n'
        f'<h2 class="tabs-content__head">{escape(item.title)}</h2>\n<span class="date _small"></span>\n</a>'
        for item in entries
    )
    body = f'<h1>Statements</h1><div class="tabs"><div class="tabs__item">{rows}</div></div>'
    routes = {(ZORAVIA, "/en/press/statements/"): _cyrillic("Statements", body, "en")}
    for item in entries:
        lines = paragraphs(item.lines, attributes='style="text-align: justify;"')
        page = f"""<section class="content-page">
<nav class="bread-crumbs"><ul><li><a href="/en/">Home /</a></li></ul></nav>
<h1>{escape(item.title)}</h1>
<p class="content-date">{item.published:%d.%m.%Y %H:%M}</p><p class="content-speaker">{escape(item.first.speaker)}</p>
<div class="content-text">{lines}</div></section>"""
        routes[ZORAVIA, f"/en/press/statements/{item.slug}.html"] = _cyrillic(item.title, page, item.first.language)
    return routes


def _cyrillic(title: str, body: str, language: str) -> Reply:
    """The bytes are windows-1251; the header says ISO-8859-1 and the page says UTF-8."""
    markup = f"""<!DOCTYPE html><html lang="{language}">
<head><meta charset="utf-8"><title>{escape(title)}</title></head>
<body><div class="top">МИД Зоравии – {_SECTION}</div>
{body}
</body></html>"""
    return Reply(body=markup.encode("cp1251", "xmlcharrefreplace"), content_type="text/html; charset=ISO-8859-1")


def veldoria_embassy(visit: int) -> Routes:
    """A table of notices on one page, days as 2/28/29, and the ministry's words under the embassy's own foot."""
    entries = items("veldoria_embassy_kestria", visit)
    rows = "".join(
        f'<tr><td><a href="/web/guest/-/{item.slug}">{escape(item.title)}</a></td>'
        f"<td>{item.published.month}/{item.published.day}/{item.published:%y}</td></tr>\n"
        for item in entries
    )
    table = f'<h1>News</h1><table class="table"><tbody>{rows}</tbody></table>'
    routes = {(VELDORIA_EMBASSY, "/web/guest/news"): html(frame("News", table, site=_EMBASSY_SITE))}
    for item in entries:
        body = f"""<h1 class="header-title">{escape(item.title)}</h1>
<span class="metadata-publish-date">{item.published.month}/{item.published.day}/{item.published:%y}</span>
<div class="journal-content-article">
{paragraphs(item.lines)}
</div>"""
        routes[VELDORIA_EMBASSY, f"/web/guest/-/{item.slug}"] = html(frame(item.title, body, site=_EMBASSY_SITE))
    return routes


_EMBASSY_SITE = "Embassy of Veldoria in Kestria"


def wire(source: str, visit: int) -> Routes:
    """A wire's list and its articles: JSON-LD holds headline and day, the page holds the words."""
    host, entries = WIRES[source], articles(source, visit)
    rows = "".join(
        f'<article class="teaser"><h3><a href="{_article_path(one)}">{escape(one.title)}</a></h3>'
        f'<time datetime="{one.stated.isoformat()}">{one.stated:%d %b %Y}</time></article>\n'
        for one in entries
    )
    routes = {(host, "/world"): html(frame("World", f'<section class="stream">{rows}</section>', site=host))}
    for one in entries:
        routes[host, _article_path(one)] = html(_article(one, host))
    return routes


def _article_path(one: Article) -> str:
    return f"/world/{one.published:%Y/%m/%d}/{one.key}.html"


def _article(one: Article, host: str) -> str:
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": one.title,
        "datePublished": one.stated.isoformat(),
        "dateModified": one.stated.isoformat(),
        "inLanguage": one.language,
        "publisher": {"@type": "Organization", "name": host},
    }
    linked = (
        f'<meta property="article:published_time" content="{one.stated.isoformat()}">\n'
        f'<script type="application/ld+json">{json.dumps(data, ensure_ascii=False)}</script>\n'
    )
    body = f"""<article class="story"><h1 class="headline">{escape(one.title)}</h1>
<div class="byline">By our correspondents</div>
<div class="article-body">
{paragraphs(one.paragraphs)}
</div>
<aside class="promo"><h4>Most read</h4><ul><li><a href="/sport">Sport</a></li></ul></aside></article>"""
    return frame(one.title, body, language=one.language, site=host, head=linked)
