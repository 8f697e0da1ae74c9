"""Concerns for tests, all of them made up."""

from portal.accounts.models import Account
from portal.concerns import services
from portal.concerns.models import Concern
from portal.concerns.rules import Content, Deed, Link
from portal.kernel.db import db
from tests.factories.accounts import make_account

ASKED = "示例学校食堂多久检查一次"
CONTENT = Content(
    question=ASKED,
    question_en="How often is an example canteen inspected?",
    answer="每学期至少**一次**。",
    topic="school",
    links=(Link("/laws/", "法规说明白"),),
)


def make_assigned(by: Account, department: str = "market-regulation") -> Concern:
    """Return a concern that a department is to answer; the caller commits."""
    db.session.flush()
    concern = services.open_concern(CONTENT, by=by)
    services.advance(concern, Deed.ASSIGNED, by=by, department=department)
    return concern


def make_published() -> Concern:
    """Return a published answer; the caller commits."""
    editor, publisher = make_account("editor"), make_account("publisher")
    concern = make_assigned(editor)
    services.advance(concern, Deed.ANSWERED, by=editor)
    services.advance(concern, Deed.PUBLISHED, by=publisher)
    return concern
