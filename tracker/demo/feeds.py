"""Sites that answer with data: an RSS window of ten items, WordPress, and a JSON list with JSON details.

Owns those formats alone. Never invents a text.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape
from urllib.parse import quote

from tracker.demo.items import Item, items
from tracker.demo.markup import Reply, Routes, frame, html, in_pages, json_reply, paragraphs, robots

VELDORIA = "www.mfa.veldoria.example"
SAHLAN = "mofa.sahlan.example"
KESTRIA = "www.gov.kestria.example"
MARAVELLE_EMBASSY = "pallonie.ambassade.maravelle.example"
#: Turns an item into a piece of markup.
Write = Callable[[Item], str]
#: How many items a feed holds, whatever was published.
WINDOW = 10
_POSTS = 6
_RESULTS = 6


def veldoria(visit: int) -> Routes:
    """A feed of ten items with whole texts, and a paged archive with a page for each item."""
    entries = items("veldoria_mfa", visit)
    routes: Routes = {(VELDORIA, "/robots.txt"): robots({"*": ["/search/"]})}
    routes[VELDORIA, "/rss-feed/press-releases/feed/"] = _rss(
        "Press Releases – Ministry of Foreign Affairs of Veldoria", VELDORIA, entries, _veldoria_path, _hero
    )
    for number, page in enumerate(in_pages(entries, WINDOW), 1):
        path = "/press-releases/" if number == 1 else f"/press-releases/page/{number}/"
        rows = "".join(_collection_row(item) for item in page)
        body = f'<h1>Press Releases</h1><ul id="col_json_result" class="collection-results">{rows}</ul>'
        routes[VELDORIA, path] = html(frame("Press Releases", body, site=_VELDORIA_SITE))
    for item in entries:
        body = f'<article>{_hero(item)}<div class="share-bar"><a href="#">Share</a></div></article>'
        routes[VELDORIA, _veldoria_path(item)] = html(frame(item.title, body, site=_VELDORIA_SITE))
    return routes


_VELDORIA_SITE = "Republic of Veldoria – Ministry of Foreign Affairs"


def _veldoria_path(item: Item) -> str:
    return f"/releases/{item.published:%Y/%m}/{item.slug}/"


def _collection_row(item: Item) -> str:
    return (
        '<li class="collection-result"><p class="collection-result__date">Press Statement</p>'
        f'<a href="http://{VELDORIA}{_veldoria_path(item)}" class="collection-result__link" target="_self">'
        f'{escape(item.title)}</a><div class="collection-result-meta" dir="ltr"><span dir="ltr">'
        f"{item.published:%B} {item.published.day}, {item.published.year}</span></div></li>\n"
    )


def _hero(item: Item) -> str:
    """Headline, kind and day as the site repeats them above each text."""
    byline = f"{item.first.speaker}, {item.first.role}" if item.first.speaker else ""
    return f"""<section class="wp-block-default-hero-container"><div class="featured-content">
<h1 class="featured-content__headline">{escape(item.title)}</h1>
<div class="article-meta"><p class="article-meta doctype-meta">Press Statement</p>
<p class="article-meta__author-bureau">{escape(byline)}</p>
<p class="article-meta__publish-date">{item.published:%B} {item.published.day}, {item.published.year}</p></div>
</div></section>
<div class="entry-content">
{paragraphs(item.lines)}
</div>
"""


def _rss(title: str, host: str, entries: tuple[Item, ...], path: Write, content: Write) -> Reply:
    shown = entries[:WINDOW]
    rows = "".join(_rss_item(item, f"http://{host}{path(item)}", content(item), host) for item in shown)
    built = format_datetime(shown[0].published.astimezone(UTC)) if shown else ""
    markup = f"""<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"
	xmlns:content="http://purl.org/rss/1.0/modules/content/"
	xmlns:dc="http://purl.org/dc/elements/1.1/"
	xmlns:atom="http://www.w3.org/2005/Atom">
<channel>
	<title>{escape(title)}</title>
	<link>http://{host}</link>
	<description></description>
	<lastBuildDate>{built}</lastBuildDate>
	<generator>https://wordpress.example/?v=9.1</generator>
{rows}</channel>
</rss>
"""
    return Reply(body=markup.encode(), content_type="application/rss+xml; charset=UTF-8")


def _rss_item(item: Item, url: str, content: str, host: str) -> str:
    creator = f"{item.first.speaker}, {item.first.role}" if item.first.speaker else ""
    return f"""	<item>
		<title>{escape(item.title)}</title>
		<link>{url}</link>
		<dc:creator><![CDATA[{escape(creator)}]]></dc:creator>
		<pubDate>{format_datetime(item.published.astimezone(UTC))}</pubDate>
		<guid isPermaLink="false">http://{host}/?p={7000 + item.number}</guid>
		<content:encoded><![CDATA[{content}]]></content:encoded>
	</item>
