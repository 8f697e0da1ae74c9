"""Which runner does which kind of job. Rooms register theirs when they are imported."""

from collections.abc import Callable, Mapping
from typing import Any, Protocol


class Progress(Protocol):
    """How a runner says how far it is."""

    def __call__(self, done: int, total: int, /) -> None:
        """Say it at once, before the runner's first change."""

    def keep(self, done: int, total: int, /) -> None:
        """Keep what was done so far, for good, and go on in a new transaction.

        Raises OutOfDate where the job was cancelled or taken over: then this part is not kept.
        """


Runner = Callable[[Mapping[str, Any], Progress], None]

_RUNNERS: dict[str, Runner] = {}
# What a room does when its job is given up: tell whoever waits for it, in their words.
GiveUp = Callable[[Mapping[str, Any], str], None]
_GIVE_UPS: dict[str, GiveUp] = {}


def register(kind: str, run: Runner, *, give_up: GiveUp | None = None) -> None:
    """Name the runner of a kind: ``run(payload, progress)`` in one transaction, not committing.

    A runner that takes long does its work in parts, each kept by ``progress.keep``; done again
    after a fall it must go on behind the parts that were kept. ``give_up(payload, reason)`` is
    called, in the transaction that ends the job, once it has failed for good.
    """
    _RUNNERS[kind] = run
    if give_up is not None:
        _GIVE_UPS[kind] = give_up


def find_runner(kind: str) -> Runner | None:
    """Return who does this kind of job, or None."""
    return _RUNNERS.get(kind)


def find_give_up(kind: str) -> GiveUp | None:
    """Return whom to tell when a job of this kind failed for good, or None."""
    return _GIVE_UPS.get(kind)
