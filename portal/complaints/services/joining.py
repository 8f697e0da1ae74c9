"""Handling cases of one matter together (并案), and apart again.

Nothing of a case moves when it is joined: number, time of receipt, clocks and the right to a
reward stay its own (C5). What changes is that each step of the first case is taken for all of
them, each with its own line of history and of the log. Whoever takes it chooses whom its words
are for; no citizen is told who filed another's case.
"""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from portal.accounts.models import Account
from portal.complaints import doubles
from portal.complaints.access import check_handler
from portal.complaints.models import Case, CaseDouble, CaseJoin
from portal.complaints.rules import (
    CLOSED,
    DoubleState,
    Stage,
    are_joinable,
    joinable_steps,
    steps_between,
)
from portal.complaints.rules.matter import EVERYBODY, Addressed
from portal.complaints.services.apart import check_apart
from portal.complaints.services.doubles import decide
from portal.complaints.services.moves import hand_to, move, note_event
from portal.complaints.words import REFUSALS, TOLD_JOINED
from portal.kernel import audit, clock
from portal.kernel.audit import Actor
from portal.kernel.db import db, hold
from portal.kernel.errors import Refused

P = ParamSpec("P")
Deed = Callable[Concatenate[Case, P], None]


def together(deed: Deed[P]) -> Deed[P]:
    """Take a step for every case of the matter; it begins at the first one."""

    @wraps(deed)
    def done(case: Case, /, *args: P.args, **kwargs: P.kwargs) -> None:
        check_leads(case)
        stage, members = case.stage, doubles.list_members(case)
        deed(case, *args, **kwargs)
        for member in members:
            # One that went its own way since, to a review for one, is not taken along.
            if member.stage is stage:
                deed(member, *args, **kwargs)

    return done


