"""Promises of source files: what contradicts itself or its scheme is refused by field."""

from pathlib import Path

import pytest

from portal.places.reading import ProfileInvalid
from portal.ratings.registers.sources import SOURCES, load_sources, sources
from portal.ratings.scheme_files import find_scheme, foreign_schemes, schemes

FHRS = (SOURCES / "fhrs-uk.yaml").read_text(encoding="utf-8")
SF = (SOURCES / "sf-inspections.yaml").read_text(encoding="utf-8")


def test_the_sources_that_come_along_are_whole() -> None:
    assert set(sources()) == {"fhrs-uk", "sf-inspections"}


def test_schemes_of_other_authorities_are_found_and_never_offered() -> None:
    assert find_scheme("fhrs") is not None
    assert {code for code, _version in foreign_schemes()} == {"fhrs", "sf-inspection"}
    assert not set(foreign_schemes()) & set(schemes())


@pytest.mark.parametrize(
    ("text", "old", "new", "field"),
    [
        (FHRS, "scheme: fhrs", "scheme: none", "scheme"),
        (FHRS, "exempt\n", "exempted\n", "levels.Exempt"),
        (FHRS, "Farmers/growers: farm", "Farmers/growers: pharmacy", "kinds"),
        (FHRS, "  level: RatingValue", "  score: RatingValue", "grade.score"),
        (FHRS, "  level: RatingValue\n", "", "grade"),
        (FHRS, "format: xml", "format: csv", "(file)"),
        (FHRS, "format: xml", "format: json", "format"),
        (FHRS, "name: {zh", "unknown: 1\nname: {zh", "unknown"),
        (SF, "other_kind: caterer\n", "", "(file)"),
        (SF, "files: [businesses, inspections]", "files: [businesses]", "(file)"),
    ],
)
def test_a_contradiction_is_refused_by_its_field(
    tmp_path: Path, text: str, old: str, new: str, field: str
) -> None:
    assert old in text
    (tmp_path / "one.yaml").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ProfileInvalid) as refusal:
        load_sources(tmp_path)
    assert refusal.value.field == field


def test_a_source_stands_in_one_file(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.yaml").write_text(FHRS, encoding="utf-8")
    with pytest.raises(ProfileInvalid, match="stands in another file"):
        load_sources(tmp_path)
