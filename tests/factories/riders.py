"""Riders, their codes and tips, for tests; the caller commits."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from portal.complaints.models import Case
from portal.complaints.rules import Door, Seal, Track, Verdict
from portal.kernel.audit import Actor
from portal.places.rules import Text
from portal.rewards import queries, scheme_files
from portal.rewards.models import RewardCase
from portal.rewards.riders import services
from portal.rewards.riders.codes import code_of
from portal.rewards.riders.models import Rider
from portal.rewards.riders.services import Enrolment
from portal.rewards.rules import Figure, Grade, Scheme, Schemes
from tests.factories.accounts import make_account
from tests.factories.complaints import conclude, make_case

OFFICER = Actor(kind="staff", name="clerk-r")
STATION, PIN, PLATFORM = "示例站点", "480913", "meituan"
TOKEN = "t" * 64
WORDS = Text(zh="示例", en="Example")


def make_codes(count: int = 3, token: str = TOKEN) -> list[str]:
    """Return codes that the bureau has just made."""
    services.make_codes(token=token, station=STATION, count=count, by=OFFICER)
    return [code_of(token, place) for place in range(1, count + 1)]


def make_rider(name: str = "a") -> Rider:
    """Return a rider who has just enrolled."""
    [code] = make_codes(1, token=f"{name} {TOKEN}")
    return services.enrol(Enrolment(code=code, platform=PLATFORM, pin=PIN), token=name)


def make_tip(rider: Rider | None = None, **facts: Any) -> Case:
    """Return a case that a rider filed; without a rider, somebody who never enrolled."""
    usual = {"door": Door.RIDER, "platform": PLATFORM, "seal": Seal.NONE}
    case = make_case(Track.TIP, **{**usual, **facts})
    if rider is not None:
        services.link_tip(rider, case)
    return case


def find_true(case: Case) -> RewardCase:
    """Let the bureau find a tip true; return the reward that opens."""
    handler = make_account("handler", department=case.department, name="handler-r")
    case.handler = handler
    conclude(case, handler, verdict=Verdict.TRUE)
    return queries.get_reward_of_case(case)


def yuan(amount: int | None) -> Figure:
    """Return a number of a scheme, given in yuan."""
    return Figure(value=None if amount is None else Decimal(amount * 100))


def set_riders_scheme(monkeypatch: pytest.MonkeyPatch, **changed: Any) -> Scheme:
    """Let the place have the numbers of 建湖 (regulations.md 2.3): for tests alone."""
    shipped = scheme_files.schemes()
    unset = next(scheme for scheme in shipped if scheme.id == "rider-local")
    first = min(one.valid_from for one in shipped if one.valid_from)
    rule = replace(
        unset,
        version="test",
        valid_from=first,
        verdicts=("true", "partly_true"),
        grades=(
            Grade(1, WORDS, WORDS, fixed_fen=yuan(300)),
            Grade(2, WORDS, WORDS, fixed_fen=yuan(50)),
        ),
        day_cap_fen=yuan(300),
        month_cap_fen=yuan(500),
        pool_fen=yuan(2000),
        questions=(),
        digest="test",
        **changed,
    )
    others = (scheme for scheme in shipped if scheme.id != rule.id)
    laid = Schemes((rule, *others))
    monkeypatch.setattr(scheme_files, "_shipped", lambda _layers: laid)
    return rule
