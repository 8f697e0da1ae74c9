"""What can be wrong with a profile or with a question put to it."""


class PlaceFault(Exception):  # noqa: N818 - its subclasses name the refusal, not the mechanism
    """A profile is not as it should be, or was asked for what it cannot hold."""
