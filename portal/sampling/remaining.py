"""What is left of a disposal's time, for the board of the desk."""

from dataclasses import dataclass

from flask_babel import gettext as _

from portal.kernel import clock
from portal.sampling.models import Disposal
from portal.sampling.rules.disposals import DisposalStage

# The share of the time used at which the desk begins to warn: a tenth left is too late to act.
SOON = 0.75


@dataclass(frozen=True)
class Clock:
    """How much of a disposal's time is used: for the ring on the desk."""

    share: float
    text: str
    kind: str


def clock_of(disposal: Disposal) -> Clock:
    """Return how the time of an open disposal stands today."""
    if disposal.due_on is None or disposal.started_on is None:
        waiting = disposal.stage is DisposalStage.WAITING
        return Clock(0, _("未启动") if waiting else _("期限未设定"), "hold")
    today = clock.today()
    left = (disposal.due_on - today).days
    whole = max((disposal.due_on - disposal.started_on).days, 1)
    share = round((today - disposal.started_on).days / whole, 2)
    if left < 0:
        return Clock(max(share, 1.01), _("超 %(days)s 天", days=-left), "bad")
    return Clock(min(share, 1), _("剩 %(days)s 天", days=left), "warn" if share >= SOON else "info")
