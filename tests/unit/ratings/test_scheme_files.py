"""A scheme file that contradicts itself is refused, and the field is named."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from portal.places.reading import ProfileInvalid
from portal.ratings import scheme_files

EXAMPLE = scheme_files.SCHEMES / "demonstration-v2.yaml"
Change = Callable[[dict[str, Any]], None]


def written(folder: Path, change: Change, name: str = "false.yaml") -> None:
    content: dict[str, Any] = yaml.safe_load(EXAMPLE.read_text("utf-8"))
    change(content)
    (folder / name).write_text(yaml.safe_dump(content, allow_unicode=True), "utf-8")


def swap(content: dict[str, Any]) -> None:
    levels = content["levels"]
    levels[0], levels[1] = levels[1], levels[0]


def at(path: str, value: object) -> Change:
    """Return a change of what stands at a path such as grading.factors.0.part."""
    *way, last = [int(step) if step.isdigit() else step for step in path.split(".")]

    def change(content: Any) -> None:
        for step in way:
            content = content[step]
        if value is None:
            del content[last]
        else:
            content[last] = value

    return change


CONDITION = {"kinds": ["penalty"], "months": 12}
RULE = {"kinds": ["penalty"], "months": 12, "points": 8}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        (swap, "levels[1].score"),
        (at("levels.1.score", {"above": 29, "upto": 45}), "levels[1].score"),
        (at("levels.1.score", {"above": 31, "upto": 45}), "levels[1].score"),
        (at("valid", {"from": "2026-02-01", "to": "2026-01-01"}), "valid"),
        (at("grading.method", "unset"), "grading.method"),
        (at("grading.factors", []), "grading.factors"),
        (at("grading.factors.0.part", "other"), "grading.factors[0].part"),
        (at("grading.factors.1.code", "kind"), "grading.factors[1].code"),
        (at("grading.factors.0.held", None), "grading.factors[0]"),
        (at("grading.factors.0.count", RULE), "grading.factors[0]"),
        (at("grading.factors.0.most", 24), "grading.factors"),
        (at("grading.factors.0.most", -1), "grading.factors[0]"),
        (at("grading.factors.0.least", -1), "grading.factors"),
        (at("grading.factors.3.count.points", 1.234), "grading.factors[3].count.points"),
        (at("grading.factors.3.count.kinds", ["Sampling"]), "grading.factors[3].count.kinds[0]"),
        (at("grading.factors.3.count.months", 0), "grading.factors[3].count.months"),
        (at("grading.factors.2.measure.times", 2), "grading.factors[2].measure"),
        (at("grading.factors.2.measure.steps.3.upto", 9), "grading.factors[2].measure"),
        (at("grading.factors.2.measure.steps.1.upto", 6), "grading.factors[2].measure"),
        (at("grading.new_operator.part", "other"), "grading.new_operator.part"),
        (at("grading.raises.0.to", "E"), "grading.raises[0].to"),
        (at("grading.raises.1.code", "dishonest"), "grading.raises[1].code"),
        (at("grading.raises.1.when", None), "grading.raises[1].when"),
        (at("grading.lowers.0.when", {**CONDITION, "at_least": 2, "at_most": 1}), "grading.lowers"),
        (
            at("grading.exclusions.0.when", {**CONDITION, "newest": True, "first": True}),
            "grading.exclusions[0].when",
        ),
        (at("score", None), "score"),
    ],
)
def test_a_contradiction_is_refused_and_its_field_named(
    tmp_path: Path, change: Change, field: str
) -> None:
    written(tmp_path, change)
    with pytest.raises(ProfileInvalid) as fault:
        scheme_files.load_schemes(tmp_path)
    assert fault.value.file.name == "false.yaml"
    assert fault.value.field.startswith(field)


def test_grades_cannot_be_derived_without_cut_offs(tmp_path: Path) -> None:
    def change(content: dict[str, Any]) -> None:
        for level in content["levels"]:
            del level["score"]

    written(tmp_path, change)
    with pytest.raises(ProfileInvalid, match=r"grading\.method"):
        scheme_files.load_schemes(tmp_path)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"from": "2020-01-01"}, {"from": "2026-01-01"}),
        ({"from": "2020-01-01", "to": "2026-01-01"}, {"from": "2026-01-01"}),
        ({}, {}),
    ],
)
def test_versions_that_apply_on_one_day_are_refused(
    tmp_path: Path, first: dict[str, str], second: dict[str, str]
) -> None:
    for name, version, valid in (("a", "1", first), ("b", "2", second)):

        def change(content: dict[str, Any], version: str = version, valid: Any = valid) -> None:
            content["version"], content["valid"] = version, valid

        written(tmp_path, change, f"{name}.yaml")
    with pytest.raises(ProfileInvalid, match=r"b\.yaml.*valid.*overlaps in time"):
        scheme_files.load_schemes(tmp_path)


def test_a_version_follows_the_one_before(tmp_path: Path) -> None:
    new = scheme_files.find_scheme("demonstration")
    old = scheme_files.find_scheme("demonstration", "1")
    assert new is not None
    assert old is not None
    assert scheme_files.former_version(new) is old
    assert scheme_files.former_version(old) is None
    assert old.valid_to is not None
    assert new.valid_from is not None
    assert scheme_files.scheme_on("demonstration", old.valid_to) is old
    assert scheme_files.scheme_on("demonstration", new.valid_from) is new
    assert scheme_files.scheme_on("food-risk-2022", new.valid_from) is None
