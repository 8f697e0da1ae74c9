"""The questions of sorting.yaml lead everybody somewhere."""

from datetime import date
from pathlib import Path

import pytest

from portal.places.profile import PROFILES, load_profile
from portal.places.reading import ProfileInvalid
from portal.places.rules.sorting import Question, Sorting
from portal.places.sorting import load_sorting

DAY = date(2026, 11, 22)
NATIONAL = PROFILES / "national"
TEXT = (NATIONAL / "sorting.yaml").read_text("utf-8")


def ends_of(sorting: Sorting, question: Question, steps: int = 0) -> set[str]:
    """Return the codes of all entrances that can be reached from a question."""
    assert steps < 10
    found: set[str] = set()
    for answer in question.answers:
        following = sorting.question(answer.to)
        found |= ends_of(sorting, following, steps + 1) if following else {answer.to}
    return found


@pytest.mark.parametrize("place", ["lucheng", "zhoushan"])
def test_every_path_ends_at_an_entrance_and_every_entrance_is_reached(place: str) -> None:
    sorting = load_profile(place).sorting
    assert ends_of(sorting, sorting.first) == {one.code for one in sorting.entrances}


def test_what_no_answer_needs_to_ask_again_is_something_the_form_offers() -> None:
    place = load_profile("lucheng")
    offered = {
        name: {item.code for item in place.parameters.items(f"complaints.{key}", DAY)}
        for name, key in (("domain", "domains"), ("category", "categories"))
    }
    for entrance in place.sorting.entrances:
        for name, code in entrance.presets.items():
            assert code in offered[name]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("to: illness}", "to: nowhere}"),
        ("to: buyer}", "to: what}"),
        ("- code: reaction\n", "- code: illness\n"),
        ("way: rider", "way: flying"),
        ("confidence: low", "confidence: maybe"),
    ],
)
def test_questions_that_lead_nowhere_stop_the_portal_from_starting(
    tmp_path: Path, before: str, after: str
) -> None:
    (tmp_path / "sorting.yaml").write_text(TEXT.replace(before, after, 1), "utf-8")
    with pytest.raises(ProfileInvalid):
        load_sorting((NATIONAL, tmp_path))


def test_a_place_may_ask_its_own_questions(tmp_path: Path) -> None:
    own = TEXT.replace("出了什么事？", "您要办什么？", 1)
    (tmp_path / "sorting.yaml").write_text(own, "utf-8")
    assert load_sorting((NATIONAL, tmp_path)).first.words.zh == "您要办什么？"
    assert load_sorting((NATIONAL, tmp_path)).first.find("no-such") is None
