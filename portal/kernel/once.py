"""Reading the same thing once, although several pieces of one page ask for it.

Within ``reading_once()`` a query that is marked answers a question it was asked before with what
it found then. It is opened around work that only reads; outside it nothing is kept.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
Found = TypeVar("Found")
_kept: ContextVar[dict[Hashable, Any] | None] = ContextVar("read once", default=None)


@contextmanager
def reading_once() -> Iterator[None]:
    """Keep what marked queries find until the end of this block (of the outermost, in several)."""
    inside = _kept.get()
    before = _kept.set({} if inside is None else inside)
    try:
        yield
    finally:
        _kept.reset(before)


def is_reading_once() -> bool:
    """Whether what marked queries find is kept now."""
    return _kept.get() is not None


def read_once(query: Callable[P, Found]) -> Callable[P, Found]:
    """Mark a query with hashable arguments; whoever is given its answer must not change it."""

    @wraps(query)
    def asked(*args: P.args, **kwargs: P.kwargs) -> Found:
        kept = _kept.get()
        if kept is None:
            return query(*args, **kwargs)
        question = (query, args, tuple(sorted(kwargs.items())))
        if question not in kept:
            kept[question] = query(*args, **kwargs)
        found: Found = kept[question]
        return found

    return asked
