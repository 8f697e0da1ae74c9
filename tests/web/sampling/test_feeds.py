"""Feeds of any search, as feed readers read them."""

from datetime import datetime
from xml.etree import ElementTree as Xml

import pytest
from defusedxml.ElementTree import fromstring
from flask import Flask

from portal.kernel.db import db, write_intent
from portal.sampling import services
from portal.sampling.models import SampleBatch
from tests.factories.sampling import PASSED, REVIEWER, fill, row
from tests.visitor import Visitor

ATOM = "{http://www.w3.org/2005/Atom}"


def atom(citizen: Visitor, query: str = "") -> Xml.Element:
    answer = citizen.client.get(f"/sampling.atom?{query}")
    assert answer.status_code == 200
    assert answer.mimetype == "application/atom+xml"
    root: Xml.Element = fromstring(answer.get_data())
    return root


def text(element: Xml.Element, name: str) -> str:
    found = element.find(f"{ATOM}{name}")
    assert found is not None, name
    return found.text or ""


def links(element: Xml.Element) -> dict[str, str]:
    return {link.get("rel", ""): link.get("href", "") for link in element.findall(f"{ATOM}link")}


def test_atom_says_what_the_standard_asks_for(app: Flask, citizen: Visitor) -> None:
    (reference, _other) = fill(app, row(1), row(2, 食品名称="姜 <&>（示例）", **PASSED))
    feed = atom(citizen, "q=示例&result=failed")
    assert "示例、不合格" in text(feed, "title")
    assert text(feed, "id") == links(feed)["self"]
    assert links(feed)["self"].startswith("http://localhost/sampling.atom?")
    assert datetime.fromisoformat(text(feed, "updated")).tzinfo is not None
    assert feed.find(f"{ATOM}author/{ATOM}name") is not None
    (entry,) = feed.findall(f"{ATOM}entry")
    assert text(entry, "id") == f"http://localhost/sampling/{reference}"
    assert text(entry, "title") == "豇豆（示例）：灭蝇胺超过限值 1 倍"
    assert "检出 1.02 mg/kg，标准不超过 0.5 mg/kg" in text(entry, "content")
    for name in ("published", "updated"):
        assert datetime.fromisoformat(text(entry, name)).tzinfo is not None
    assert [c.get("term") for c in entry.findall(f"{ATOM}category")] == ["不合格", "食用农产品"]


def test_signs_of_the_language_itself_stay_signs(app: Flask, citizen: Visitor) -> None:
    fill(app, row(1, 食品名称="姜 <&>（示例）", **PASSED))
    (entry,) = atom(citizen).findall(f"{ATOM}entry")
    assert "姜 <&>（示例）" in text(entry, "title")
    assert text(atom(citizen, "q=%3Cscript%3E"), "title").startswith("抽检结果：<script>")


def test_json_feed_says_what_version_1_1_asks_for(app: Flask, citizen: Visitor) -> None:
    (reference,) = fill(app, row(1))
    answer = citizen.client.get("/sampling.feed?q=豇豆")
    assert answer.mimetype == "application/feed+json"
    feed = answer.get_json(force=True)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"].startswith("http://localhost/sampling.feed?")
    assert feed["home_page_url"].startswith("http://localhost/sampling/?")
    assert feed["language"] == "zh-Hans"
    assert all(author["name"] for author in feed["authors"])
    (item,) = feed["items"]
    assert item["id"] == item["url"] == f"http://localhost/sampling/{reference}"
    assert item["title"]
    assert item["content_text"]
    assert all(isinstance(tag, str) and tag for tag in item["tags"])
    for name in ("date_published", "date_modified"):
        assert datetime.fromisoformat(item[name]).tzinfo is not None
    assert "next_url" not in feed


@pytest.mark.parametrize("suffix", ["atom", "feed"])
def test_a_long_feed_leads_on_to_what_is_older(app: Flask, citizen: Visitor, suffix: str) -> None:
    fill(app, *(row(n) for n in range(1, 24)))
    if suffix == "atom":
        onwards = links(atom(citizen))["next"]
    else:
        onwards = citizen.client.get("/sampling.feed").get_json(force=True)["next_url"]
    answer = citizen.client.get(onwards.removeprefix("http://localhost"))
    if suffix == "atom":
        older = fromstring(answer.get_data())
        assert len(older.findall(f"{ATOM}entry")) == 3
        assert "next" not in links(older)
    else:
        assert len(answer.get_json(force=True)["items"]) == 3


def test_a_correction_is_news_and_a_withdrawal_is_gone(app: Flask, citizen: Visitor) -> None:
    first, second = fill(app, row(1), row(2))
    before = atom(citizen)
    told = {text(entry, "id"): text(entry, "updated") for entry in before.findall(f"{ATOM}entry")}
    with app.app_context(), write_intent():
        batches = {one.reference: one for one in db.session.query(SampleBatch)}
        services.correct_batch(
            batches[first], changes={"spec": "5 kg"}, note="规格写错", by=REVIEWER
        )
        services.withdraw_batch(batches[second], reason="来源错行", by=REVIEWER)
        db.session.commit()
    (entry,) = atom(citizen).findall(f"{ATOM}entry")
    assert text(entry, "id").endswith(first)
    assert text(entry, "updated") >= told[text(entry, "id")]
    assert text(entry, "updated") >= text(entry, "published")


def test_an_empty_feed_is_a_feed(citizen: Visitor) -> None:
    feed = atom(citizen)
    assert text(feed, "updated")
    assert feed.findall(f"{ATOM}entry") == []
    assert citizen.client.get("/sampling.feed").get_json(force=True)["items"] == []


def test_a_reader_of_english_follows_in_english(app: Flask, citizen: Visitor) -> None:
    fill(app, row(1))
    feed = fromstring(citizen.client.get("/en/sampling.atom").get_data())
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"
    (entry,) = feed.findall(f"{ATOM}entry")
    assert text(entry, "id").startswith("http://localhost/en/sampling/")


def test_the_public_address_stands_in_every_link(app: Flask, citizen: Visitor) -> None:
    fill(app, row(1))
    app.config["PORTAL_BASE_URL"] = "https://portal.example.org"
    try:
        feed = atom(citizen)
    finally:
        app.config["PORTAL_BASE_URL"] = None
    assert all(link.startswith("https://portal.example.org/") for link in links(feed).values())
