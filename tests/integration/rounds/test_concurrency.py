"""One vote for each person and round (F2), whoever keeps the ballots at the same moment."""

from flask import Flask
from sqlalchemy import func, select

from portal.kernel.db import db
from portal.rounds import queries
from portal.rounds.models import RoundBallot, RoundChoice
from tests.crowd import TOO_LATE, attempt, in_processes, kept
from tests.factories.joining import token
from tests.factories.rounds import make_round, vote

PRESSES = 6


def try_to_vote(app: Flask, reference: str, number: int, mark: str) -> int:
    """Vote, in a process of one's own; return how it ends."""
    return attempt(app, lambda: vote(reference, 1 + number % 4, mark=mark))


def test_of_six_presses_of_one_person_one_is_a_vote(app: Flask) -> None:
    reference, mark = kept(app, make_round), token()
    with app.app_context():
        db.engine.dispose()
    ends = in_processes(PRESSES, lambda number: try_to_vote(app, reference, number, mark))
    assert sorted(ends) == [0] + [TOO_LATE] * (PRESSES - 1)
    with app.app_context():
        assert queries.count_ballots(queries.get_round(reference)) == 1
        assert db.session.scalar(select(func.count()).select_from(RoundChoice)) == 1


def test_of_six_people_everybody_has_a_vote(app: Flask) -> None:
    reference, marks = kept(app, make_round), [token() for _n in range(PRESSES)]
    with app.app_context():
        db.engine.dispose()
    ends = in_processes(PRESSES, lambda number: try_to_vote(app, reference, number, marks[number]))
    assert ends == [0] * PRESSES
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(RoundBallot)) == PRESSES
