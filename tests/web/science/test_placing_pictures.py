"""A picture comes into its article by one button, for whoever cannot copy its line."""

import io

import pytest
from flask import Flask

from tests.factories.science import make_draft, make_submitted, picture
from tests.visitor import Page, Visitor
from tests.web.science.desk import DESK, Officer, keep, writer


def bring(author: Visitor, slug: str) -> tuple[Page, str]:
    """Upload a picture; return the page of pictures and where the button posts to."""
    address = f"{DESK}/zh/{slug}/pictures"
    sent = {"alt": "一把豇豆", "licence": "own", "picture": (io.BytesIO(picture()), "a.jpg")}
    author.post(address, sent, status=303)
    shown = author.get(address)
    button = shown.soup.select_one("form[action*='/placements/']")
    assert button is not None
    return shown, str(button["action"])


def test_a_picture_is_put_at_the_end_once(app: Flask, officer: Officer) -> None:
    author, slug = writer(officer), keep(app, make_draft, "writer")
    _shown, place = bring(author, slug)
    for _time in range(2):
        shown = author.follow(place, {})
        assert len(shown.soup.select(".prose img[alt='一把豇豆']")) == 1
    again = author.get(f"{DESK}/zh/{slug}/pictures")
    assert "已经在正文里" in again.text
    assert again.soup.select_one("form[action*='/placements/']") is None


@pytest.mark.parametrize("digest", ["0" * 64, "a%00b"])
def test_no_picture_is_placed_that_is_not_there(app: Flask, officer: Officer, digest: str) -> None:
    author, slug = writer(officer), keep(app, make_draft, "writer")
    author.post(f"{DESK}/zh/{slug}/placements/{digest}", {}, status=404)


def test_only_the_author_places_pictures(app: Flask, officer: Officer) -> None:
    author, slug = writer(officer), keep(app, make_draft, "writer")
    _shown, place = bring(author, slug)
    officer("volunteer", name="another", department=None).post(place, {}, status=403)


def test_nothing_is_placed_in_what_is_under_review(app: Flask, officer: Officer) -> None:
    author, slug = writer(officer), keep(app, make_draft, "writer")
    _shown, place = bring(author, slug)
    author.post(f"{DESK}/zh/{slug}/submit", {})
    refused = author.client.post(place)
    assert 400 <= refused.status_code < 500
    assert "已经在正文里" not in author.get(f"{DESK}/zh/{slug}/pictures").text


def test_a_note_leads_back_to_the_review(app: Flask, officer: Officer) -> None:
    slug = keep(app, make_submitted, "writer")
    notes = officer("editor").get(f"{DESK}/zh/{slug}/notes/")
    assert notes.soup.select_one(f"a[href$='/reviews/zh/{slug}']") is not None
