"""Cases for tests; the caller commits."""

from itertools import count
from typing import Any

from sqlalchemy import delete

from portal.accounts.models import Account
from portal.complaints import services
from portal.complaints.models import Case, FiguresSheet
from portal.complaints.rules import Filing, Identity, Outcome, Stage, Track, Verdict
from portal.complaints.statistics.sheets import give_out_year
from portal.kernel import clock
from portal.kernel.audit import CITIZEN
from portal.kernel.db import db
from tests.factories.accounts import make_account

_tokens = count(1)
INTAKE = "market-regulation"
PERSON = Identity(name="示例投诉人", telephone="13800138000", address="示例路 1 号")
STORY = "示例：昨天买的鱼饼发黏，有异味，商家不肯退。"


def make_filing(track: Track = Track.COMPLAINT, **facts: Any) -> Filing:
    """Return what somebody might file on this track."""
    usual: dict[str, Any] = {
        "told": STORY,
        "category": "unsafe",
        "domain": "food",
        "respondent": "示例食品店",
        "respondent_address": "示例街 2 号",
    }
    if track is Track.COMPLAINT:
        usual |= {"identity": PERSON, "request": "退货", "amount_fen": 3800}
    return Filing(track=track, **{**usual, **facts})


def make_case(track: Track = Track.COMPLAINT, *, token: str = "", **facts: Any) -> Case:
    """Return a case just filed."""
    token = token or f"token of a test {next(_tokens)}"
    case = services.file_case(make_filing(track, **facts), token=token, by=CITIZEN)
    db.session.flush()
    return case


def give_figures_out(year: int = 0) -> None:
    """Give the public figures out as if for the first time, as of the end of today."""
    today = clock.today()
    db.session.execute(delete(FiguresSheet))
    give_out_year(year or today.year, until=today)


def make_handler(department: str = INTAKE, name: str = "") -> Account:
    """Return a handler of a department."""
    handler = make_account("handler", department=department, name=name)
    db.session.flush()
    return handler


def make_assigned(track: Track = Track.COMPLAINT, **facts: Any) -> tuple[Case, Account]:
    """Return a case and the handler it is assigned to."""
    case, handler = make_case(track, **facts), make_handler()
    services.assign_case(case, handler=handler, by=handler)
    return case, handler


def conclude(case: Case, handler: Account, *, verdict: Verdict = Verdict.TRUE) -> Case:
    """Take a case from its filing to its conclusion."""
    if case.track is Track.COMPLAINT:
        services.accept_case(case, by=handler)
        services.conclude_complaint(
            case, outcome=Outcome.SETTLED, ground=None, answer="示例：已退款。", by=handler
        )
        return case
    services.advance_case(case, to=Stage.SCREENING, by=handler)
    services.advance_case(case, to=Stage.VERIFYING, by=handler)
    services.decide_filing(
        case, is_filed=verdict is not Verdict.UNTRUE, note="示例理由", by=handler
    )
    services.conclude_report(case, verdict=verdict, answer="示例：已查处。", by=handler)
    return case
