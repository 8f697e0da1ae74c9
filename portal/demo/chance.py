"""Chance that repeats itself: the same seed, the same demo."""

from collections.abc import Callable, Sequence
from random import Random
from typing import TypeVar

Thing = TypeVar("Thing")


class Chance:
    """Draws that depend on nothing but the seed."""

    def __init__(self, seed: str) -> None:
        self._random = Random(seed)  # noqa: S311 - figures of a demo, nothing secret

    def one_of(self, things: Sequence[Thing]) -> Thing:
        """Draw one of the things, each as likely as the next."""
        return self._random.choice(things)

    def weighted(self, things: Sequence[Thing], weight: Callable[[Thing], float]) -> Thing:
        """Draw one of the things, the heavier the likelier."""
        return self._random.choices(things, [weight(thing) for thing in things])[0]

    def some_of(self, things: Sequence[Thing], count: int) -> list[Thing]:
        """Draw up to ``count`` different things, in the order they stand in."""
        places = self._random.sample(range(len(things)), min(count, len(things)))
        return [things[place] for place in sorted(places)]

    def between(self, least: int, most: int) -> int:
        """Draw a whole number, both ends among them."""
        return self._random.randint(least, most)

    def amount(self, least: float, most: float) -> float:
        """Draw a number between two."""
        return self._random.uniform(least, most)

    def happens(self, share: float) -> bool:
        """Whether something happens that happens in this share of all cases."""
        return self._random.random() < share

    def mixed(self, things: Sequence[Thing]) -> list[Thing]:
        """Return the things in another order."""
        return self._random.sample(things, len(things))
