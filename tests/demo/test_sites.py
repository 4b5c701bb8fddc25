import http.client
import json
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from defusedxml.ElementTree import fromstring

from tracker.demo import items, sites
from tracker.demo.markup import Reply
from tracker.demo.server import Serve
from tracker.demo.visits import sources_path
from tracker.sources import load_registry


def _ask(server: Serve, host: str, target: str, **headers: str) -> tuple[int, bytes, dict[str, str]]:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    try:
        connection.request("GET", target, headers={"Host": host, **headers})
        answer = connection.getresponse()
        return answer.status, answer.read(), {name.lower(): value for name, value in answer.getheaders()}
    finally:
        connection.close()


def _text(host: str, reply: Reply) -> str:
    """A page as a reader who knows the true encoding sees it."""
    return reply.body.decode(
        {"ke.embassy.yunlan.example": "gb18030", "mid.zoravia.example": "cp1251"}.get(host, "utf-8")
    )


@pytest.fixture(scope="module")
def server() -> Iterator[Serve]:
    with Serve() as running:
        yield running


@pytest.mark.parametrize("visit", [1, 2])
def test_every_address_answers_with_what_its_type_says(visit: int):
    for (host, target), reply in sites.routes(visit).items():
        kind = reply.content_type.partition(";")[0]
        if kind == "application/json":
            json.loads(reply.body)
        elif kind == "application/rss+xml":
            assert fromstring(reply.body).tag == "rss"
        elif kind == "text/html":
            assert BeautifulSoup(_text(host, reply), "lxml").find("body") is not None, (host, target)
        else:
            assert kind == "text/plain"


@pytest.mark.parametrize("visit", [1, 2])
def test_every_item_has_one_page_that_shows_all_its_lines(visit: int):
    pages = {}
    for (host, target), reply in sites.routes(visit).items():
        if not reply.content_type.startswith("text/html"):
            continue
        pages[host, target] = BeautifulSoup(_text(host, reply), "lxml").get_text("\n")
    everything = "\n".join(pages.values())
    for source in load_registry(sources_path()).sources:
        for item in items.items(source.id, visit):
            if not (item.trapped == "decoy" and visit == 1):
                assert all(line in everything for text in item.texts for line in text.lines(visit)), item.title


def test_hosts_are_all_reserved_for_examples():
    assert all(host.endswith(".example") for host in sites.hosts())


def test_the_sources_name_exactly_the_hosts_that_are_served():
    named = {urlsplit(url).hostname for source in load_registry(sources_path()).sources for url in source.urls}
    assert named == set(sites.hosts())


def test_the_registry_knows_all_states_and_bodies():
    registry = load_registry(sources_path())
    assert len(registry.sources) == 16
    assert len(registry.states) == 7
    assert {issuer.id for issuer in registry.issuers} >= {
        "xaa-mfa",
        "concord-sc",
        "littoral-union",
        "free-valleys-front",
    }
    assert {kind for source in registry.sources for kind in [source.kind]} == {
        "rss",
        "html-list",
        "json-list",
        "wordpress",
    }


def test_the_feed_holds_ten_items_and_the_archive_all():
    feed = sites.answer("www.mfa.veldoria.example", "/rss-feed/press-releases/feed/", 1).body
    assert len(fromstring(feed).findall("channel/item")) == 10
    assert len(items.items("veldoria_mfa", 1)) > 20
    assert sites.answer("www.mfa.veldoria.example", "/press-releases/page/3/", 1).status == 200


def test_trs_lists_count_their_pages_and_use_both_templates():
    first = sites.answer("www.fm.yunlan.example", "/web/fyrbt/", 1).body.decode()
    assert "countPage = 3" in first
    assert sites.answer("www.fm.yunlan.example", "/web/fyrbt/index_2.shtml", 1).status == 200
    bodies = [r.body for (host, target), r in sites.routes(1).items() if "/web/fyrbt/20" in target]
    assert any(b"News_Body_Title" in body for body in bodies)
    assert any(b"news-title" in body for body in bodies)


def test_the_labels_of_two_sites_are_wrong():
    zoravia = sites.answer("mid.zoravia.example", "/en/press/statements/", 1)
    assert zoravia.content_type.endswith("ISO-8859-1")
    assert "МИД Зоравии" in zoravia.body.decode("cp1251")
    embassy = sites.answer("ke.embassy.yunlan.example", "/chn/sgxw/", 1)
    assert embassy.content_type.endswith("gb2312")
    with pytest.raises(UnicodeDecodeError):
        embassy.body.decode("gb2312")
    assert "林玥" in embassy.body.decode("gb18030")


