"""Taking part, in the demo: people sign up for events, vote in rounds, bring food to be tested."""

from datetime import datetime, timedelta
from itertools import count
from typing import Any

from sqlalchemy import select

from portal.demo.diary import Story
from portal.demo.seeds import ARTICLES, seeds
from portal.demo.town import Town
from portal.demo.writing import read_article
from portal.events import queries as events_read
from portal.events import services as events
from portal.events.facts import EditionFacts, EventSetting, SignUpFacts
from portal.events.models import EventSeats
from portal.kernel import clock
from portal.kernel.db import db
from portal.rounds import services as rounds
from portal.rounds.facts import RoundFacts
from portal.rounds.models import VoteRound
from portal.sampling.models import SampleBatch
from portal.walkins import services as walkins
from portal.walkins.facts import BookingFacts, Reading, ResultFacts, SlotFacts
from portal.walkins.models import WalkInBooking, WalkInSlot
from portal.walkins.rules import Finding

OPENED_BEFORE, MORNING, LASTS = 5, 9, timedelta(hours=3)
WAITS, STAYS_BOOKED = 2, 2
_numbers = count(1)


def begin_taking_part(town: Town) -> None:
    """Begin what people join in with."""
    for row in seeds("taking_part")["slots"]:
        town.diary.begin(_take_in(town, row))
    for row in seeds("taking_part")["rounds"]:
        town.diary.begin(_vote(town, row))
    for row in seeds("taking_part")["events"]:
        town.diary.begin(_come(town, row))
    for row in seeds("taking_part")["editions"]:
        town.diary.begin(_hold_campaign(town, row))


def _token(town: Town) -> str:
    return f"{town.chance.between(1, 10**9):09d}{next(_numbers):034d}"


def _come(town: Town, row: dict[str, Any]) -> Story:
    text = (ARTICLES / f"{row['slug']}.zh.md").read_text(encoding="utf-8")
    told = read_article(text, on=town.today)[0]["event"]
    begins, ends = (told[end].replace(tzinfo=clock.CHINA) for end in ("starts_at", "ends_at"))
    yesterday = town.at(town.day(1), MORNING)
    yield min(begins - timedelta(days=OPENED_BEFORE), yesterday)
    _sign_up(town, row, begins)
    yield ends
    if row.get("came"):
        _note(town, row)


def _sign_up(town: Town, row: dict[str, Any], closes_at: datetime) -> None:
    by, told = town.actor("editor"), seeds("taking_part")
    setting = EventSetting(row["seats"], closes_at, row["helpers"])
    events.set_event(row["slug"], setting, by=by)
    made = [
        events.sign_up(
            row["slug"],
            SignUpFacts(f"{told['name']}{number}", told["contact"], people, waits=True),
            once=_token(town),
            network=None,
        )
        for number, people in enumerate(row["groups"], 1)
    ]
    if "leaves" in row:
        events.cancel_sign_up(made[row["leaves"]].reference)


def _note(town: Town, row: dict[str, Any]) -> None:
    event: EventSeats = events_read.get_event(row["slug"])
    signed = [one.reference for one in events_read.list_sign_ups(event)]
    came = [signed[number] for number in row["came"]]
    events.note_attendance(event, came=came, minutes=None, by=town.actor("editor"))


def _hold_campaign(town: Town, row: dict[str, Any]) -> Story:
    yield town.at(town.day(1), MORNING + 1)
    campaign = events_read.campaigns().get(row["code"])
    slugs = [one.slug for one in events_read.list_of_slugs(row["slugs"], "zh")]
    if campaign is not None and slugs:
        facts = EditionFacts(None, None, row["theme"], row["theme_en"], slugs)
        events.set_edition(campaign, town.today.year, facts, by=town.actor("editor"))


def _vote(town: Town, row: dict[str, Any]) -> Story:
    opens = town.at(town.day(row["opens_ago"]), MORNING)
    yield opens
    told, by = seeds("taking_part"), town.actor("data-officer")
    kinds = sorted({one["kind"] for one in [*told["proposals"], told["refused"]]})
    closes = opens + timedelta(days=row["days"])
    facts = RoundFacts(row["title"], row["title_en"], opens, closes, kinds, 3)
    found = rounds.make_round(facts, by=by)
    for one in [*told["proposals"], told["refused"]]:
        text, kind, mark = one["text"], one["kind"], _token(town)
        made = rounds.propose(found, text=text, kind=kind, mark=mark, once=mark, network=None)
        reason = one.get("reason", "")
        rounds.decide_proposal(made, is_shown=not reason, reason=reason, by=by)
    yield opens + timedelta(days=2)
    for number, one in enumerate(told["proposals"], 1):
        for _voter in range(one["votes"]):
            rounds.vote(found, [number], mark=_token(town), network=None)
    yield closes + timedelta(days=30)
    _follow(town, found, row.get("follows", {}))


def _follow(town: Town, found: VoteRound, follows: dict[int, int]) -> None:
    public = select(SampleBatch.reference).where(SampleBatch.is_listed.is_(True))
    newest = public.order_by(SampleBatch.published_at.desc(), SampleBatch.id.desc())
    for number, several in follows.items():
        proposal = found.proposals[number - 1]
        alike = newest.where(SampleBatch.category == proposal.kind)
        for reference in db.session.scalars(alike.limit(several)).all():
            rounds.tie_result(proposal, reference, by=town.actor("data-officer"))


def _take_in(town: Town, row: dict[str, Any]) -> Story:
    morning = town.at(town.day(-row["ahead"]), MORNING).replace(minute=0)
    yield min(morning - timedelta(days=OPENED_BEFORE), clock.now() - timedelta(days=1))
    by = town.actor("data-officer")
    facts = SlotFacts(
        morning, morning + LASTS, row["venue"], row["venue_en"], row["seats"], row["kinds"]
    )
    slot = walkins.make_slot(facts, by=by)
    made = [_book(town, slot, number) for number in range(row["bookings"])]
    yield morning + LASTS / 2
    for number, booking in enumerate(made[:-STAYS_BOOKED]):
        _test(town, booking, number)
    for booking in made[-STAYS_BOOKED:]:
        walkins.note_missed(booking, by=by)


def _book(town: Town, slot: WalkInSlot, number: int) -> WalkInBooking:
    told = seeds("taking_part")
    kind = slot.kinds[number % len(slot.kinds)]
    products = told["products"][kind]
    facts = BookingFacts(
        name=f"{told['name']}{number + 1}",
        contact=told["contact"],
        kind=kind,
        product=products[number // len(slot.kinds) % len(products)],
    )
    return walkins.book(slot, facts, once=_token(town), network=None)


def _test(town: Town, booking: WalkInBooking, number: int) -> None:
    told, officer = seeds("taking_part"), town.person("data-officer")
    reading = told["readings"][0 if number % 4 else -1]
    shown = Reading(reading["item"], reading["value"], Finding(reading["finding"]))
    walkins.note_arrival(booking, by=officer.actor)
    walkins.begin_test(booking, by=officer.actor)
    walkins.enter_result(booking, ResultFacts(told["method"], [shown]), by=officer)
    if number != WAITS:
        walkins.release_result(booking, by=town.person("reviewer"))
