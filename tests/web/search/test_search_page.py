"""The search page answers whatever was typed."""

import pytest
import yaml
from flask import Flask, url_for

from portal.kernel.db import db, write_intent
from portal.search import beside, engine, shelves
from portal.search.shelves import help as help_shelf
from portal.search.shelves.help import HelpShelf
from tests.factories.science import load
from tests.visitor import Visitor

HTMX = {"HX-Request": "true"}


@pytest.fixture
def shelf(app: Flask) -> None:
    """Put some articles in the index."""
    with app.app_context(), write_intent():
        load("cowpea", title="<b>豇豆</b>与农药", body="豇豆要焯水，**<script>**不要紧。")
        load("cowpea", language="en", title="Cowpeas", body="Blanch cowpeas.")
        load("song", column="songs", title="豇豆歌", body="唱豇豆。")
        db.session.commit()


def test_a_hit_shows_its_words_marked_and_everything_else_escaped(
    shelf: None, citizen: Visitor
) -> None:
    page = citizen.get("/search?q=豇豆")
    assert "“豇豆”，2 条" in page.text
    assert set(page.all("mark")) == {"豇豆"}
    assert "<script>" not in page.html.replace("</script>", "").replace("<script src", "")
    assert "&lt;b&gt;<mark>豇豆</mark>&lt;/b&gt;" in page.html
    assert page.all(".colnav a") == ["全部 2", "文章 2"]
    assert page.all(".tongues a") == ["不限", "食安小科普 1", "食安小歌曲 1"]


def test_columns_and_languages_narrow_the_hits(shelf: None, citizen: Visitor) -> None:
    songs = citizen.get("/search?q=豇豆&column=songs")
    assert "“豇豆”，1 条" in songs.text
    assert songs.all(".tongues [aria-current]") == ["食安小歌曲 1"]
    english = citizen.get("/search?q=豇豆+cowpeas&language=en")
    assert english.all("#results h3") == ["Cowpeas"]
    assert "只看英文" in english.text
    assert english.soup.select_one("input[name=language][value=en]") is not None


def test_readers_of_english_are_shown_english(shelf: None, citizen: Visitor) -> None:
    page = citizen.get("/en/search?q=cowpeas")
    assert page.all("#results h3") == ["Cowpeas"]
    assert "/en/science/short-facts/cowpea" in page.links()


def test_htmx_gets_the_piece_from_the_same_address(shelf: None, citizen: Visitor) -> None:
    piece = citizen.get("/search?q=豇豆", headers=HTMX)
    assert "<html" not in piece.html
    assert "“豇豆”，2 条" in piece.text
    assert "HX-Request" in piece.response.headers["Vary"]


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("", "想知道什么"),
        ("的", "太常见"),
        ("的 了 吗", "太常见"),
        ('((("*~^', "只有符号"),
        ("%00", "想知道什么"),
        ("zzzz", "没有找到"),
        ("<img src=q>", "没有找到"),
        ("豇" * 10_000, "只查了前 200 个字"),
        ("AND OR NOT", "太常见"),
    ],
)
def test_what_finds_nothing_leads_somewhere(
    shelf: None, citizen: Visitor, asked: str, words: str
) -> None:
    page = citizen.get("/search", query_string={"q": asked} if "%" not in asked else "q=%00")
    assert words in page.text
    assert page.heading == "全站搜索"


@pytest.mark.parametrize(
    "more",
    ["start=-1", "start=x", "start=99999999999999", "column=gossip", "language=fr", "start=%00"],
)
def test_an_odd_address_is_read_as_well_as_it_can_be(
    shelf: None, citizen: Visitor, more: str
) -> None:
    assert "“豇豆”，2 条" in citizen.get(f"/search?q=豇豆&{more}").text


def test_pages_lead_on_and_back(
    shelf: None, citizen: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "PAGE_SIZE", 1)
    first = citizen.get("/search?q=豇豆")
    forward = first.soup.select_one("a[rel=next]")
    assert forward is not None
    second = citizen.get(str(forward["href"]))
    assert second.soup.select_one("a[rel=next]") is None
    assert second.soup.select_one("a[rel=prev]") is not None
    assert first.all("#results h3") != second.all("#results h3")


def test_the_same_words_are_offered_to_the_neighbours(shelf: None, citizen: Visitor) -> None:
    page = citizen.get("/search?q=豇豆")
    offered = [str(link["href"]) for link in page.soup.select("aside .go")]
    assert len(offered) == 2
    assert all(link.endswith("?q=%E8%B1%87%E8%B1%86") for link in offered)


def test_words_that_nothing_has_are_said(shelf: None, citizen: Visitor) -> None:
    page = citizen.get("/search?q=豇豆 狂犬")
    assert "没有哪一篇写到“狂犬”，下面写到的是其余的词" in page.text
    far = citizen.get("/search?q=歌剧")
    assert "没有哪一篇写到“歌剧”，下面只是最接近的" in far.text


def test_only_what_is_unwanted_is_asked_for_more(shelf: None, citizen: Visitor) -> None:
    assert "只写了不要什么" in citizen.get("/search?q=-外卖").text


def test_pages_to_do_something_on_are_found_by_what_people_ask(
    citizen: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelves, "SHELVES", (HelpShelf(),))
    assert citizen.get("/search?q=怎么投诉").links().count("/complaints/new") >= 2
    first = citizen.get("/en/search?q=how to report a restaurant").all("#results h3")[0]
    assert "Complain" in first


def test_what_the_results_have_is_offered_with_its_count(
    citizen: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def count(words: str) -> int:
        return 3 if words == "豇豆 农残" else 0

    monkeypatch.setattr(beside, "NEIGHBOURS", {"sampling.list_results": count})
    page = citizen.get("/search?q=豇豆的农残吗")
    assert "“豇豆 农残” 3 条" in page.text
    link = page.soup.select_one("aside .go")
    assert link is not None
    assert str(link["href"]).endswith("q=%E8%B1%87%E8%B1%86+%E5%86%9C%E6%AE%8B")


def test_years_narrow_the_hits(shelf: None, citizen: Visitor) -> None:
    year = citizen.get("/search?q=豇豆&year=1999")
    assert "没有" in year.text
    assert "1999" not in year.all(".tongues a")
    assert "“豇豆”，2 条" in citizen.get("/search?q=豇豆&year=20").text


def test_every_page_of_the_help_can_be_opened(app: Flask, citizen: Visitor) -> None:
    with app.test_request_context():
        documents = HelpShelf().documents().values()
        assert len(documents) > 0
        addresses = {url_for(one.endpoint) for one in documents}
    pages = yaml.safe_load(help_shelf.FILE.read_text(encoding="utf-8"))
    assert {one.endpoint for one in documents} == {page["endpoint"] for page in pages.values()}
    assert all(address.startswith("/") for address in addresses)