def test_one_page_is_in_the_states_own_language():
    found = [item for item in items.items("zoravia_mfa", 1) if item.first.language == "ru"]
    assert len(found) == 1


def test_a_list_page_in_the_middle_is_empty_on_the_first_visit_only():
    def entries(visit: int, page: int) -> int:
        body = sites.answer("diplomatie.maravelle.example", f"/fr/communiques?page={page}", visit).body
        return len(BeautifulSoup(body, "lxml").select("article.card"))

    assert [entries(1, page) for page in range(5)] == [6, 6, 0, 2, 0]
    assert [entries(2, page) for page in range(4)] == [6, 6, 6, 3]


def test_robots_forbids_one_path_that_the_list_links_to():
    rules = sites.answer("diplomatie.maravelle.example", "/robots.txt", 1).body.decode()
    assert "Disallow: /fr/archives/" in rules
    assert any("/fr/archives/" in target for _, target in sites.routes(1))


def test_a_decoy_answers_200_on_the_first_visit():
    path = next(item for item in items.items("littoral_union", 1) if item.trapped == "decoy").slug
    first = sites.answer("www.littoral-union.example", f"/newsroom/statements/{path}_en", 1)
    assert first.status == 200
    assert b"Technical Difficulties" in first.body
    assert b"is condemned by" in sites.answer("www.littoral-union.example", f"/newsroom/statements/{path}_en", 2).body


def test_one_text_is_edited_and_one_vanishes_between_the_visits():
    before, after = (sites.answer("www.mfa.veldoria.example", "/rss-feed/press-releases/feed/", n).body for n in (1, 2))
    assert "in the strongest possible terms the knife" in before.decode()
    assert "strongly the knife" not in before.decode()
    assert "in the strongest possible terms the knife" not in after.decode()
    gone = next(item for item in items.items("littoral_union", 1) if item.first.key.endswith("2030-10-28.other")).slug
    path = f"/newsroom/statements/{gone}_en"
    assert [sites.answer("www.littoral-union.example", path, visit).status for visit in (1, 2)] == [200, 404]


def test_two_sites_are_shut_on_the_second_visit():
    assert sites.answer("mofa.sahlan.example", "/feed/", 1).status == 200
    assert sites.answer("mofa.sahlan.example", "/feed/", 2).status == 403
    assert sites.answer("mid.zoravia.example", "/en/press/statements/", 2).status == 503


def test_furniture_stands_on_every_item_of_a_site():
    texts = [item.lines for item in items.items("veldoria_mfa", 1) if item.first.mode != "joint"]
    assert {lines[-1] for lines in texts} == {texts[0][-1]}
    assert all("attributable to the Spokesperson" in lines[0] for lines in texts)


def test_addresses_stay_the_same_when_newer_items_appear():
    first = {address for address in sites.routes(1) if not re.search(r"robots|\?page=|\?per_page", address[1])}
    vanished = {address for address in first if address not in sites.routes(2)}
    assert [target for _, target in vanished] == ["/newsroom/statements/statement-on-harbour-safety-17_en"]


def test_the_server_answers_by_host_and_by_visit(server: Serve):
    status, body, _ = _ask(server, "www.gov.kestria.example", "/robots.txt")
    assert (status, b"Disallow" in body) == (200, True)
    assert _ask(server, "nobody.example", "/")[0] == 404
    server.visit = 2
    try:
        assert _ask(server, "mofa.sahlan.example", "/feed/")[0] == 403
    finally:
        server.visit = 1
    assert _ask(server, "mofa.sahlan.example", "/feed/")[0] == 200


def test_the_server_honours_its_own_tags(server: Serve):
    _, body, headers = _ask(server, "www.meridian-wire.example", "/world")
    again, nothing, _ = _ask(server, "www.meridian-wire.example", "/world", **{"If-None-Match": headers["etag"]})
    assert (again, nothing) == (304, b"")
    assert body


def test_the_server_only_reads(server: Serve):
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    connection.request("POST", "/world", body=b"x", headers={"Host": "www.meridian-wire.example"})
    assert connection.getresponse().status == 501
    connection.close()


def test_the_server_knows_two_visits(server: Serve):
    with pytest.raises(ValueError, match="visits 1 and 2"):
        server.visit = 3
