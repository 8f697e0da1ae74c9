"""What an address may ask of a list, and what is said where it asks for something else."""

from dataclasses import dataclass

# What messengers and mailers hang on every link somebody passes on; it asks nothing of us.
PASSED_ON = frozenset({"from", "isappinstalled", "scene", "nsukey", "share_token", "wxwork"})


@dataclass(frozen=True)
class Unknown:
    """Something in an address that a filter does not offer, and what it does."""

    name: str
    title: str
    value: str
    allowed: tuple[tuple[str, str], ...]

    @property
    def is_filter(self) -> bool:
        """Whether there is no such filter at all."""
        return not self.name
