"""What a lesson pack, a file to take away and a sign of a brand say."""

from dataclasses import dataclass

from portal.science.rules.facts import Language
from portal.science.rules.pictures import Licence


@dataclass(frozen=True)
class LessonFacts:
    """What a pack says; ``slugs`` name its articles in their order."""

    language: Language
    title: str
    summary: str
    plan: str
    age_from: int
    age_to: int
    minutes: int
    slugs: tuple[str, ...]


@dataclass(frozen=True)
class FileFacts:
    """What is told about a file that others may take away."""

    title: str
    licence: Licence
    credit: str = ""


@dataclass(frozen=True)
class SignFacts:
    """What is told about a sign; ``rules`` says what may be done with it and what not."""

    brand: str
    name: str
    alt: str
    rules: str
    licence: Licence
    credit: str = ""
