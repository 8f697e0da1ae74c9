"""Checking, publishing and withdrawing penalties."""

from datetime import date

from portal.enterprises import facts
from portal.enterprises import rules as enterprise_rules
from portal.kernel import clock
from portal.kernel.audit import Actor
from portal.kernel.errors import Refused
from portal.penalties import naming
from portal.penalties.models import Penalty
from portal.penalties.queries import penalties as queries
from portal.penalties.refusals import REFUSALS
from portal.penalties.rules.kinds import PenaltyStage, Withdrawal
from portal.penalties.rules.periods import Unpublished
from portal.penalties.services.recording import move, note
from portal.penalties.words import UNPUBLISHED

LONGEST_REASON = 300
# Why a grade is proposed anew stands in public beside it: never which record was taken away. The
# desk finds that in the audit trail.
REPAIRED, WITHDRAWN = "信用修复", "公示信息有变动"


def publish_penalty(penalty: Penalty, *, by: Actor) -> None:
    """Publish a decision that somebody else recorded; its last day follows from the rule.

    Raises Refused where one would publish one's own record, where the rule shows such a decision
    never, or where its time is over already.
    """
    _check_second_person(penalty, by)
    why = queries.why_hidden(penalty)
    if why is not None:
        raise Refused(REFUSALS["not_publishable"] % {"why": UNPUBLISHED[why]})
    today = clock.today()
    start = penalty.shown_since or today
    period = queries.period_for(penalty, start)
    if period is None or not period.holds(today):
        raise Refused(REFUSALS["period_over"], field="shown_since")
    move(penalty, PenaltyStage.PUBLISHED)
    penalty.published_on = start
    penalty.search_key = naming.search_key(penalty)
    _reviewed(penalty, by)
    note("penalty.published", penalty, by, before=PenaltyStage.RECORDED)


def keep_penalty(penalty: Penalty, *, by: Actor) -> None:
    """Pass a decision that the rule does not show (45号 第二条): it stays on the desk.

    Raises Refused where the rule shows it: nobody leaves a decision out by hand.
    """
    _check_second_person(penalty, by)
    if queries.why_hidden(penalty) in {None, Unpublished.UNSET}:
        raise Refused(REFUSALS["publishable"])
    move(penalty, PenaltyStage.KEPT)
    _reviewed(penalty, by)
    note("penalty.kept", penalty, by, before=PenaltyStage.RECORDED)


def return_penalty(penalty: Penalty, *, reason: str, by: Actor) -> None:
    """Send a record back to be put right; the reason is required."""
    written = written_reason(reason)
    _check_second_person(penalty, by)
    move(penalty, PenaltyStage.RETURNED)
    penalty.return_reason = written
    _reviewed(penalty, by)
    note("penalty.returned", penalty, by, before=PenaltyStage.RECORDED)


def withdraw_penalty(
    penalty: Penalty, *, why: Withdrawal, reason: str, revoked_on: date, by: Actor
) -> None:
    """Take a penalty back: it is gone everywhere at once, its address says why (45号 第十一条).

    ``revoked_on`` is the day it was revoked or changed, from which three working days count. One
    person is enough: taking back harms nobody.
    """
    written = written_reason(reason)
    if revoked_on > clock.today():
        raise Refused(REFUSALS["revoked_in_future"], field="revoked_on")
    if revoked_on < penalty.decided_on:
        raise Refused(REFUSALS["revoked_before_decision"], field="revoked_on")
    before = penalty.stage
    move(penalty, PenaltyStage.WITHDRAWN)
    penalty.withdrawn_on, penalty.revoked_on = clock.today(), revoked_on
    penalty.withdrawal, penalty.withdrawal_reason = why, written
    note("penalty.withdrawn", penalty, by, before=before)
    if penalty.enterprise_id is not None and penalty.published_on is not None:
        facts.changed([penalty.enterprise_id], because=WITHDRAWN)
        _touch(penalty)


def stop_penalty(penalty: Penalty, *, by: Actor) -> None:
    """End a publication before its time, after a repair was approved; effective at once."""
    move(penalty, PenaltyStage.STOPPED)
    penalty.stopped_on = clock.today()
    note("penalty.stopped", penalty, by, before=PenaltyStage.PUBLISHED)
    if penalty.enterprise_id is not None:
        facts.changed([penalty.enterprise_id], because=REPAIRED)
        _touch(penalty)


def written_reason(reason: str) -> str:
    """Return a reason as it is kept; raises Refused where there is none."""
    written = enterprise_rules.plain(reason)[:LONGEST_REASON]
    if not written:
        raise Refused(REFUSALS["reason_missing"], field="reason")
    return written


def _check_second_person(penalty: Penalty, by: Actor) -> None:
    if penalty.recorded_by == by.name:
        raise Refused(REFUSALS["own_work"])


def _reviewed(penalty: Penalty, by: Actor) -> None:
    penalty.reviewed_by, penalty.reviewed_at = by.name, clock.now()
    if penalty.stage is PenaltyStage.PUBLISHED:
        _touch(penalty)


def _touch(penalty: Penalty) -> None:
    if penalty.enterprise is not None:
        penalty.enterprise.changed_at = clock.now()
