"""What weighs so much that no single person may make two entries one.

A merger moves everything of one enterprise to another: who may speak for it, the grade at its
door, its place on a list. The rooms that keep such things say so when they are imported::

    weigh("account", _("有人认领了主页"), is_claimed)
"""

from collections.abc import Callable, Mapping, Sequence

Weigher = Callable[[Sequence[int]], bool]
_WEIGHERS: dict[str, tuple[str, Weigher]] = {}


def weigh(code: str, label: str, weigher: Weigher) -> None:
    """Add something that weighs; ``weigher`` tells whether any of some enterprises has it."""
    _WEIGHERS[code] = (label, weigher)


def weights_of(enterprise_ids: Sequence[int]) -> list[str]:
    """Return the codes of what weighs about these enterprises."""
    return [code for code, (_label, weigher) in _WEIGHERS.items() if weigher(enterprise_ids)]


def weight_labels() -> Mapping[str, str]:
    """Return what each code says to people."""
    return {code: label for code, (label, _weigher) in _WEIGHERS.items()}
