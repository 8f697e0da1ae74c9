"""Whom the words of a step are for, where several cases are handled as one matter."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Addressed:
    """Whom a step is for: every case of the matter, or this one alone.

    ``own_words`` are words for one case's citizen, by case number, in place of the common ones.
    """

    is_only: bool = False
    own_words: Mapping[str, str] = field(default_factory=dict)


EVERYBODY = Addressed()
