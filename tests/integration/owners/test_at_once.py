"""Several people at once, for one enterprise."""

from flask import Flask

from portal.enterprises import queries as enterprises
from portal.owners import queries, services
from portal.owners.rules import LetterState, ReplyStage
from portal.ratings.objections.rules import Subject, SubjectKind
from tests.crowd import Deed, at_once, kept
from tests.factories.enterprises import make_enterprise
from tests.factories.objections import OWNER
from tests.factories.owners import CLERK

SUBJECT = Subject(SubjectKind.RATING, "R-1", "示例等级")


def test_of_two_letters_at_once_one_code_is_good(app: Flask) -> None:
    reference = kept(app, lambda: make_enterprise().reference)

    def issue() -> Deed:
        enterprise = enterprises.get_enterprise(reference)
        return lambda: services.issue_letter(enterprise, by=CLERK)

    assert at_once(app, [issue, issue]) == [True, True]
    with app.app_context():
        letters = queries.list_letters(enterprises.get_enterprise(reference).id)
        states = sorted(letter.state for letter in letters)
        assert states == [LetterState.OPEN, LetterState.REVOKED]


def test_of_two_answers_to_one_record_at_once_one_waits(app: Flask) -> None:
    reference = kept(app, lambda: make_enterprise().reference)

    def answer() -> Deed:
        enterprise = enterprises.get_enterprise(reference)
        return lambda: services.submit_reply(enterprise, subject=SUBJECT, text="示例", by=OWNER)

    assert sorted(at_once(app, [answer, answer])) == [False, True]
    with app.app_context():
        assert queries.count_replies() == {ReplyStage.SUBMITTED: 1}
