"""The steps between an author and the readers. Which there are, and who takes them, is data.

Three invariants are no data and hold whatever a place writes down (capabilities.md E2, E4, S5): the
author decides no step, whoever decided the first review does not publish, and a negative case is
reviewed by two people before the one who publishes it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from portal.kernel.permissions import Permission
from portal.places.rules import Text
from portal.science.rules.columns import columns

# What a negative case needs before its publisher (E4), as a number of reviewing people.
REVIEWERS_OF_EXPOSURE = 2


class StepKind(StrEnum):
    """What is looked at: the content, the letter, what may not be told, what it rests on."""

    REVIEW = "review"
    PROOF = "proof"
    SECRECY = "secrecy"
    SOURCE = "source"


class Trait(StrEnum):
    """What can be so of an article, and ask for a step that others do without."""

    CLAIMS = "claims"
    EXPOSURE = "exposure"
    FIRM = "firm"


@dataclass(frozen=True)
class Step:
    """One step of the way, in the order of the file.

    ``when`` and ``columns`` say for which articles it is needed (empty: for all); ``apart_from``
    names earlier steps that somebody else must have decided; ``watches`` are the fields whose
    change makes a pass void (empty: every field).
    """

    code: str
    name: Text
    asks: Text
    kind: StepKind
    permission: Permission
    when: frozenset[Trait] = frozenset()
    columns: frozenset[str] = frozenset()
    apart_from: frozenset[str] = frozenset()
    watches: frozenset[str] = frozenset()
    publishes: bool = False

    def is_needed(self, column: str, traits: frozenset[Trait]) -> bool:
        """Whether an article of this column, of which these things are so, takes this step."""
        in_column = not self.columns or column in self.columns
        return in_column and (not self.when or bool(self.when & traits))

    @property
    def is_always_needed(self) -> bool:
        """Whether no article does without it."""
        return not self.when and not self.columns


@dataclass(frozen=True)
class Pipeline:
    """The steps in their order, and on what they rest."""

    steps: tuple[Step, ...]
    source: str
    note: Text

    def needed(self, column: str, traits: frozenset[Trait]) -> tuple[Step, ...]:
        """Return the steps that such an article takes."""
        return tuple(step for step in self.steps if step.is_needed(column, traits))

    def find(self, code: str) -> Step | None:
        """Return the step with this code, or None."""
        return next((step for step in self.steps if step.code == code), None)


Fault = tuple[int, str, str]


def faults_of(steps: Sequence[Step], fields: frozenset[str]) -> Iterator[Fault]:
    """Yield what cannot be: the step's position, the field, and why. ``fields`` may be watched."""
    earlier: set[str] = set()
    for position, step in enumerate(steps):
        if step.code in earlier:
            yield position, "code", f"{step.code!r} stands twice"
        if unknown := step.apart_from - earlier:
            yield position, "apart_from", f"{sorted(unknown)[0]!r} is no earlier step"
        if unknown := step.columns - columns().keys():
            yield position, "columns", f"{sorted(unknown)[0]!r} is no column"
        if unknown := step.watches - fields:
            yield position, "watches", f"{sorted(unknown)[0]!r} is no field of an article"
        if step.publishes and position != len(steps) - 1:
            yield position, "publishes", "only the last step publishes"
        earlier.add(step.code)
    yield from _last_faults(steps)


def _last_faults(steps: Sequence[Step]) -> Iterator[Fault]:
    last = len(steps) - 1
    final = steps[last]
    reviews = [step for step in steps[:last] if step.kind is StepKind.REVIEW]
    if not final.publishes:
        yield last, "publishes", "the last step has to publish"
    if final.kind is not StepKind.REVIEW or not final.is_always_needed:
        yield last, "kind", "the step that publishes is a review that every article takes"
    if final.permission is not Permission.ARTICLE_PUBLISH:
        yield last, "permission", "the step that publishes needs article.publish"
    if not any(step.is_always_needed for step in reviews):
        yield last, "publishes", "every article needs a review before the one that publishes"
    exposed = [step for step in reviews if not step.columns and _is_for_exposure(step)]
    if not any(_are_apart(one, other) for one in exposed for other in exposed):
        yield last, "publishes", "a negative case needs two reviews by two people before this one"


def _is_for_exposure(step: Step) -> bool:
    return not step.when or Trait.EXPOSURE in step.when


def _are_apart(one: Step, other: Step) -> bool:
    return one.code in other.apart_from
