"""What readers follow and pass on: feeds of the columns, pictures of an article, warnings."""

import io
from datetime import datetime

import pytest
import zxingcpp
from flask import Flask
from flask.testing import FlaskClient
from lxml import etree
from PIL import Image

from portal.kernel.db import db, write_intent
from tests.factories.science import exposure, load

ATOM = {"a": "http://www.w3.org/2005/Atom"}


@pytest.fixture
def one(app: Flask) -> str:
    """Publish an article in two languages and one in Chinese alone; return the first's path."""
    with app.app_context(), write_intent():
        load("one", title="剩菜 <三件事> & 冰箱")
        load("one", language="en", title="Leftovers")
        load("two", title="只有中文")
        db.session.commit()
    return "/science/short-facts/one"


@pytest.mark.parametrize("name", ["/science", "/science/short-facts"])
def test_a_column_is_followed_as_atom(client: FlaskClient, one: str, name: str) -> None:
    answer = client.get(f"{name}.atom")
    feed = etree.fromstring(answer.data)
    assert answer.mimetype == "application/atom+xml"
    assert feed.findtext("a:id", namespaces=ATOM) == f"http://localhost{name}.atom"
    assert feed.findtext("a:author/a:name", namespaces=ATOM)
    for element in feed.iter("{*}updated", "{*}published"):
        assert datetime.fromisoformat(element.text or "").tzinfo
    ids = [one.text for one in feed.findall("a:entry/a:id", ATOM)]
    assert sorted(map(str, ids)) == [f"http://localhost{one}", f"http://localhost{one[:-3]}two"]
    assert "剩菜 <三件事> & 冰箱" in [t.text for t in feed.findall("a:entry/a:title", ATOM)]
    again = client.get(f"{name}.atom", headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_an_english_feed_says_which_entries_are_chinese(client: FlaskClient, one: str) -> None:
    feed = client.get("/en/science.feed").get_json()
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["language"] == "en"
    told = {item["title"]: (item["language"], item["id"]) for item in feed["items"]}
    assert told["Leftovers"] == ("en", f"http://localhost/en{one}")
    assert told["只有中文"][0] == "zh-Hans"


def test_a_feed_carries_the_whole_text_with_whole_addresses(
    app: Flask, client: FlaskClient
) -> None:
    with app.app_context(), write_intent():
        load("whole", body="**先洗**后切，看[法规](/laws/)和[标准](https://example.org/a)。")
        db.session.commit()
    (item,) = client.get("/science.feed").get_json()["items"]
    assert "<strong>先洗</strong>" in item["content_html"]
    assert 'href="http://localhost/laws/"' in item["content_html"]
    assert 'href="https://example.org/a"' in item["content_html"]
    assert item["summary"]
    feed = etree.fromstring(client.get("/science.atom").data)
    content = feed.find("a:entry/a:content", ATOM)
    assert content is not None
    assert (content.get("type"), content.text) == ("html", item["content_html"])
    assert feed.findtext("a:entry/a:summary", namespaces=ATOM) == item["summary"]


def test_a_negative_case_is_read_where_its_decision_stands(app: Flask, client: FlaskClient) -> None:
    with app.app_context(), write_intent():
        load("case").exposure = exposure().as_json()
        db.session.commit()
    (item,) = client.get("/science.feed").get_json()["items"]
    assert item["content_text"]
    assert "content_html" not in item


@pytest.mark.parametrize("name", ["/science/nothing.atom", "/science/nothing.feed"])
def test_no_feed_for_a_column_that_is_none(client: FlaskClient, name: str) -> None:
    assert client.get(name).status_code == 404


def test_pages_name_their_feeds(client: FlaskClient, one: str) -> None:
    for path in ("/science/", "/science/short-facts/", one):
        page = client.get(path).text
        assert 'type="application/atom+xml"' in page
        assert 'type="application/feed+json"' in page


@pytest.mark.parametrize(("shape", "size"), [("wide", (1200, 630)), ("tall", (1080, 1440))])
def test_a_picture_to_pass_on_leads_back(
    client: FlaskClient, one: str, shape: str, size: tuple[int, int]
) -> None:
    answer = client.get(f"{one}-{shape}.png")
    with Image.open(io.BytesIO(answer.data)) as picture:
        assert (picture.format, picture.size) == ("PNG", size)
        (code,) = zxingcpp.read_barcodes(picture)
    assert code.text == f"http://localhost{one}"
    assert f"{one}-wide.png?v=" in client.get(one).text


def test_a_title_no_font_can_draw_still_has_a_picture(app: Flask, client: FlaskClient) -> None:
    lacking = "\ufdd0"
    with app.app_context(), write_intent():
        load("rare", title=f"示例{lacking}", summary=f"摘要{lacking}")
        db.session.commit()
    answer = client.get("/science/short-facts/rare-wide.png")
    with Image.open(io.BytesIO(answer.data)) as picture:
        assert picture.size == (1200, 630)
        (code,) = zxingcpp.read_barcodes(picture)
    assert code.text == "http://localhost/science/short-facts/rare"


@pytest.mark.parametrize("path", ["nothing/one-wide", "short-facts/none-wide", "songs/one-tall"])
def test_no_picture_of_what_is_not_there(client: FlaskClient, one: str, path: str) -> None:
    assert client.get(f"/science/{path}.png").status_code == 404
