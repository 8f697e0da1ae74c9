"""Riders, their codes and tips, for tests; the caller commits."""

from portal.complaints import queries as complaints
from portal.complaints import services as filing
from portal.complaints.models import Case
from portal.complaints.rules import Door, Filing, Seal, Track
from portal.kernel.audit import CITIZEN, Actor
from portal.rewards.riders import services
from portal.rewards.riders.codes import code_of
from portal.rewards.riders.models import Rider
from portal.rewards.riders.services import Enrolment

OFFICER = Actor(kind="staff", name="clerk-r")
STATION, PIN, PLATFORM = "示例站点", "480913", "meituan"
TOKEN = "t" * 64


def make_codes(count: int = 3, token: str = TOKEN) -> list[str]:
    """Return codes that the bureau has just made."""
    services.make_codes(token=token, station=STATION, count=count, by=OFFICER)
    return [code_of(token, place) for place in range(1, count + 1)]


def make_rider(name: str = "a") -> Rider:
    """Return a rider who has just enrolled."""
    [code] = make_codes(1, token=f"{name} {TOKEN}")
    return services.enrol(Enrolment(code=code, platform=PLATFORM, pin=PIN), token=name)


def tip_filing(respondent: str = "示例面馆", **changed: object) -> Filing:
    """Return what a rider tells."""
    facts: dict[str, object] = {
        "track": Track.TIP, "told": "骑手取餐：没有封签。", "category": "", "domain": "food",
        "respondent": respondent, "respondent_address": "", "door": Door.RIDER,
        "platform": PLATFORM, "seal": Seal.NONE,
    }  # fmt: skip
    return Filing(**{**facts, **changed})  # type: ignore[arg-type] - each test names its own fields


def make_tip(rider: Rider | None, token: str, **changed: object) -> Case:
    """Return a case that a rider filed; without a rider, somebody who never enrolled."""
    filing.file_case(tip_filing(**changed), token=token, by=CITIZEN)
    case = complaints.find_by_token(token)
    assert case is not None
    if rider is not None:
        services.link_tip(rider, case)
    return case
