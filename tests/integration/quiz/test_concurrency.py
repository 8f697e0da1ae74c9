"""One paper counts once, however many times it is sent at the same moment."""

from flask import Flask
from sqlalchemy import func, select

from portal.kernel.db import db, write_intent
from portal.quiz import queries, services
from portal.quiz.models import QuizMark
from portal.quiz.rules import editions
from tests.crowd import in_processes
from tests.factories.joining import token

EDITION = next(iter(editions().values()))
PRESSES = 6
COUNTED = 7  # how a process ends whose paper counted


def send(app: Flask, number: int, once: str) -> int:
    """Send the paper, in a process of one's own; return whether it counted."""
    chosen = [question.right for question in EDITION.questions]
    with app.app_context(), write_intent():
        counts = services.send_paper(EDITION, chosen, token=once, network=f"example {number}")
        db.session.commit()
    return COUNTED if counts else 0


def test_of_one_paper_sent_six_times_at_once_one_counts(app: Flask) -> None:
    once = token()
    with app.app_context():
        db.engine.dispose()
    ends = in_processes(PRESSES, lambda number: send(app, number, once))
    assert sorted(ends) == [0] * (PRESSES - 1) + [COUNTED]
    with app.app_context():
        assert queries.count_papers(EDITION) == 1
        marks = db.session.scalar(select(func.count()).select_from(QuizMark))
        assert marks == len(EDITION.questions)
