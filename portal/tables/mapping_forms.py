"""The form that asks for the field of each unsure column."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from portal.kernel.errors import Refused
from portal.tables.rules.cells import cell_address
from portal.tables.rules.heads import IGNORED

Choice = tuple[str, object]


class AskedOf(Protocol):
    """A column somebody is asked about, as a room keeps it."""

    @property
    def id(self) -> int:
        """What the answer is told apart by."""

    @property
    def column(self) -> int:
        """Which column it is, counted from 0."""

    @property
    def candidates(self) -> Sequence[str]:
        """The fields it may be, likeliest first."""


@dataclass
class AskedColumn:
    """One column with its likely fields first; ``chosen`` is what is selected."""

    name: str
    letters: str
    question: AskedOf
    likely: Sequence[Choice]
    others: Sequence[Choice]
    chosen: str
    error: str = ""


class MappingForm:
    """As many selects as a file has unsure columns, so no class of fields: it is made of them.

    ``titles`` are the fields there are, by their names.
    """

    def __init__(
        self,
        titles: Mapping[str, object],
        questions: Sequence[AskedOf],
        given: Mapping[str, str] | None = None,
    ) -> None:
        told = {name: title for name, title in titles.items() if name != IGNORED}
        self.columns = [_asked(told, question, given) for question in questions]
        self.form_errors: list[str] = []

    def answers(self) -> dict[str, str]:
        """Return what was chosen, by the id of the question."""
        return {str(column.question.id): column.chosen for column in self.columns}

    def refuse(self, refusal: Refused) -> None:
        """Put a refusal at the column it names, or above the form."""
        named = next((one for one in self.columns if one.name == refusal.field), None)
        if named is None:
            self.form_errors.append(str(refusal.reason))
        else:
            named.error = str(refusal.reason)

    @property
    def error_list(self) -> list[tuple[str | None, str]]:
        """Every message with the id of its select."""
        found: list[tuple[str | None, str]] = [(None, text) for text in self.form_errors]
        return found + [(one.name, one.error) for one in self.columns if one.error]


def _asked(
    titles: Mapping[str, object], question: AskedOf, given: Mapping[str, str] | None
) -> AskedColumn:
    name = f"q{question.id}"
    likely = [one for one in question.candidates if one in titles]
    others = [one for one in titles if one not in likely]
    chosen = given.get(name, "") if given is not None else ""
    return AskedColumn(
        name=name,
        letters=cell_address(question.column, 1)[:-1],
        question=question,
        likely=[(one, titles[one]) for one in likely],
        others=[(one, titles[one]) for one in others],
        chosen=chosen if chosen in titles or chosen == IGNORED else "",
    )
