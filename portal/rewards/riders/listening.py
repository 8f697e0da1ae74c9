"""What riders hear from the room of complaints: a tip is coming, a tip was filed."""

from typing import Any

from portal.complaints import queries as complaints
from portal.complaints.rules import Filing
from portal.kernel.signals import rider_tip_coming, rider_tip_filed
from portal.rewards.riders import services
from portal.rewards.riders.browser import current_rider


@rider_tip_coming.connect
def look_at_order(_sender: Any, *, filing: Filing, is_other_order: bool) -> None:
    """Refuse, at the field, one order told twice by the rider of this phone."""
    rider = current_rider()
    if rider is not None:
        services.check_order(rider, filing, is_other_order=is_other_order)


@rider_tip_filed.connect
def link_to_rider(_sender: Any, *, token: str) -> None:
    """Tie the case to the rider of this phone, in the very transaction that files it."""
    rider = current_rider()
    case = complaints.find_by_token(token) if rider is not None else None
    if rider is not None and case is not None:
        services.link_tip(rider, case)
