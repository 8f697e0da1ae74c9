"""What takes two people: holds and removals of records, incidents, the merger of two entries.

It is told last, when the cases and the grades stand where they stand today.
"""

from dataclasses import replace
from datetime import timedelta
from itertools import islice, pairwise
from typing import Any

from portal.complaints import queries
from portal.complaints.models import Case
from portal.complaints.retention import holding, purging
from portal.complaints.retention.queries import Period
from portal.complaints.rules.retention import PERIODS, Kept
from portal.demo.casework import token_of
from portal.demo.seeds import seeds
from portal.demo.town import Town
from portal.enterprises.models import Enterprise
from portal.enterprises.services.proposing_mergers import propose_merger
from portal.enterprises.weights import weights_of
from portal.inspections.incidents import services as incidents
from portal.inspections.incidents.rules import IncidentKind
from portal.kernel import clock


def take_two_people(town: Town) -> None:
    """Leave one of each kind decided, and one waiting for its second person."""
    known = seeds("two_people")
    _hold(town, known["holds"])
    _remove(town, known["removal"])
    for row in known["incidents"]:
        _record(town, town.shops[row["at"]][-1], row)
    _propose(town, known["merger"])


def _hold(town: Town, rows: list[dict[str, Any]]) -> None:
    first, second = town.person("records-officer"), town.person("records-officer-2")
    for row in rows:
        case = _case(row["case"])
        hold = holding.place_hold(case.reference, reason=row["reason"], by=first)
        if row["is_confirmed"]:
            holding.confirm_hold(hold, by=second)


def _case(ordinal: int) -> Case:
    found = queries.find_by_token(token_of(f"case {ordinal}"))
    assert found is not None  # noqa: S101 - the seeds name a case that carries no name of its own
    return found


def _remove(town: Town, row: dict[str, Any]) -> None:
    # The place has set no period, so the demo names one that is plainly its own.
    kept = Kept(row["kept"])
    rule = town.place.parameters.find(PERIODS[kept], clock.today())
    if rule is not None:
        period = Period(kept, replace(rule, key=row["basis"]), row["months"])
        purging.purge_past(period, by=town.actor("records-officer"))


def _record(town: Town, shop: Enterprise, row: dict[str, Any]) -> None:
    incident = incidents.record_incident(
        shop,
        kind=IncidentKind(row["kind"]),
        happened_on=clock.today() - timedelta(days=row["ago"]),
        detail=row["detail"],
        document=row["document"].format(year=clock.today().year),
        by=town.actor("data-officer"),
    )
    if row["is_confirmed"]:
        incidents.confirm_incident(incident, by=town.actor("reviewer"))


def _propose(town: Town, row: dict[str, Any]) -> None:
    shops, by = town.shops[row["at"]], town.actor("data-officer")
    # A pair that could be merged at once would need nobody else.
    weighty = (pair for pair in pairwise(reversed(shops)) if weights_of([one.id for one in pair]))
    for kept, gone in islice(weighty, 1):
        propose_merger(kept=kept, gone=gone, reason=row["reason"], by=by)
