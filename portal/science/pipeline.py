"""The place's own steps of review, read from editing.yaml and checked when the site is built."""

from collections.abc import Sequence
from dataclasses import fields
from functools import cache
from pathlib import Path

from pydantic import Field

from portal.kernel.permissions import Permission
from portal.places.parameter_schema import Shape
from portal.places.profile import current_place, load_profile
from portal.places.reading import ProfileFile, read_yaml
from portal.places.rules import Confidence, Text
from portal.science.rules import ArticleFacts
from portal.science.rules.steps import Pipeline, Step, StepKind, Trait, faults_of

FILE = "editing.yaml"


class StepRow(Shape):
    """One step, as the file writes it."""

    code: str = Field(pattern=r"^[a-z][a-z0-9-]{0,39}$")
    name: Text
    asks: Text
    kind: StepKind
    permission: Permission
    when: frozenset[Trait] = frozenset()
    columns: frozenset[str] = frozenset()
    apart_from: frozenset[str] = frozenset()
    watches: frozenset[str] = frozenset()
    publishes: bool = False

    def built(self) -> Step:
        """Return the step as the rules know it."""
        return Step(**{name: getattr(self, name) for name in type(self).model_fields})


class EditingFile(Shape):
    """editing.yaml."""

    source: str
    confidence: Confidence
    note: Text
    steps: tuple[StepRow, ...] = Field(min_length=1)


def current_pipeline() -> Pipeline:
    """Return the steps of the running portal's place."""
    return _shipped(current_place().layers)


def pipeline_of(place: str) -> Pipeline:
    """Return the steps of a place by its code; raises ProfileInvalid where its file is faulty."""
    return _shipped(load_profile(place).layers)


@cache
def _shipped(layers: tuple[Path, ...]) -> Pipeline:
    # Files cannot change what a running portal decides by.
    return load_pipeline(layers)


def load_pipeline(layers: Sequence[Path]) -> Pipeline:
    """Read and check the file of the nearest layer that has one; raises ProfileInvalid."""
    found = next((layer for layer in reversed(layers) if (layer / FILE).exists()), layers[0])
    file: ProfileFile = read_yaml(found / FILE)
    shape = file.parsed(EditingFile)
    steps = tuple(row.built() for row in shape.steps)
    known = frozenset(field.name for field in fields(ArticleFacts))
    for position, name, reason in faults_of(steps, known):
        raise file.fault(("steps", position, name), reason)
    return Pipeline(steps, shape.source, shape.note)
