"""The list of the seriously dishonest: proposing, hearing, listing, removing."""

import secrets
from datetime import date

from portal.enterprises import facts
from portal.enterprises import rules as enterprise_rules
from portal.kernel import audit, clock
from portal.kernel.audit import Actor
from portal.kernel.db import db, hold, take_turns
from portal.kernel.errors import Refused
from portal.penalties.decisions import Proposal
from portal.penalties.models import DishonestEntry, Penalty
from portal.penalties.queries import entries as queries
from portal.penalties.queries import penalties as penalty_queries
from portal.penalties.refusals import REFUSALS
from portal.penalties.rule_files import heavy_kinds, measures
from portal.penalties.rules.entries import ENTRY_LIFECYCLE, EntryStage, Removal
from portal.penalties.services.penalties import REPAIRED, WITHDRAWN, written_reason
from portal.places.profile import current_place
from portal.places.rules import due_on

GROUNDS, CONDITIONS = "penalties.list_grounds", "penalties.list_conditions"
HEAVY_KINDS, DEFENCE_DAYS = "penalties.heavy_kinds", "penalties.list_defence_days"
LONGEST_TEXT = 20_000
PROPOSING = 4_401  # a number of ours among the locks of the database


def propose_entry(proposal: Proposal, *, by: Actor) -> DishonestEntry:
    """Propose to list a party (44号); it shows nowhere until a second person has decided.

    Raises Refused with the field: no decision number of the penalty, an unknown ground, a
    condition that is not confirmed, no heavy penalty, a penalty of somebody else.
    """
    take_turns(PROPOSING)  # of two who propose the same at once, the second finds the first's
    penalty = _check_proposal(proposal)
    plain = enterprise_rules.plain
    entry = DishonestEntry(
        reference=f"D-{secrets.token_hex(5)}",
        enterprise=proposal.enterprise,
        respondent_kind=proposal.respondent_kind,
        respondent=plain(proposal.respondent)[:200],
        penalty=penalty,
        penalty_number=plain(proposal.penalty_number)[:80],
        ground=proposal.ground,
        reason=proposal.reason.strip()[:LONGEST_TEXT],
        conditions=list(proposal.conditions),
        heavy_kinds=list(proposal.heavy),
        authority=plain(proposal.authority)[:200],
        stage=EntryStage.PROPOSED,
        proposed_by=by.name,
        proposed_at=clock.now(),
        changed_at=clock.now(),
    )
    db.session.add(entry)
    db.session.flush()
    _note("dishonest-entry.proposed", entry, by)
    return entry


def notify_party(
    entry: DishonestEntry, *, notified_on: date, by: Actor, defence_until: date | None = None
) -> None:
    """Record that the party was told, and open its time to answer.

    Its last day is counted by the place's rule where that is set, else it must be given; more time
    than the rule has may be given, never less.
    """
    if notified_on > clock.today():
        raise Refused(REFUSALS["notified_in_future"], field="notified_on")
    until = defence_until or _defence_ends(notified_on)
    if until is None:
        raise Refused(REFUSALS["window_unset"], field="defence_until")
    if until < notified_on:
        raise Refused(REFUSALS["window_before_notice"], field="defence_until")
    owed = _defence_ends(notified_on)
    if owed is not None and until < owed:
        raise Refused(REFUSALS["window_short"] % {"day": owed}, field="defence_until")
    _move(entry, EntryStage.NOTIFIED)
    entry.notified_on, entry.defence_until = notified_on, until
    _note("dishonest-entry.notified", entry, by, before=EntryStage.PROPOSED)


def record_defence(entry: DishonestEntry, *, defence: str, by: Actor) -> None:
    """Keep what the party answered; the stage stays."""
    _check_move(entry, EntryStage.LISTED)
    entry.defence = defence.strip()[:LONGEST_TEXT]
    _note("dishonest-entry.answered", entry, by)


def hold_hearing(entry: DishonestEntry, *, hearing_on: date | None, by: Actor) -> None:
    """Fix the hearing the party asked for; no listing before it was held."""
    if hearing_on is None:
        raise Refused(REFUSALS["hearing_missing"], field="hearing_on")
    _check_move(entry, EntryStage.HEARING)
    if entry.notified_on is not None and hearing_on < entry.notified_on:
        raise Refused(REFUSALS["hearing_before_notice"], field="hearing_on")
    _move(entry, EntryStage.HEARING)
    entry.hearing_on = hearing_on
    _note("dishonest-entry.hearing-fixed", entry, by, before=EntryStage.NOTIFIED)


def list_party(entry: DishonestEntry, *, decision_number: str, listed_on: date, by: Actor) -> None:
    """List a party by a decision with its number; it is public from that day, for its term.

    Raises Refused with the field: no number, one's own proposal, the time to answer not over, a
    hearing not held.
    """
    number = enterprise_rules.plain(decision_number)[:80]
    if not number:
        raise Refused(REFUSALS["decision_number_missing"], field="decision_number")
    _check_second_person(entry, by)
    if listed_on > clock.today():
        raise Refused(REFUSALS["listed_in_future"], field="listed_on")
    _check_move(entry, EntryStage.LISTED)
    if entry.defence_until is not None and entry.defence_until >= clock.today():
        raise Refused(REFUSALS["window_open"], field="listed_on")
    if entry.defence_until is not None and entry.defence_until >= listed_on:
        raise Refused(REFUSALS["listed_before_notice"], field="listed_on")
    if entry.hearing_on is not None and entry.hearing_on > listed_on:
        raise Refused(REFUSALS["hearing_not_held"], field="listed_on")
    before = entry.stage
    _move(entry, EntryStage.LISTED)
    entry.decision_number, entry.listed_on = number, listed_on
    entry.decided_by, entry.decided_at = by.name, clock.now()
    _note("dishonest-entry.listed", entry, by, before=before)
    _touch(entry)


