"""The facts of the home page and of an enterprise's grades, where they are unusual."""

from datetime import date
from decimal import Decimal

import pytest
from flask import Flask

from portal.commitments.queries import headline_figures
from portal.complaints.rules import Track
from portal.complaints.statistics import TrackFigures
from portal.front import grades, home
from portal.rewards.queries.register import public_totals
from tests.factories.enterprises import make_enterprise
from tests.factories.ratings import make_rating


def figures_of(
    track: Track, received: int | None, met: int | None, due: int | None
) -> TrackFigures:
    return TrackFigures(track, received, due, met, due, None, None)


@pytest.mark.parametrize(
    ("tracks", "on_time", "is_empty"),
    [
        ([(0, 0, 0), (0, 0, 0)], None, True),
        ([(20, 18, 20), (0, 0, 0)], (18, 20), False),
        ([(20, 18, 20), (10, 10, 10)], (28, 30), False),
        ([(20, 18, 20), (None, None, None)], None, False),
        ([(20, None, 20)], None, False),
    ],
)
def test_a_small_number_kept_back_keeps_the_rate_back(
    inside: Flask,
    tracks: list[tuple[int | None, int | None, int | None]],
    on_time: tuple[int, int] | None,
    is_empty: bool,
) -> None:
    told = [figures_of(Track.REPORT, *one) for one in tracks]
    shown = home.Performance(2026, date(2026, 10, 31), told, public_totals(2026))
    assert shown.on_time == on_time
    assert shown.is_empty == is_empty


def test_the_bowl_is_a_promise_for_every_thousand_people(inside: Flask) -> None:
    figures = headline_figures()
    bowl = home.find_bowl(figures)
    assert bowl is not None
    assert bowl.share == 0.0
    assert bowl.ticks == [("4", 1.0), ("3", 0.75), ("2", 0.5), ("1", 0.25), ("0", 0.0)]
    assert home.Bowl(bowl.figure, Decimal("4.5")).ticks[0] == ("4.5", 1.0)
    assert len(home.Bowl(bowl.figure, Decimal(80)).ticks) == 9
    others = [figure for figure in figures if figure is not bowl.figure]
    assert home.find_bowl(others) is None


def test_a_level_its_scheme_no_longer_knows_is_not_shown(inside: Flask) -> None:
    enterprise = make_enterprise()
    rating = make_rating(enterprise)
    rating.level = "Z"
    assert grades.grades_in_force(enterprise.id) == []
    assert grades.show_derivations(enterprise) is None
    assert grades.show_history(enterprise) is None
    rating.scheme = "gone"
    assert grades.grade_of(rating) is None
