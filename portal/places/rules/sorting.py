"""The questions that lead somebody to the right door, one at a time."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from portal.places.rules.text import Text


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer; ``to`` names the next question or the door it leads to."""

    code: str
    words: Text
    to: str
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """One plain question with its answers."""

    code: str
    words: Text
    answers: tuple[Answer, ...]
    hint: Text | None = None

    def find(self, code: str) -> Answer | None:
        """Return the answer with this code, or None."""
        return next((answer for answer in self.answers if answer.code == code), None)


@dataclass(frozen=True, slots=True)
class Entrance:
    """Where the questions lead: ``way`` names the form, or ``elsewhere`` for another office.

    ``telephone`` is whom to call where it is another office; ``presets`` are answers that the
    form need not ask again.
    """

    code: str
    way: str
    name: Text
    why: Text
    telephone: str | None = None
    presets: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Sorting:
    """All questions and entrances of a place."""

    questions: tuple[Question, ...]
    entrances: tuple[Entrance, ...]

    @property
    def first(self) -> Question:
        """The question that is asked first."""
        return self.questions[0]

    def question(self, code: str) -> Question | None:
        """Return the question with this code, or None."""
        return next((one for one in self.questions if one.code == code), None)

    def entrance(self, code: str) -> Entrance | None:
        """Return the entrance with this code, or None."""
        return next((one for one in self.entrances if one.code == code), None)
