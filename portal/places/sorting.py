"""Reading sorting.yaml: every answer leads on, and nobody is led in a circle."""

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from pydantic import Field

from portal.places.parameter_schema import Shape
from portal.places.reading import ProfileFile, read_yaml
from portal.places.rules import Confidence
from portal.places.rules.sorting import Answer, Entrance, Question, Sorting
from portal.places.rules.text import Text

Way = Literal["complaint", "report", "both", "tip", "rider", "illness", "reaction", "elsewhere"]


class AnswerRow(Shape):
    """One answer."""

    code: str
    zh: str
    en: str
    to: str
    note: Text | None = None

    def built(self) -> Answer:
        """Return the answer as the rules know it."""
        return Answer(self.code, Text(self.zh, self.en), self.to, self.note)


class QuestionRow(Shape):
    """One question; it has at least two answers."""

    code: str
    zh: str
    en: str
    hint: Text | None = None
    answers: tuple[AnswerRow, ...] = Field(min_length=2)

    def built(self) -> Question:
        """Return the question as the rules know it."""
        answers = tuple(row.built() for row in self.answers)
        return Question(self.code, Text(self.zh, self.en), answers, self.hint)


class EntranceRow(Shape):
    """One entrance."""

    code: str
    way: Way
    name: Text
    why: Text
    telephone: str | None = None
    presets: Mapping[str, str] = Field(default_factory=dict)


class SortingFile(Shape):
    """sorting.yaml."""

    source: str
    confidence: Confidence
    questions: tuple[QuestionRow, ...] = Field(min_length=1)
    entrances: tuple[EntranceRow, ...] = Field(min_length=1)


def load_sorting(layers: tuple[Path, ...]) -> Sorting:
    """Read the questions of the nearest layer that has its own; the national layer must."""
    found = next((layer for layer in reversed(layers) if (layer / "sorting.yaml").exists()), None)
    file = read_yaml((found or layers[0]) / "sorting.yaml")
    shape = file.parsed(SortingFile)
    _check(file, shape)
    entrances = tuple(
        Entrance(row.code, row.way, row.name, row.why, row.telephone, dict(row.presets))
        for row in shape.entrances
    )
    return Sorting(tuple(row.built() for row in shape.questions), entrances)


def _check(file: ProfileFile, shape: SortingFile) -> None:
    known = [row.code for row in shape.questions] + [row.code for row in shape.entrances]
    double = next((code for code in known if known.count(code) > 1), None)
    if double is not None:
        raise file.fault(("questions",), f"the code {double!r} stands twice")
    earlier: set[str] = set()
    for index, question in enumerate(shape.questions):
        # Answers lead to later questions only, so that no path comes back to where it was.
        earlier.add(question.code)
        for position, answer in enumerate(question.answers):
            if answer.to not in known or answer.to in earlier:
                reason = f"{answer.to!r} is no later question and no entrance"
                raise file.fault(("questions", index, "answers", position, "to"), reason)
