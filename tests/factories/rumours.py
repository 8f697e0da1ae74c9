"""Rumours for tests, all of them made up."""

from dataclasses import replace
from datetime import date
from typing import Any

from portal.accounts.models import Account
from portal.kernel.db import db
from portal.rumours import services
from portal.rumours.models import Rumour
from portal.rumours.rules import Content, Deed, Evidence, EvidenceKind, Verdict
from tests.factories.accounts import make_account

CLAIM = "示例海带和示例豆腐一起吃会中毒"
CONTENT = Content(
    claim=CLAIM,
    claim_en="An example claim",
    verdict=Verdict.FALSE,
    short="不会中毒。",
    truth="因为**示例**。",
    authority="示例机构",
    seen_where="示例群",
    seen_on=date(2026, 1, 2),
    evidence=(Evidence(EvidenceKind.STANDARD, "示例标准", "GB 0000-2026", "第 1 条"),),
)
# The same, as the desk's form sends it.
WORDS = {
    "claim": CLAIM,
    "verdict": "false",
    "short": "不会中毒。",
    "truth": "因为**示例**。",
    "category": "other",
    "authority": "示例机构",
    "evidence-0-kind": "standard",
    "evidence-0-title": "示例标准",
    "evidence-0-number": "GB 0000-2026",
    "evidence-0-place": "第 1 条",
}


def make_rumour(by: Account, **changes: Any) -> Rumour:
    """Return a rumour with all its words, ready for a conclusion; the caller commits."""
    db.session.flush()
    rumour = services.open_rumour(Content(CLAIM), by=by)
    services.advance(rumour, Deed.TAKEN, by=by)
    services.save(rumour, replace(CONTENT, **changes), by=by)
    return rumour


def make_published(**changes: Any) -> Rumour:
    """Return a published rumour; the caller commits."""
    editor, publisher = make_account("editor"), make_account("publisher")
    rumour = make_rumour(editor, **changes)
    services.advance(rumour, Deed.CONCLUDED, by=editor)
    services.advance(rumour, Deed.REVIEWED, by=publisher)
    services.advance(rumour, Deed.PUBLISHED, by=publisher)
    return rumour
