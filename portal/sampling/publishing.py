"""The runner of orders to publish at a time."""

from collections.abc import Mapping
from typing import Any

from portal.jobs import runners
from portal.jobs.runners import Progress
from portal.sampling import services
from portal.sampling.queries.publication import get_order
from portal.sampling.services.orders import PUBLISH_JOB


def run_order(payload: Mapping[str, Any], _progress: Progress) -> None:
    """Publish what was ordered."""
    services.carry_out(get_order(int(payload["order"])))


def give_up_order(payload: Mapping[str, Any], reason: str) -> None:
    """Tell the reviewers why an ordered publication could not be done."""
    services.fail_order(get_order(int(payload["order"])), reason=reason)


runners.register(PUBLISH_JOB, run_order, give_up=give_up_order)
