"""Refusals the domain may raise; portal.errors turns each into a page."""


class Refused(Exception):  # noqa: N818 - a refusal is an answer, not a fault
    """The request is understood and the rules say no.

    ``field`` names the form field (or the column) the refusal is about, where there is one.
    """

    def __init__(self, reason: object = "", *, field: str | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.field = field


class NotFound(Refused):
    """There is no such thing, or not for this reader."""


class NotAllowed(Refused):
    """The reader is known and may not do this."""


class SignInNeeded(Refused):
    """The page is for staff or volunteers who have signed in."""


class Withdrawn(Refused):
    """The thing was public and has been withdrawn; the reason stays public."""


class OutOfDate(Refused):
    """Somebody else changed the thing since this reader opened it."""


class Busy(Refused):
    """Too many requests from here; ``retry_after`` seconds may help."""

    def __init__(self, reason: object = "", *, retry_after: int = 60) -> None:
        super().__init__(reason)
        self.retry_after = retry_after