"""


def sahlan(visit: int) -> Routes:
    """WordPress in Arabic: a feed of ten, and posts by REST in pages."""
    entries = items("sahlan_mfa", visit)
    routes: Routes = {(SAHLAN, "/robots.txt"): robots({"*": ["/wp-admin/"]})}
    routes[SAHLAN, "/feed/"] = _rss("وزارة الخارجية – سهلان", SAHLAN, entries, _post_path, _post_body)
    pages = in_pages(entries, _POSTS)
    totals = (("X-WP-Total", str(len(entries))), ("X-WP-TotalPages", str(len(pages))))
    for number, page in enumerate(pages, 1):
        reply = json_reply([_post(item) for item in page], headers=totals)
        routes[SAHLAN, f"/wp-json/wp/v2/posts?page={number}&per_page={_POSTS}"] = reply
        if number == 1:
            routes[SAHLAN, f"/wp-json/wp/v2/posts?per_page={_POSTS}"] = reply
    for number in range(len(pages) + 1, len(pages) + 4):
        routes[SAHLAN, f"/wp-json/wp/v2/posts?page={number}&per_page={_POSTS}"] = json_reply(
            {"code": "rest_post_invalid_page_number", "message": "no such page", "data": {"status": 400}}, status=400
        )
    for item in entries:
        content = f'<div class="entry-content">{_post_body(item)}</div>'
        body = f'<article class="post"><h1>{escape(item.title)}</h1>{content}</article>'
        page_html = frame(item.title, body, language="ar", site="وزارة الخارجية")
        routes[SAHLAN, quote(_post_path(item), safe="/?=&")] = html(page_html)
    return routes


def _post_path(item: Item) -> str:
    return f"/{item.published:%Y/%m/%d}/{9000 + item.number}/"


def _post_body(item: Item) -> str:
    """Paragraphs as the editor of WordPress stores them, sharing links behind them."""
    share = '<div class="sharedaddy"><ul><li><a href="#">شارك</a></li></ul></div>'
    return paragraphs(item.lines) + ("\n" + share if item.first.language == "ar" else "")


def _post(item: Item) -> dict[str, object]:
    local, utc = item.published, item.published.astimezone(UTC)
    return {
        "id": 9000 + item.number,
        "date": f"{local:%Y-%m-%dT%H:%M:%S}",
        "date_gmt": f"{utc:%Y-%m-%dT%H:%M:%S}",
        "guid": {"rendered": f"http://{SAHLAN}/?p={9000 + item.number}"},
        "modified": f"{local:%Y-%m-%dT%H:%M:%S}",
        "slug": str(9000 + item.number),
        "status": "publish",
        "type": "post",
        "link": f"http://{SAHLAN}{_post_path(item)}",
        "title": {"rendered": escape(item.title)},
        "content": {"rendered": _post_body(item), "protected": False},
        "excerpt": {"rendered": f"<p>{escape(item.lines[0][:60])}…</p>", "protected": False},
        "author": 3,
        "categories": [12],
    }


def maravelle_embassy(visit: int) -> Routes:
    """A small WordPress: its feed alone holds everything."""
    entries = items("maravelle_embassy_pallonia", visit)
    feed = _rss("Ambassade de la Maravelle en Pallonie", MARAVELLE_EMBASSY, entries, _post_path, _post_body)
    routes: Routes = {(MARAVELLE_EMBASSY, "/feed/"): feed}
    for item in entries:
        body = f'<article class="post"><h1>{escape(item.title)}</h1>{_post_body(item)}</article>'
        routes[MARAVELLE_EMBASSY, _post_path(item)] = html(
            frame(item.title, body, language="fr", site="Ambassade de la Maravelle")
        )
    return routes


def kestria(visit: int) -> Routes:
    """A search answer in JSON, a content answer in JSON for each item, and the page that readers see."""
    entries = items("kestria_mfa", visit)
    routes: Routes = {(KESTRIA, "/robots.txt"): robots({"*": ["/search/all"]})}
    for start in range(0, len(entries) + 3 * _RESULTS, _RESULTS):
        results = [_result(item) for item in entries[start : start + _RESULTS]]
        value = {"results": results, "total": len(entries), "start": start, "aggregates": {}}
        tail = "" if start == 0 else f"&start={start}"
        base = f"/api/search.json?count={_RESULTS}&filter_organisations=ministry-of-foreign-affairs"
        routes[KESTRIA, base + tail] = json_reply(value)
        if start == 0:
            routes[KESTRIA, base + "&start=0"] = json_reply(value)
    for item in entries:
        routes[KESTRIA, f"/api/content{_kestria_path(item)}"] = json_reply(_content(item))
        body = f'<h1 class="title">{escape(item.title)}</h1><div class="govspeak">{paragraphs(item.lines)}</div>'
        routes[KESTRIA, _kestria_path(item)] = html(frame(item.title, body, site="Government of Kestria"))
    return routes


def _kestria_path(item: Item) -> str:
    return f"/government/news/{item.slug}"


def _result(item: Item) -> dict[str, object]:
    return {
        "title": item.title,
        "link": _kestria_path(item),
        "public_timestamp": _stamp(item.published),
        "content_store_document_type": "press_release",
        "_id": _kestria_path(item),
    }


def _content(item: Item) -> dict[str, object]:
    edited = item.visit > 1 and item.first.edit is not None
    updated = item.published.replace(hour=23, minute=5) if edited else item.published
    history = [{"public_timestamp": _stamp(item.published), "note": "First published."}]
    return {
        "base_path": _kestria_path(item),
        "document_type": "press_release",
        "first_published_at": _stamp(item.published),
        "public_updated_at": _stamp(updated),
        "locale": "en",
        "schema_name": "news_article",
        "title": item.title,
        "description": item.first.lines(item.visit)[0],
        "details": {
            "body": '<div class="govspeak">\n' + paragraphs(item.lines) + "\n</div>",
            "change_history": history,
            "emphasised_organisations": [],
        },
        "links": {
            "organisations": [{"title": "Ministry of Foreign Affairs", "base_path": "/government/organisations/mfa"}],
            "people": [{"title": item.first.speaker, "base_path": "/government/people/minister"}],
        },
    }


def _stamp(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S}.000+00:00"