def drop_entry(entry: DishonestEntry, *, reason: str, by: Actor) -> None:
    """Decide not to list a party; the reason is required."""
    written, before = written_reason(reason), entry.stage
    _check_second_person(entry, by)
    _move(entry, EntryStage.DROPPED)
    entry.drop_reason = written
    entry.decided_by, entry.decided_at = by.name, clock.now()
    _note("dishonest-entry.dropped", entry, by, before=before)


def revoke_entry(entry: DishonestEntry, *, reason: str, by: Actor) -> None:
    """Remove a party because the listing was revoked: gone everywhere at once."""
    remove_entry(entry, why=Removal.REVOKED, reason=reason, by=by)


def remove_entry(entry: DishonestEntry, *, why: Removal, reason: str, by: Actor) -> None:
    """Remove a party from today on; a term that is over needs nobody to do so (B4)."""
    written = written_reason(reason)
    _move(entry, EntryStage.REMOVED)
    entry.removed_on, entry.removal, entry.removal_reason = clock.today(), why, written
    _note("dishonest-entry.removed", entry, by, before=EntryStage.LISTED)
    if entry.enterprise_id is not None:
        because = REPAIRED if why is Removal.REPAIRED else WITHDRAWN
        facts.changed([entry.enterprise_id], because=because)
    _touch(entry)


def _check_proposal(proposal: Proposal) -> Penalty | None:
    parameters, today = current_place().parameters, clock.today()
    plain = enterprise_rules.plain
    if not plain(proposal.respondent):
        raise Refused(REFUSALS["respondent_missing"], field="respondent")
    if not plain(proposal.penalty_number):
        raise Refused(REFUSALS["penalty_number_missing"], field="penalty_number")
    if proposal.ground not in {item.code for item in parameters.items(GROUNDS, today)}:
        raise Refused(REFUSALS["ground_unknown"], field="ground")
    if not plain(proposal.reason):
        raise Refused(REFUSALS["list_reason_missing"], field="reason")
    if not plain(proposal.authority):
        raise Refused(REFUSALS["authority_missing"], field="authority")
    needed = {item.code for item in parameters.items(CONDITIONS, today)}
    if needed - set(proposal.conditions):
        raise Refused(REFUSALS["conditions_missing"], field="conditions")
    if not set(proposal.heavy) & {item.code for item in parameters.items(HEAVY_KINDS, today)}:
        raise Refused(REFUSALS["heavy_missing"], field="heavy")
    return _penalty_behind(proposal)


def _penalty_behind(proposal: Proposal) -> Penalty | None:
    number, respondent = proposal.penalty_number, enterprise_rules.plain(proposal.respondent)
    if queries.find_open(None, respondent, enterprise_rules.plain(number)[:80]) is not None:
        raise Refused(REFUSALS["already_listed"], field="penalty_number")
    penalty = penalty_queries.find_by_number(number, respondent)
    if penalty is None:
        if penalty_queries.find_by_number(number) is not None:
            raise Refused(REFUSALS["penalty_differs"], field="penalty_number")
        return None
    # A fine at the upper end is no kind of its own: the proposer says that it was one.
    said = {code for code in proposal.heavy if not measures().heavy_kinds.get(code)}
    if not said and not heavy_kinds(penalty.decided_on) & set(penalty.kinds):
        raise Refused(REFUSALS["penalty_not_heavy"], field="heavy")
    return penalty


def _defence_ends(notified_on: date) -> date | None:
    place = current_place()
    rule = place.parameters.find(DEFENCE_DAYS, on=notified_on)
    return due_on(rule, notified_on, place.calendar) if rule else None


def _check_second_person(entry: DishonestEntry, by: Actor) -> None:
    if entry.proposed_by == by.name:
        raise Refused(REFUSALS["own_work"])


def _check_move(entry: DishonestEntry, wanted: EntryStage) -> None:
    hold(entry, "stage")
    ENTRY_LIFECYCLE.check(entry.stage, wanted)


def _move(entry: DishonestEntry, wanted: EntryStage) -> None:
    _check_move(entry, wanted)
    entry.stage = wanted
    entry.changed_at = clock.now()


def _touch(entry: DishonestEntry) -> None:
    if entry.enterprise is not None:
        entry.enterprise.changed_at = clock.now()


def _note(action: str, entry: DishonestEntry, by: Actor, before: EntryStage | None = None) -> None:
    was = None if before is None else {"stage": before}
    after = {"stage": entry.stage, "ground": entry.ground}
    audit.record(
        action, subject=f"dishonest-entry:{entry.reference}", by=by, before=was, after=after
    )
