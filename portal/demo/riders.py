"""The enrolled riders of the demo: codes handed out, tips in several states, seals verified."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from portal.accounts.models import Account
from portal.complaints import services as complaints
from portal.complaints.models import Case
from portal.complaints.rules import Door, Filing, Seal, Stage, Track, Verdict
from portal.demo.diary import Story
from portal.demo.seeds import seeds
from portal.demo.town import Town
from portal.kernel.audit import CITIZEN
from portal.rewards import queries
from portal.rewards import services as rewards
from portal.rewards.riders import services
from portal.rewards.riders.codes import code_of, new_number
from portal.rewards.riders.models import Rider
from portal.rewards.riders.services import Enrolment

TOKEN = "demo riders"  # noqa: S105 - codes are made of it with the installation's own key
KNOWN = "not-known-before"
FIRST_AGO = 200


def begin_riders(town: Town) -> None:
    """Begin with the codes; riders enrol with them and tell what they see."""
    riders: dict[str, Rider] = {}
    town.diary.begin(_hand_out(town))
    for serial, row in enumerate(seeds("riders")["riders"], 1):
        town.diary.begin(_enrol(town, riders, row, serial))
    for ordinal, row in enumerate(seeds("riders")["tips"]):
        town.diary.begin(_tell(town, riders, row, ordinal))


def list_riders() -> list[str]:
    """Return the number of each rider, to sign in with."""
    return [new_number(_token(row["name"])) for row in seeds("riders")["riders"]]


def shared_pin() -> str:
    """Return the PIN of every rider of the demo."""
    return str(seeds("riders")["pin"])


def _token(name: str) -> str:
    return f"demo rider {name}"


def _hand_out(town: Town) -> Story:
    yield town.in_office(town.day(FIRST_AGO))
    told, by = seeds("riders"), town.actor("intake-clerk")
    services.make_codes(token=TOKEN, station=told["station"], count=told["codes"], by=by)


def _enrol(town: Town, riders: dict[str, Rider], row: dict[str, Any], serial: int) -> Story:
    yield town.at(town.day(row["ago"]))
    pin = seeds("riders")["pin"]
    told = Enrolment(code=code_of(TOKEN, serial), platform=row["platform"], pin=pin)
    riders[row["name"]] = services.enrol(told, token=_token(row["name"]))


def _tell(town: Town, riders: dict[str, Rider], row: dict[str, Any], ordinal: int) -> Story:
    sent = town.at(town.day(row["ago"]))
    yield sent
    tip = Tip(town, riders[row["rider"]], row, ordinal)
    steps = seeds("riders")["ways"][row["way"]]
    moments: list[datetime] = list(town.moments_along(sent, (after for after, *_rest in steps)))
    for moment, (_after, verb, *facts) in zip(moments, steps, strict=True):
        yield moment
        VERBS[verb](tip, *facts)


class Tip:
    """One tip and who handles it."""

    def __init__(self, town: Town, rider: Rider, row: dict[str, Any], ordinal: int) -> None:
        self.seal = Seal(row["seal"])
        self.handler: Account = town.person("handler")
        shops = town.shops["takeaway"]
        shop = shops[row.get("shop", ordinal * 3) % len(shops)]
        told = Filing(
            track=Track.TIP,
            told=seeds("riders")["told"][row["seal"]],
            category="takeaway",
            domain="catering",
            respondent=shop.name,
            respondent_address=shop.address,
            enterprise_id=shop.id,
            door=Door.RIDER,
            platform=rider.platform,
            seal=self.seal,
        )
        token = f"demo rider's tip {ordinal}"
        self.case: Case = complaints.file_case(told, token=token, by=CITIZEN)
        complaints.confirm_receipt(self.case, by=CITIZEN)
        services.link_tip(rider, self.case)

    def assign(self) -> None:
        """Give the case to its handler."""
        complaints.assign_case(self.case, handler=self.handler, by=self.handler)

    def move_to(self, stage: Stage) -> None:
        """Take a working step."""
        complaints.advance_case(self.case, to=stage, by=self.handler)

    def note(self, found: Seal) -> None:
        """Note what was found of the seal."""
        services.note_seal(self.case, found=found, by=self.handler)

    def decide(self, *, is_filed: bool) -> None:
        """Decide whether the tip becomes a case of the law."""
        note = "" if is_filed else seeds("riders")["words"]["not-file"]
        complaints.decide_filing(self.case, is_filed=is_filed, note=note, by=self.handler)

    def refuse(self) -> None:
        """Refuse the reward of what an inspection had found before."""
        reward = queries.get_reward_of_case(self.case)
        because, seen = seeds("riders")["words"]["known"], reward.round
        rewards.refuse_reward(
            reward, ground=KNOWN, because=because, by=self.handler.actor, seen_round=seen
        )

    def conclude(self, verdict: str) -> None:
        """Conclude the case."""
        answer = seeds("riders")["words"]["answer"]
        complaints.conclude_report(
            self.case, verdict=Verdict(verdict), answer=answer, by=self.handler
        )


VERBS: dict[str, Callable[..., object]] = {
    "assign": Tip.assign,
    "screen": lambda tip: tip.move_to(Stage.SCREENING),
    "verify": lambda tip: tip.move_to(Stage.VERIFYING),
    "seal": lambda tip: tip.note(tip.seal),
    "whole": lambda tip: tip.note(Seal.INTACT),
    "file": lambda tip: tip.decide(is_filed=True),
    "not-file": lambda tip: tip.decide(is_filed=False),
    "conclude": Tip.conclude,
    "known": Tip.refuse,
}
