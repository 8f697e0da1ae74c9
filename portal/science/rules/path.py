"""How far one article has come: which steps stand, which is next, who may take it."""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from portal.science.rules.facts import ArticleFacts
from portal.science.rules.life import Verdict
from portal.science.rules.steps import Step, StepKind, Trait

Facts = Mapping[str, Any]
# The page of an enterprise of this site, in either language, wherever an article points at it.
FIRM_PAGE = re.compile(r"/enterprises/[A-Za-z0-9]")


def traits_of(facts: ArticleFacts) -> frozenset[Trait]:
    """Return what is so of an article that asks for further steps."""
    links = (facts.body, *(source.url for source in facts.sources))
    told = {
        Trait.CLAIMS: facts.has_claims,
        Trait.EXPOSURE: facts.exposure is not None,
        Trait.FIRM: facts.exposure is not None or any(map(FIRM_PAGE.search, links)),
    }
    return frozenset(trait for trait, is_so in told.items() if is_so)


@dataclass(frozen=True)
class Opinion:
    """What one person said of one version at one step."""

    step: str
    version: int
    person: int
    verdict: Verdict


class Bar(StrEnum):
    """Why somebody may not decide a step, whatever roles they hold."""

    AUTHOR = "author"
    SAME_PERSON = "same-person"


@dataclass(frozen=True)
class Path:
    """The steps that one version takes, and the passes that stand for it.

    ``others`` are those whose corrections stand in it: they wrote a part of it.
    """

    steps: tuple[Step, ...]
    passes: Mapping[str, Opinion]
    author: int | None
    others: frozenset[int | None] = frozenset()

    @property
    def current(self) -> Step | None:
        """The step that is next; None where every one has been passed."""
        return next((step for step in self.steps if step.code not in self.passes), None)

    @property
    def done(self) -> tuple[Step, ...]:
        """The steps whose pass stands."""
        return tuple(step for step in self.steps if step.code in self.passes)

    def bar(self, step: Step, person: int) -> tuple[Bar, Step | None] | None:
        """Return what keeps this person from deciding a step, and because of which other one."""
        if person == self.author or person in self.others:
            return Bar.AUTHOR, None
        for other in self.done:
            if self.passes[other.code].person == person and self._are_apart(step, other):
                return Bar.SAME_PERSON, other
        return None

    def _are_apart(self, one: Step, other: Step) -> bool:
        # Either way round: a step that is taken once more may come after one that needs another
        # person than the one who takes it.
        if one.code in other.apart_from or other.code in one.apart_from:
            return True
        return {one.code, other.code} == {self._first_review, self.steps[-1].code}

    @property
    def _first_review(self) -> str:
        return next(step.code for step in self.steps if step.kind is StepKind.REVIEW)

    @property
    def reviewers(self) -> frozenset[int]:
        """Everybody who passed a review before the step that publishes."""
        reviews = (step for step in self.done if step.kind is StepKind.REVIEW)
        return frozenset(self.passes[step.code].person for step in reviews if not step.publishes)


def path_of(
    steps: tuple[Step, ...],
    *,
    author: int | None,
    version: int,
    opinions: Sequence[Opinion],
    texts: Mapping[int, Facts],
    others: frozenset[int | None] = frozenset(),
) -> Path:
    """Return where a version stands on its way through the steps it needs.

    ``opinions`` stand in the order they were given; ``texts`` are what each version said.
    """
    standing = ((step, _standing_pass(step, opinions, texts, version)) for step in steps)
    return Path(
        steps, {step.code: one for step, one in standing if one is not None}, author, others
    )


def _standing_pass(
    step: Step, opinions: Sequence[Opinion], texts: Mapping[int, Facts], version: int
) -> Opinion | None:
    last = next((one for one in reversed(opinions) if one.step == step.code), None)
    if last is None or last.verdict is not Verdict.APPROVED:
        return None
    if last.version == version:
        return last
    if last.version not in texts or version not in texts:
        return None
    changed = changed_fields(texts[last.version], texts[version])
    is_void = changed & step.watches if step.watches else changed
    return None if is_void else last


def changed_fields(before: Facts, after: Facts) -> frozenset[str]:
    """Return the names of the fields in which two states of an article differ."""
    names = before.keys() | after.keys()
    return frozenset(name for name in names if _kept(before.get(name)) != _kept(after.get(name)))


def _kept(value: object) -> str:
    # As the database keeps it: a list where Python has a tuple. A field that older snapshots do
    # not know says no more than an empty one.
    return json.dumps(value or None, ensure_ascii=False, sort_keys=True)


def digest_of_facts(facts: Facts) -> str:
    """Return the digest that an opinion carries of the version it is about (SHA-256, hex)."""
    text = json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
