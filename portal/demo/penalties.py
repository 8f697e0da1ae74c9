"""Penalties of the demo: recorded, published, withdrawn, repaired, and one party on the list."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from portal.demo.diary import Story
from portal.demo.seeds import seeds
from portal.demo.town import Town
from portal.enterprises.models import Enterprise
from portal.kernel import clock
from portal.penalties import services
from portal.penalties.models import Penalty
from portal.penalties.queries import repairs
from portal.penalties.rules.kinds import PenaltyField, PenaltyKind, Withdrawal
from portal.penalties.rules.repairs import Channel, Finding
from portal.penalties.services import Decision, Proposal
from portal.places.rules import next_working_day

FEN_OF_YUAN = 100
DAY = timedelta(days=1)
# Days from one step to the next of what follows a publication.
RECORDED_AFTER, REVOKED_AFTER, TOLD_AFTER, ANSWERED_WITHIN, LISTED_AFTER = 2, 20, 25, 10, 45
APPLIED_AGO, VERIFIED_AFTER, DECIDED_AFTER = 15, 4, 8


def begin_penalties(town: Town) -> None:
    """Begin what becomes of every decision of the demo."""
    for ordinal, row in enumerate(seeds("penalties")["penalties"], start=1):
        town.diary.begin(_decision(town, row, ordinal))


def _decision(town: Town, row: dict[str, Any], ordinal: int) -> Story:
    decided_on = town.day(row["ago"])
    yield _at(town, decided_on + DAY * RECORDED_AFTER)
    officer, reviewer = town.actor("data-officer"), town.actor("reviewer")
    decision = _told(town, row, decided_on, ordinal)
    penalty = services.record_penalty(decision, by=officer)
    then = row.get("then", "")
    if then == "kept":
        services.keep_penalty(penalty, by=reviewer)
    if "shown" not in row:
        return
    yield _at(town, decided_on + DAY * row["shown"])
    services.publish_penalty(penalty, by=reviewer)
    yield from _sequel(town, penalty, then)


def _sequel(town: Town, penalty: Penalty, then: str) -> Iterator[datetime]:
    if then == "withdrawn":
        yield _at(town, penalty.decided_on + DAY * REVOKED_AFTER)
        services.withdraw_penalty(
            penalty,
            why=Withdrawal.REVOKED,
            reason=seeds("penalties")["withdrawal"],
            revoked_on=clock.today() - DAY,
            by=town.actor("reviewer"),
        )
    if then in {"repaired", "applied"}:
        yield from _repair(town, penalty, is_decided=then == "repaired")
    if then == "listed":
        yield from _listing(town, penalty)


def _repair(town: Town, penalty: Penalty, *, is_decided: bool) -> Iterator[datetime]:
    earliest = repairs.earliest_for(penalty)
    applied_on = max(earliest or town.today, town.day(APPLIED_AGO + DECIDED_AFTER * is_decided))
    words, officer = seeds("penalties"), town.actor("data-officer")
    yield _at(town, applied_on)
    repair = services.apply_for_repair(
        penalty, statement=words["statement"], channel=Channel.PAPER, by=officer
    )
    yield _at(town, applied_on + DAY * VERIFIED_AFTER)
    services.start_verification(repair, by=officer)
    asked = repairs.conditions_for(repair)
    findings = [Finding(item.code, is_met=True, evidence=words["evidence"]) for item in asked]
    services.record_findings(repair, findings=findings, by=officer)
    if is_decided:
        yield _at(town, applied_on + DAY * DECIDED_AFTER)
        services.approve_repair(repair, reason=words["approval"], by=town.actor("reviewer"))


def _listing(town: Town, penalty: Penalty) -> Iterator[datetime]:
    told_on = penalty.decided_on + DAY * TOLD_AFTER
    yield _at(town, told_on)
    officer = town.actor("data-officer")
    proposal = Proposal(
        respondent=penalty.respondent,
        penalty_number=penalty.number,
        ground="food",
        reason=seeds("penalties")["reason"],
        authority=penalty.authority,
        conditions=("grave", "heavy-penalty"),
        heavy=("licence",),
        enterprise=penalty.enterprise,
    )
    entry = services.propose_entry(proposal, by=officer)
    today = clock.today()
    services.notify_party(
        entry, notified_on=today, defence_until=today + DAY * ANSWERED_WITHIN, by=officer
    )
    yield _at(town, told_on + DAY * LISTED_AFTER)
    number = f"{seeds('penalties')['list_number']}〔{clock.today().year}〕1号"
    services.list_party(
        entry, decision_number=number, listed_on=clock.today(), by=town.actor("reviewer")
    )


def _told(town: Town, row: dict[str, Any], decided_on: date, ordinal: int) -> Decision:
    words, shop = seeds("penalties"), _shop(town, row)
    fine, confiscated = row.get("fine", 0), row.get("confiscated", 0)
    return Decision(
        number=f"{words['number']}〔{decided_on.year}〕{ordinal}号",
        respondent=shop.name,
        enterprise=shop,
        conduct=row["conduct"],
        basis=row["basis"],
        authority=town.place.place.bureau.zh,
        decided_on=decided_on,
        kinds=tuple(PenaltyKind(kind) for kind in row["measures"]),
        field=PenaltyField(row.get("field", PenaltyField.FOOD)),
        fine_fen=fine * FEN_OF_YUAN,
        confiscated_fen=confiscated * FEN_OF_YUAN,
        summary=words["summary"].format(conduct=row["conduct"]),
    )


def _shop(town: Town, row: dict[str, Any]) -> Enterprise:
    wanted: list[Enterprise] = [
        shop for shops in town.shops.values() for shop in shops if shop.kind in row["kinds"]
    ]
    return wanted[int(row["shop"]) % len(wanted)]


def _at(town: Town, day: date) -> datetime:
    # No draw of chance: what else the demo tells stays as it was.
    on = next_working_day(day, town.place.calendar)
    return datetime.combine(on, time(10, 30), tzinfo=clock.CHINA)
