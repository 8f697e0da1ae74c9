"""What citizens and handlers may do, for stories told at random."""

from collections.abc import Callable
from datetime import timedelta
from functools import cache
from itertools import count
from typing import Any

from portal.accounts.models import Account
from portal.complaints import meetings, receipt, services
from portal.complaints.files import CheckedFile, check_file
from portal.complaints.models import Case
from portal.complaints.policy import file_limits
from portal.complaints.rules import Identity, MeetingOutcome, Outcome, Party, Stage, Track, Verdict
from portal.complaints.rules.matter import Addressed
from portal.extensions import keyring
from portal.kernel import clock
from portal.kernel.db import db
from tests.factories import files
from tests.factories.complaints import make_case

FARM = "agriculture"
CANARY = Identity(name="金丝雀示例", telephone="13912345678", address="金丝雀路 7 号")
Deed = Callable[[Case, Case, Account, Account], Any]
PARTIES = (Party.COMPLAINANT, Party.RESPONDENT)


_tokens = count(1)
# By the number of each case, the words that open it; a story begins without any.
SECRETS: dict[str, str] = {}
# Who read whose identity, and whether that person had the case.
LOOKS: list[tuple[str, bool]] = []


def filed(track: Track) -> Case:
    """File a case whose secret is known."""
    token = f"token of a story {next(_tokens)}"
    case = make_case(track, token=token, identity=CANARY if track is Track.COMPLAINT else None)
    SECRETS[case.reference] = "".join(receipt.secret_for(token, ring=keyring()))
    return case


def _file(case: Case, _other: Case, _by: Account, _to: Account) -> None:
    filed(case.track)


def _look(case: Case, _other: Case, by: Account, _to: Account) -> None:
    had = case.handler_id == by.id and case.department == by.department
    assert services.read_identity(case, by=by, reason="示例") == CANARY
    LOOKS.append((case.subject, had))


@cache
def _photo(_checked_by: str) -> CheckedFile:
    # With place, make and artist in it.
    return check_file("示例.jpg", files.photo(), file_limits())


def _attach(case: Case, _other: Case, _by: Account, _to: Account) -> None:
    services.write_as_citizen(case, text="", files=[_photo("here")])


def _open(case: Case, other: Case, _by: Account, _to: Account) -> None:
    visit = services.open_visit(case)
    assert services.find_open_case(visit) is case
    services.close_visit(visit)
    db.session.flush()
    assert services.find_open_case(visit) is None
    assert other is case or SECRETS[case.reference] != SECRETS[other.reference]


def _record(case: Case, _other: Case, by: Account, _to: Account) -> None:
    meeting = meetings.find_unrecorded(case)
    if meeting is not None:
        minutes = services.Minutes(PARTIES, MeetingOutcome.AGREED, agreement="示例")
        services.record_meeting(case, meeting, minutes=minutes, by=by)


def _plan(case: Case, _other: Case, by: Account, _to: Account) -> None:
    at = clock.now() + timedelta(days=1)
    services.plan_meeting(case, starts_at=at, place="示例室", parties=PARTIES, by=by)


def _away(_case: Case, _other: Case, by: Account, to: Account) -> None:
    today = clock.today()
    services.mark_leave(by, deputy=to, from_on=today, until_on=today + timedelta(days=2), by=by)


def _conclude(case: Case, _other: Case, by: Account, _to: Account) -> None:
    if case.track is Track.COMPLAINT:
        services.conclude_complaint(
            case, outcome=Outcome.UNSETTLED, ground=None, answer="示例", by=by
        )
    else:
        services.conclude_report(case, verdict=Verdict.TRUE, answer="示例", by=by)


def _settle(case: Case, _other: Case, by: Account, to: Account) -> None:
    services.conclude_complaint(
        case, outcome=Outcome.SETTLED, ground=None, answer=f"示例 {case.reference}", by=by,
        addressed=Addressed(is_only=to.id % 2 == 0),
    )  # fmt: skip


def _until() -> Any:
    return clock.today() + timedelta(days=3)


def _grounds(case: Case) -> str:
    return "three-years" if case.track is Track.COMPLAINT else "duplicate"


DEEDS: dict[str, Deed] = {
    "file": _file,
    "assign": lambda case, _other, by, to: services.assign_case(case, handler=to, by=by),
    "many": lambda case, other, by, to: services.assign_cases(
        [(one.reference, services.mark_of(one)) for one in (case, other)], handler=to, by=by
    ),
    "accept": lambda case, _other, by, _to: services.accept_case(case, by=by),
    "refuse": lambda case, _other, by, _to: services.refuse_case(
        case, ground=_grounds(case), note="示例", by=by
    ),
    "supplement": lambda case, _other, by, _to: services.ask_for_supplement(
        case, until=_until(), note="示例", by=by
    ),
    "answer-it": lambda case, _other, _by, _to: services.write_as_citizen(case, text="示例补充"),
    "screen": lambda case, _other, by, _to: services.advance_case(case, to=Stage.SCREENING, by=by),
    "verify": lambda case, _other, by, _to: services.advance_case(case, to=Stage.VERIFYING, by=by),
    "mediate": lambda case, _other, by, _to: services.advance_case(case, to=Stage.MEDIATING, by=by),
    "plan": _plan,
    "record": _record,
    "decide": lambda case, _other, by, _to: services.decide_filing(
        case, is_filed=True, note="", by=by
    ),
    "conclude": _conclude,
    "settle": _settle,
    "look": _look,
    "attach": _attach,
    "open": _open,
    "write": lambda case, other, by, _to: services.write_as_handler(
        case, text=f"示例 {other.reference}", by=by, is_to_all=True
    ),
    "rate": lambda case, _other, _by, _to: services.rate_case(case, score=5),
    "tell": lambda case, _other, by, _to: services.answer_report(case, note="示例", by=by),
    "withdraw": lambda case, _other, _by, _to: services.withdraw_case(case),
    "review": lambda case, _other, _by, _to: services.ask_for_review(case, reason="示例"),
    "reopen": lambda case, _other, by, _to: services.decide_review(
        case, is_upheld=False, note="示例", by=by
    ),
    "transfer": lambda case, _other, by, _to: services.transfer_case(
        case, to=FARM, reason="示例", by=by
    ),
    "take": lambda case, _other, by, _to: services.take_over(case, by=by),
    "return": lambda case, _other, by, _to: services.hand_back(case, reason="示例", by=by),
    "join": lambda case, other, by, _to: services.join_cases(case, other, by=by),
    "split": lambda case, _other, by, _to: services.split_case(case, reason="示例", by=by),
    "ask": lambda case, _other, by, _to: services.ask_citizen(
        case, text="示例", until=_until(), by=by
    ),
    "note": lambda case, _other, by, _to: services.write_note(case, text="示例", by=by),
    "away": _away,
    "morning": lambda _case, _other, _by, _to: services.keep_leaves(),
    "compare": lambda _case, _other, _by, _to: services.compare_all(),
}
