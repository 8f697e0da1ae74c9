"""Stories side by side, told in the order of their moments, the clock standing at each."""

from collections.abc import Iterator
from datetime import datetime
from heapq import heappop, heappush

from portal.kernel import clock

# A story yields the moment at which it goes on; what stands after the yield happens then.
Story = Iterator[datetime]


class Diary:
    """Everything that happens until a moment. What would come later does not happen."""

    def __init__(self, until: datetime) -> None:
        self._until = until
        self._waiting: list[tuple[datetime, int, Story]] = []
        self._begun = 0

    def begin(self, story: Story) -> None:
        """Take a story up; also from within another one."""
        self._begun += 1
        self._wait(story, self._begun)

    def tell(self) -> None:
        """Let everything happen, the earliest first."""
        last = None
        while self._waiting:
            moment, order, story = heappop(self._waiting)
            last = moment if last is None else max(last, moment)
            with clock.standing_at(last):
                self._wait(story, order)

    def _wait(self, story: Story, order: int) -> None:
        moment = next(story, None)
        if moment is not None and moment <= self._until:
            heappush(self._waiting, (moment, order, story))
