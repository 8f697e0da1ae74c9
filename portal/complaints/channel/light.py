"""The light of the channel, as the desk sees it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from portal.complaints import intake
from portal.complaints.channel import queries
from portal.complaints.models import ChannelTest
from portal.kernel import clock
from portal.places.profile import current_place
from portal.places.rules import Department


class Colour(StrEnum):
    """Green: proven and staffed. Amber: some desk is empty. Red: not proven, or intake is empty."""

    GREEN = "ok"
    AMBER = "warn"
    RED = "bad"


@dataclass(frozen=True)
class Light:
    """What the latest trial and the desks together mean."""

    colour: Colour
    latest: ChannelTest | None
    is_stale: bool
    empty: Sequence[Department]
    intake_is_empty: bool


def read_light() -> Light:
    """Return the light as it stands now."""
    latest = queries.find_latest_trial()
    earliest = clock.now() - intake.self_test_age()
    is_stale = latest is None or latest.began_at < earliest
    staffed = queries.list_staffed_departments()
    departments = current_place().departments
    empty = [one for one in departments.offices if one.code not in staffed]
    intake_is_empty = departments.intake.code not in staffed
    failed = latest is None or bool(latest.failed_at)
    colour = Colour.AMBER if empty else Colour.GREEN
    if failed or is_stale or intake_is_empty:
        colour = Colour.RED
    return Light(colour, latest, is_stale, empty, intake_is_empty)