def telling(
    words: str, *, is_about_one: Callable[[Mapping[str, Any]], bool] = lambda _told: False
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Take a step whose ``words`` citizens read: for all of the matter, or for one of them alone.

    ``addressed`` says for whom, and may give a case words of its own. What names a party, as an
    agreement does, ``is_about_one``: there every case needs its own.
    """

    def decorated(deed: Callable[..., None]) -> Callable[..., None]:
        @wraps(deed)
        def done(
            case: Case, /, *, by: Account, addressed: Addressed = EVERYBODY, **told: Any
        ) -> None:
            if addressed.is_only:
                check_handler(case, by)
                leave_matter(case, by=by.actor)
            check_leads(case)
            members = [one for one in doubles.list_members(case) if one.stage is case.stage]
            own = {one.id: addressed.own_words.get(one.reference, "").strip() for one in members}
            if is_about_one(told) and not all(own.values()):
                raise Refused(REFUSALS["own_words_missing"], field=words)
            texts = {one.id: own.get(one.id) or str(told[words]) for one in (case, *members)}
            check_apart([(one, [texts[one.id]]) for one in (case, *members)], field=words, by=by)
            for one in (case, *members):
                deed(one, by=by, **{**told, words: texts[one.id]})

        return done

    return decorated


def check_leads(case: Case) -> None:
    """Raise where a case is handled together with an earlier one: steps are taken there."""
    if case.stage in CLOSED:
        return
    join = doubles.find_join(case)
    if join is not None:
        raise Refused(REFUSALS["joined"] % {"lead": join.lead.reference})


def join_cases(case: Case, other: Case, *, by: Account) -> Case:
    """Handle two cases as one matter; return the one received first, at which steps are taken.

    Both must be this person's, or the other nobody's yet. The one that is behind is brought to
    the step of the other.
    """
    check_handler(case, by)
    if other.department != case.department or other.handler_id not in {None, by.id}:
        raise Refused(REFUSALS["join_elsewhere"], field="other")
    cases = _whole(case, other)
    lead, *members = cases
    _bring_level(cases, by)
    for member in members:
        join = doubles.find_join(member)
        if join is None or join.lead_id != lead.id:
            _join(lead, member, by=by.actor)
    _note_known(case, other, by=by.actor)
    return lead


def _whole(case: Case, other: Case) -> list[Case]:
    cases = {one.id: one for known in (case, other) for one in doubles.list_matter(known)}
    for one in cases.values():
        hold(one, "stage", "department", "handler_id")
    tracks = {one.track for one in cases.values()}
    if case.id == other.id or not all(are_joinable(case.track, track) for track in tracks):
        raise Refused(REFUSALS["join_tracks"], field="other")
    if any(one.stage not in joinable_steps(one.track) for one in cases.values()):
        raise Refused(REFUSALS["join_stage"], field="other")
    return sorted(cases.values(), key=lambda one: (one.received_at, one.id))


def _bring_level(cases: list[Case], by: Account) -> None:
    steps = joinable_steps(cases[0].track)
    furthest = max((one.stage for one in cases), key=steps.index)
    for one in cases:
        if one.handler_id is None:
            hand_to(one, by)
        for stage in steps_between(one.track, one.stage, furthest):
            if stage is Stage.ACCEPTED:
                one.accepted_at = one.accepted_at or clock.now()
            move(one, stage, action=f"moved-to-{stage.value}", by=by.actor)


def _join(lead: Case, member: Case, *, by: Actor) -> None:
    for old in (doubles.find_join(member), *doubles.list_joins(member)):
        if old is not None:
            old.split_at, old.split_by = clock.now(), by.name
    _lead_on(lead, member, by)
    note_event(member, note=str(TOLD_JOINED))
    audit.record("case.joined", subject=member.subject, by=by, after={"lead": lead.reference})


def _note_known(case: Case, other: Case, *, by: Actor) -> None:
    double = doubles.find_double(case, other)
    if double is None:
        first, second = sorted((case.id, other.id))
        double = CaseDouble(
            first_id=first, second_id=second, score=0.0, is_copy=False, found_at=clock.now(),
            state=DoubleState.SUGGESTED, decided_by="",
        )  # fmt: skip
        db.session.add(double)
    if double.state is not DoubleState.JOINED:
        decide(double, DoubleState.JOINED, by=by)


def split_case(case: Case, *, reason: str, by: Account) -> None:
    """Handle a case by itself again; nothing of it was ever changed by joining."""
    check_handler(case, by)
    if not reason.strip():
        raise Refused(REFUSALS["reason_missing"], field="reason")
    if doubles.find_join(case) is None and not doubles.list_joins(case):
        raise Refused(REFUSALS["not_joined"], field="reason")
    leave_matter(case, by=by.actor, reason=reason.strip())


def leave_matter(case: Case, *, by: Actor, reason: str = "") -> None:
    """Take a case out of its matter, if it belongs to one; the others stay together."""
    matter = doubles.list_matter(case)
    if len(matter) == 1:
        return
    others = [one for one in matter if one.id != case.id]
    if matter[0].id == case.id:
        for join in doubles.list_joins(case):
            join.split_at, join.split_by, join.reason = clock.now(), by.name, reason
        db.session.flush()
        for member in others[1:]:
            _lead_on(others[0], member, by)
    else:
        own = doubles.find_join(case)
        if own is not None:
            own.split_at, own.split_by, own.reason = clock.now(), by.name, reason
    for other in others:
        double = doubles.find_double(case, other)
        if double is not None and double.state is DoubleState.JOINED:
            decide(double, DoubleState.DISMISSED, by=by)
    audit.record("case.split", subject=case.subject, by=by, before={"lead": matter[0].reference})


def _lead_on(lead: Case, member: Case, by: Actor) -> None:
    join = CaseJoin(lead=lead, member=member, joined_at=clock.now(), joined_by=by.name)
    join.split_by = join.reason = ""
    db.session.add(join)
    db.session.flush()
