"""What the other rooms publish is found from the next question on, and no longer once withdrawn."""

from pathlib import Path
from typing import Any

from flask import Flask

from portal.kernel.db import db
from portal.rumours import services as rumours
from portal.rumours.rules import Deed
from portal.search import queries
from portal.search.engine import Page
from portal.search.keeper import keeper
from tests.factories.accounts import make_account
from tests.factories.concerns import make_published as make_concern
from tests.factories.rumours import CLAIM, make_published


def ask(text: str, **choice: Any) -> Page:
    page = queries.ask(text, reader="zh", **choice)
    db.session.rollback()
    return page


def titles(page: Page) -> list[str]:
    return [hit.document.title for hit in page.hits]


def test_a_verdict_is_found_in_both_languages_until_it_is_withdrawn(inside: Flask) -> None:
    assert titles(ask("海带豆腐")) == []
    rumour = make_published()
    db.session.commit()
    assert titles(ask("海带豆腐能一起吃吗")) == [CLAIM]
    assert ask("海带豆腐").hits[0].document.byline == "不实"
    assert dict(ask("example claim").counts["kind"]) == {"rumour": 1}
    assert queries.ask("example claim", reader="en").hits[0].document.entry.language == "en"
    assert queries.disagreements() == []
    rumours.advance(rumour, Deed.WITHDRAWN, by=make_account("publisher"), opinion="撤")
    db.session.commit()
    assert titles(ask("海带豆腐")) == []
    assert queries.disagreements() == []


def test_what_has_no_english_is_in_the_index_once(inside: Flask) -> None:
    make_published(claim_en="")
    db.session.commit()
    assert len(ask("海带").hits) == 1
    assert keeper().held() == {"rumour:1.zh": 1}
    assert Path(inside.config["PORTAL_VAR"], "index").is_dir()


def test_an_answer_to_a_concern_is_found(inside: Flask) -> None:
    concern = make_concern()
    db.session.commit()
    found = ask(concern.content.question)
    assert found.hits[0].document.entry.ref == f"concern:{concern.id}.zh"
    assert queries.disagreements() == []
