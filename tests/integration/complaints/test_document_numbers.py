"""Numbers of documents when many are issued at once: no gap, no double, on both databases."""

from functools import partial

from flask import Flask

from portal.accounts.queries import get_account
from portal.complaints import documents, queries, services
from portal.complaints.models import CaseDocument
from portal.complaints.rules import DocumentKind
from portal.kernel.db import db
from portal.kernel.errors import Refused
from tests.crowd import Deed, at_once, kept
from tests.factories import complaints as factory

PEOPLE = 8


def assigned() -> str:
    case, _handler = factory.make_assigned()
    return case.reference


def accepting(reference: str, *, fails: bool) -> Deed:
    case = queries.get_case(reference)
    assert case.handler is not None
    handler = get_account(case.handler.username)

    def deed() -> None:
        services.accept_case(case, by=handler)
        if fails:
            raise Refused("示例")

    return deed


def test_many_deeds_at_once_number_their_documents_without_gap_or_double(app: Flask) -> None:
    references = [kept(app, assigned) for _n in range(PEOPLE)]
    looks = [
        partial(accepting, reference, fails=place % 4 == 1)
        for place, reference in enumerate(references)
    ]
    done = sum(at_once(app, looks))
    assert done == PEOPLE - 2
    with app.app_context():
        for kind in (DocumentKind.COMPLAINT_FORM, DocumentKind.ACCEPTANCE):
            rows = db.session.query(CaseDocument).filter_by(kind=kind)
            assert sorted(row.serial for row in rows) == list(range(1, done + 1))
            assert len({row.number for row in rows}) == done


def test_one_case_accepted_by_two_clicks_has_one_decision(app: Flask) -> None:
    reference = kept(app, assigned)
    look = partial(accepting, reference, fails=False)
    assert sum(at_once(app, [look, look, look])) == 1
    with app.app_context():
        kinds = [one.kind for one in documents.list_documents(queries.get_case(reference))]
        assert kinds == [DocumentKind.ACCEPTANCE, DocumentKind.COMPLAINT_FORM]
