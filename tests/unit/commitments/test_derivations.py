"""derivations.yaml agrees with the registers, and a fault is told by file, line and field."""

from pathlib import Path

import pytest

from portal.commitments import words
from portal.commitments.ambiguities import ambiguities, ambiguity_of
from portal.commitments.derivations import load_derivations
from portal.commitments.measures import MEASURES
from portal.commitments.rules import Scale, State
from portal.places.profile import available_places, load_profile
from portal.places.reading import ProfileInvalid

PLACE = """places:
  lucheng:
    first_year: 2023
    headline: [{headline}, {headline}, {headline}, {headline}, {headline}]
    derivations:
      - commitment: {commitment}
        figures:
          - {{measure: {measure}}}
"""
GOOD = {
    "commitment": "lc-device-sampling",
    "measure": "samples, domains: [device]",
    "headline": "lc-device-sampling",
}


def written(folder: Path, **changed: str) -> Path:
    """Return a file with these fields."""
    path = folder / "derivations.yaml"
    path.write_text(PLACE.format(**{**GOOD, **changed}), encoding="utf-8")
    return path


def test_a_small_file_is_read(tmp_path: Path) -> None:
    derivations = load_derivations(load_profile("lucheng"), written(tmp_path))
    row = derivations.find("lc-device-sampling")
    assert row is not None
    assert row.figures[0].told == {"domains"}
    assert derivations.find("lc-food-week") is None


def test_a_place_without_derivations_has_none(tmp_path: Path) -> None:
    derivations = load_derivations(load_profile("zhoushan"), written(tmp_path))
    assert (derivations.headline, derivations.rows) == ((), {})


@pytest.mark.parametrize(
    ("changed", "field", "reason"),
    [
        ({"commitment": "lc-no-such"}, "commitment", "is no commitment of lucheng"),
        ({"commitment": "lc-5050"}, "commitment", "is only reported by a department"),
        ({"measure": "guesses"}, "measure", "there is no measure 'guesses'"),
        ({"measure": "badges"}, "figures[0]", "badges needs flag"),
        ({"measure": "cases, column: songs"}, "column", "cases does not look at column"),
        ({"measure": "articles, column: poems"}, "column", "there is no column 'poems'"),
        ({"measure": "samples, domains: [cars]"}, "domains", "Input should be"),
        ({"measure": "graded, scheme: stars, enterprises: [maker]"}, "scheme", "no rating scheme"),
        (
            {"measure": "at-level, scheme: catering-annual, level: Z, enterprises: [caterer]"},
            "level",
            "has no level 'Z'",
        ),
        ({"headline": "lc-food-week"}, "headline", "'lc-food-week' is not derived"),
        ({"headline": "a, b"}, "headline", "at most 5"),
    ],
)
def test_a_fault_is_told_by_file_and_field(
    tmp_path: Path, changed: dict[str, str], field: str, reason: str
) -> None:
    with pytest.raises(ProfileInvalid, match=r"derivations\.yaml") as caught:
        load_derivations(load_profile("lucheng"), written(tmp_path, **changed))
    assert field in caught.value.field
    assert reason in caught.value.reason
    assert caught.value.line > 1


def test_one_commitment_is_derived_once(tmp_path: Path) -> None:
    path = written(tmp_path)
    row = "      - commitment: lc-device-sampling\n        figures: [{measure: samples}]\n"
    path.write_text(path.read_text(encoding="utf-8") + row, encoding="utf-8")
    with pytest.raises(ProfileInvalid, match="twice"):
        load_derivations(load_profile("lucheng"), path)


@pytest.mark.parametrize("code", available_places())
def test_every_place_has_five_headlines_that_are_derived(code: str) -> None:
    derivations = load_derivations(load_profile(code))
    assert len(derivations.headline) == len(set(derivations.headline)) == 5


@pytest.mark.parametrize("code", available_places())
def test_every_figure_is_in_the_unit_that_its_promise_is_made_in(code: str) -> None:
    profile = load_profile(code)
    for row in load_derivations(profile).rows.values():
        promise = profile.find_commitment(row.commitment)
        assert promise is not None
        if promise.target is not None and promise.target_is_the_documents:
            scale = MEASURES[row.figures[0].measure].scale
            unit = promise.unit or ""
            assert (scale is Scale.SHARE) is (unit == "%"), row.commitment
            assert (scale is Scale.PER_THOUSAND) is unit.endswith("/千人"), row.commitment


@pytest.mark.parametrize("code", available_places())
def test_every_code_of_the_register_has_its_words(code: str) -> None:
    promises = load_profile(code).commitments
    assert {promise.kind for promise in promises} <= words.KINDS.keys()
    assert {promise.theme for promise in promises} <= words.THEMES.keys()
    assert {promise.period for promise in promises} <= words.PERIODS.keys()
    assert {promise.deadline_basis for promise in promises} <= words.DEADLINES.keys()
    bases = {promise.target_basis for promise in promises if promise.target_basis}
    assert bases <= words.TARGET_BASES.keys()
    units = {promise.unit for promise in promises if promise.target is not None}
    assert units - {"%"} <= words.UNITS.keys()


@pytest.mark.parametrize("code", available_places())
def test_what_the_register_leaves_open_is_told_in_both_languages(code: str) -> None:
    for promise in load_profile(code).commitments:
        note = ambiguity_of(promise)
        assert (note is None) is (promise.ambiguity is None)
        assert note is None or promise.id in ambiguities(), promise.id


def test_every_note_belongs_to_a_commitment() -> None:
    places = [load_profile(code) for code in available_places()]
    known = {promise.id for place in places for promise in place.commitments if promise.ambiguity}
    assert ambiguities().keys() <= known


def test_every_measure_and_state_has_its_words() -> None:
    assert MEASURES.keys() == words.MEASURES.keys() == words.METHODS.keys()
    counted = {code for code, measure in MEASURES.items() if measure.scale is not Scale.SHARE}
    assert counted == words.FIGURE_UNITS.keys()
    whole = {code for code, measure in MEASURES.items() if measure.scale is not Scale.COUNT}
    assert whole == words.PARTS.keys()
    assert words.STATES.keys() == set(State) == words.STATE_MARKS.keys()
