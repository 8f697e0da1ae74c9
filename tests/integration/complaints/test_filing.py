"""One submit token, one case, one receipt."""

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal.complaints import queries, receipt, services
from portal.complaints.models import Case, CasePerson
from portal.complaints.rules import Stage, Track, Verdict
from portal.extensions import keyring
from portal.kernel import audit
from portal.kernel.db import db
from portal.kernel.signals import case_substantiated
from tests.factories.complaints import conclude, make_assigned, make_case


def test_the_same_token_again_returns_the_case_it_made(inside: Flask) -> None:
    first = make_case(token="pressed twice")
    again = make_case(token="pressed twice", told="other words, sent again")
    assert again.id == first.id
    assert db.session.query(Case).count() == 1
    assert [line.action for line in audit.pending()] == ["case.filed"]


def test_number_and_secret_open_the_case_and_nothing_else_does(inside: Flask) -> None:
    case = make_case(token="mine")
    words = receipt.secret_for("mine", ring=keyring())
    digits = " ".join(receipt.digits_of(word) for word in words)
    assert queries.find_by_secret(case.reference, " ".join(words)) is case
    assert queries.find_by_secret(case.reference.lower().replace("-", " "), digits) is case
    assert queries.find_by_secret(case.reference, " ".join(reversed(words))) is None
    assert queries.find_by_secret(case.reference, "") is None
    assert queries.find_by_secret("LC26-2222-2222-2222", " ".join(words)) is None


def test_who_filed_is_sealed_and_stands_nowhere_in_the_case(inside: Flask) -> None:
    case = make_case()
    person = db.session.query(CasePerson).one()
    assert b"13800138000" not in person.sealed
    assert "示例投诉人" not in str(vars(case))


def test_a_report_found_true_is_told_to_the_rooms_above(inside: Flask) -> None:
    heard: list[Case] = []

    def listen(_sender: object, record: Case) -> None:
        heard.append(record)

    case_substantiated.connect(listen)
    report, handler = make_assigned(Track.REPORT)
    untrue, other = make_assigned(Track.TIP)
    conclude(report, handler)
    conclude(untrue, other, verdict=Verdict.UNTRUE)
    case_substantiated.disconnect(listen)
    assert heard == [report]
    services.answer_report(report, note="示例：已告知。", by=handler)
    services.begin_reward(report, by=handler.actor)
    assert report.stage is Stage.REWARDING


def test_who_presses_a_moment_later_gets_the_first_ones_case(
    inside: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = make_case(token="raced")
    assert make_case(token="raced") is first
    # Not even where the first one cannot be read is a second one made.
    monkeypatch.setattr(queries, "find_by_token", lambda _token: None)
    with pytest.raises(LookupError):
        make_case(token="raced")
    assert db.session.scalar(select(func.count()).select_from(Case)) == 1
