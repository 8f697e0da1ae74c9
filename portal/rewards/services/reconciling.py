"""Making a month's account: kept as it was made, by whom, with its digest. Callers commit."""

import json
from datetime import date
from typing import Any

from portal.kernel import audit, clock
from portal.kernel.audit import Actor
from portal.kernel.db import db
from portal.kernel.errors import Refused
from portal.rewards.batch_words import BATCH_WORDS
from portal.rewards.models import Reconciliation
from portal.rewards.queries.reconciliation import count_month, last_day_of
from portal.rewards.rules.reconciliation import Found, Line


def document_of(month: date, lines: list[Line], found: list[Found]) -> dict[str, Any]:
    """Return an account as it is kept and given out: amounts in 分, differences last."""
    return {
        "month": f"{month:%Y-%m}",
        "lines": [
            {
                "budget_year": line.year,
                "scheme": line.scheme,
                "opening_fen": line.opening_fen,
                "reserved_fen": line.reserved_fen,
                "paid_fen": line.paid_fen,
                "released_fen": line.released_fen,
                "closing_fen": line.closing_fen,
                "recovered_fen": line.recovered_fen,
            }
            for line in lines
        ],
        "differences": [
            {
                "kind": one.kind.value,
                "subject": one.subject,
                "ledger_fen": one.ledger_fen,
                "other_fen": one.other_fen,
            }
            for one in found
        ],
    }


def digest_of(document: dict[str, Any]) -> str:
    """Return the digest of an account: whoever has the document can count it again."""
    return audit.digest_of_rows([json.dumps(document, ensure_ascii=False, sort_keys=True)])


def reconcile(month: date, *, by: Actor) -> Reconciliation:
    """Keep a month's account; raises Refused while the month is not over."""
    if last_day_of(month) >= clock.today():
        raise Refused(BATCH_WORDS["not_over"], field="month")
    document = document_of(month, *count_month(month))
    made = Reconciliation(
        month=month,
        made_at=clock.now(),
        made_by=by.name,
        difference_count=len(document["differences"]),
        digest=digest_of(document),
        content=document,
    )
    db.session.add(made)
    db.session.flush()
    after = {"digest": made.digest, "difference_count": made.difference_count}
    audit.record("reward.reconciled", subject=made.subject, by=by, after=after)
    return made
