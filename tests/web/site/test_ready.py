"""Menus and foot are made once and kept; each page still shows its own."""

import pytest
from flask import Flask

from portal.kernel.db import db, write_intent
from portal.places.services import mark_as_demo
from tests.visitor import Visitor

MARKED = ".nav a[aria-current], .tabbar a[aria-current]"


def test_the_marked_entry_follows_the_page_however_often_pages_are_asked_for(
    citizen: Visitor,
) -> None:
    for _again in range(2):
        assert set(citizen.get("/complaints/new").all(MARKED)) == {"投诉举报"}
        assert set(citizen.get("/track").all(MARKED)) == {"查进度"}


@pytest.mark.parametrize("room", ["science", "rumours", "concerns", "quiz", "channels"])
def test_every_room_of_popular_science_marks_its_entry(citizen: Visitor, room: str) -> None:
    assert citizen.get(f"/{room}/").all(".nav a[aria-current]") == ["科普"]


def test_each_language_has_menus_of_its_own(citizen: Visitor) -> None:
    for _again in range(2):
        chinese, english = citizen.get("/track"), citizen.get("/en/track")
        for page, words in ((chinese, "打电话也一样"), (english, "You can also call")):
            assert words in page.all(".foot h2")[0]
        leading = {str(link["href"]) for link in english.soup.select(".nav a, .foot nav a")}
        assert all(address.startswith("/en/") for address in leading)


def test_the_foot_says_so_as_soon_as_the_data_are_synthetic(app: Flask, citizen: Visitor) -> None:
    assert "演示站点" not in citizen.get("/track").text
    with app.app_context(), write_intent():
        mark_as_demo()
        db.session.commit()
    assert "演示站点" in citizen.get("/track").text
