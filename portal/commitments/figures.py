"""One promise with its figure, ready to be read: what it is held against and how it is printed."""

from dataclasses import dataclass
from decimal import Decimal

from portal.commitments.ambiguities import ambiguity_of
from portal.commitments.derivation_shape import DerivationRow, FigureRow
from portal.commitments.rules import Judging, Period, Scale, State, Working, shown
from portal.commitments.scope import scope_in_words
from portal.places.profile import current_place
from portal.places.rules import Commitment, Department, Population, Text
from portal.web.locale import language

WHOLE = Decimal(100)
# Beyond its target a bar keeps a tenth of its length, so that the target's tick stands inside.
HEADROOM = Decimal("1.1")


@dataclass(frozen=True)
class Line:
    """One figure of a promise: what was counted, and what came out."""

    row: FigureRow
    working: Working
    printed: Decimal | None

    @property
    def scope(self) -> str:
        """What of the records it counts, in the reader's language."""
        return scope_in_words(self.row)


@dataclass(frozen=True)
class Figure:
    """A promise, the figures derived for it, and where it stands."""

    commitment: Commitment
    period: Period
    state: State
    lines: tuple[Line, ...]
    derivation: DerivationRow | None
    population: Population | None

    @property
    def reference(self) -> str:
        """What stands in the address of its page."""
        return self.commitment.id

    @property
    def main(self) -> Line:
        """The figure that is held against the target."""
        return self.lines[0]

    @property
    def working(self) -> Working:
        """The main figure with everything it is made of."""
        return self.main.working

    @property
    def printed(self) -> Decimal | None:
        """The main figure as it is printed, never better than it is; None without one."""
        return self.main.printed

    @property
    def target(self) -> Decimal | None:
        """The number that the document asks for; None where it asks for none (G2)."""
        given = self.commitment
        return given.target if given.target_is_the_documents else None

    @property
    def implied_target(self) -> Decimal | None:
        """A number that is this site's reading, not the document's; it is never judged by."""
        given = self.commitment
        return None if given.target_is_the_documents else given.target

    @property
    def is_draft(self) -> bool:
        """Whether the document is a draft for comments, so that its numbers are not settled."""
        return current_place().place.source_document.draft

    @property
    def is_of_another_year(self) -> bool:
        """Whether the document asked this of a year other than the one that is shown."""
        deadline = self.commitment.deadline
        return deadline is not None and deadline < self.period.first

    @property
    def judging(self) -> Judging:
        """When it is looked at."""
        return self.derivation.judging if self.derivation else Judging.EACH_YEAR

    @property
    def full_length(self) -> Decimal | None:
        """What a whole bar stands for: 100 %, or the larger of value and target; None without."""
        if self.printed is None:
            return None
        if self.working.scale is Scale.SHARE:
            return WHOLE
        return max(self.printed, self.target) * HEADROOM if self.target else None

    @property
    def ambiguity(self) -> Text | None:
        """What the document's words leave open."""
        return ambiguity_of(self.commitment)

    @property
    def bodies(self) -> tuple[str, ...]:
        """Who is to do it, as the document names them; known bodies in the reader's language."""
        printed = tuple(self.commitment.responsible)
        if language() == "zh":
            return printed
        named = ((name, current_place().departments.named(name)) for name in printed)
        return tuple(body.name.in_(language()) if body else name for name, body in named)

    @property
    def departments(self) -> tuple[Department, ...]:
        """The bodies that the document names, as far as they are bodies of this place."""
        named = (current_place().departments.named(name) for name in self.commitment.responsible)
        return tuple(dict.fromkeys(body for body in named if body is not None))


def print_line(row: FigureRow, working: Working, target: Decimal | None, comparator: str) -> Line:
    """Return a figure as it is printed beside this target."""
    value = working.value
    printed = None if value is None else shown(value, working.scale, target, comparator)
    return Line(row, working, printed)
