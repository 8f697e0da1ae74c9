"""Time going by until what was kept is past its period."""

from datetime import timedelta
from typing import Any

import time_machine

from portal.kernel import clock

MONTHS = 6


def later(months: int = MONTHS + 1) -> Any:
    """Be this many months later."""
    return time_machine.travel(clock.now() + timedelta(days=31 * months), tick=False)
