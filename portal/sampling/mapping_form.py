"""The form that asks for the field of each unsure column."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from portal.kernel.errors import Refused
from portal.sampling.models.mappings import ColumnQuestion
from portal.sampling.rules.blocks import cell_address
from portal.sampling.words.columns import COLUMNS, IGNORED

Choice = tuple[str, object]


@dataclass
class AskedColumn:
    """One column with its likely fields first; ``chosen`` is what is selected."""

    name: str
    letters: str
    question: ColumnQuestion
    likely: Sequence[Choice]
    others: Sequence[Choice]
    chosen: str
    error: str = ""


class MappingForm:
    """As many selects as a file has unsure columns, so no class of fields: it is made of them."""

    def __init__(
        self, questions: Sequence[ColumnQuestion], given: Mapping[str, str] | None = None
    ) -> None:
        self.columns = [_asked(question, given) for question in questions]
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


def _asked(question: ColumnQuestion, given: Mapping[str, str] | None) -> AskedColumn:
    name = f"q{question.id}"
    likely = [one for one in question.candidates if one in COLUMNS and one != IGNORED]
    others = [one for one in COLUMNS if one not in likely and one != IGNORED]
    chosen = given.get(name, "") if given is not None else ""
    return AskedColumn(
        name=name,
        letters=cell_address(question.column, 1)[:-1],
        question=question,
        likely=[(one, COLUMNS[one]) for one in likely],
        others=[(one, COLUMNS[one]) for one in others],
        chosen=chosen if chosen in COLUMNS else "",
    )
