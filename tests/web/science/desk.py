"""What the tests of the desk share: answers, an author, articles already there."""

from collections.abc import Callable
from typing import Any

from flask import Flask

from portal.kernel.db import db, write_intent
from portal.science.models import Article
from tests.factories.accounts import make_account
from tests.visitor import Visitor

Officer = Callable[..., Visitor]
ANSWERS = {
    "column": "short-facts",
    "title": "示例：土豆发芽怎么办",
    "summary": "不建议吃。",
    "body": "## 先看芽\n\n发芽的**不吃**。",
    "audience": "everyone",
    "has_claims": "y",
    "sources": "食品安全国家标准 示例 | GB 0000-2026 | https://example.org/a\n示例",
    "items": "镉、铅",
    "byline": "示例作者",
    "review_months": "24",
}
DESK = "/desk/science"


def keep(app: Flask, make: Callable[..., Article], author: str = "", **facts: Any) -> str:
    """Make an article by this author, commit it, and return its slug."""
    with app.app_context(), write_intent():
        article = make(make_account("volunteer", name=author) if author else None, **facts)
        db.session.commit()
        return article.slug


def writer(officer: Officer) -> Visitor:
    return officer("volunteer", name="writer", department=None)
