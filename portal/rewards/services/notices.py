"""Telling the reporter, on the case's own page, and the days that start with it."""

from datetime import date

from flask_babel import force_locale

from portal.complaints import services as complaints
from portal.kernel import clock
from portal.kernel.audit import Actor
from portal.places.profile import current_place
from portal.places.rules import add_working_days
from portal.rewards import queries
from portal.rewards.models import RewardCase
from portal.rewards.rules import Figure, Scheme
from portal.rewards.words import NOTICES, yuan

# What stands in a case's thread is read by somebody whose language nobody knows.
AUTHORITATIVE = "zh_Hans_CN"


def working_days_after(day: date, figure: Figure | None) -> date | None:
    """Return the last day of a scheme's time limit, or None where it is not set."""
    count = figure.whole if figure else None
    return None if count is None else add_working_days(day, count, current_place().calendar)


def notice_due_on(scheme: Scheme, concluded_on: date) -> date | None:
    """Return until when the reporter has to be told."""
    return working_days_after(concluded_on, scheme.windows.notice if scheme.windows else None)


def start_windows(reward: RewardCase) -> None:
    """Start the reporter's time to claim and to object, from today."""
    windows = queries.scheme_of(reward).windows
    reward.notified_at = clock.now()
    reward.claim_until = working_days_after(clock.today(), windows.claim if windows else None)
    # What was given before belonged to the time that ran before.
    reward.extension_days = 0
    start_objection(reward)
    prolong_claim(reward)


def start_objection(reward: RewardCase) -> None:
    """Start the reporter's time to ask for a review, from today; it can be asked for once."""
    windows = queries.scheme_of(reward).windows
    figure = windows.objection if windows else None
    reward.objection_until = working_days_after(clock.today(), figure)


def refresh_claim_until(reward: RewardCase) -> None:
    """Count the time to claim again: holidays announced since then make it longer, never shorter.

    A deadline may lie in a year whose holidays nobody had announced when it was first told.
    """
    windows = queries.scheme_of(reward).windows
    days = windows.claim.whole if windows else None
    if days is None or reward.notified_at is None or reward.claim_until is None:
        return
    told_on = clock.in_china(reward.notified_at).date()
    calendar = current_place().calendar
    counted = add_working_days(told_on, days + reward.extension_days, calendar)
    reward.claim_until = max(reward.claim_until, counted)
    prolong_claim(reward)


def prolong_claim(reward: RewardCase) -> None:
    """Let a claim already filed last as long as the reward's time to claim."""
    if reward.claim is not None:
        reward.claim.expires_on = reward.claim_until


def tell(reward: RewardCase, notice: str, *, by: Actor, **facts: str) -> None:
    """Write one of the notices into the case's thread."""
    with force_locale(AUTHORITATIVE):
        text = str(NOTICES[notice]) % {
            "amount": yuan(reward.amount_fen or 0),
            "until": _said(reward.claim_until),
            "object_until": _said(reward.objection_until),
            **facts,
        }
    complaints.post_official_message(reward.case, text=text, by=by)


def _said(day: date | None) -> str:
    return day.isoformat() if day else str(NOTICES["unset"])
