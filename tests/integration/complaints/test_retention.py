"""What was kept long enough goes, with a certificate; what is held, or has no period, stays."""

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from portal.accounts.models import Account
from portal.complaints import services
from portal.complaints.background import register
from portal.complaints.files import check_file
from portal.complaints.models import (
    Case,
    CaseMark,
    CasePerson,
    Evidence,
    Message,
    RetentionCertificate,
    Transfer,
)
from portal.complaints.policy import file_limits
from portal.complaints.retention import holding, purging, queries
from portal.complaints.retention.job import PURGE_JOB, ask_for_purge, run_purge
from portal.complaints.rules import Author, Stage
from portal.complaints.rules.retention import (
    HOLD_LIFECYCLE,
    HoldState,
    Kept,
    months_before,
)
from portal.extensions import objects
from portal.kernel import clock
from portal.kernel.audit import CITIZEN, SYSTEM, AuditLine, pending
from portal.kernel.db import db, write_intent
from portal.kernel.errors import NotAllowed, NotFound, Refused
from portal.kernel.lifecycle import MoveRefused
from tests.factories import files
from tests.factories.accounts import make_account
from tests.factories.complaints import STORY, conclude, make_assigned, make_case
from tests.integration.complaints.ageing import MONTHS, later


def ended() -> Case:
    """Return a concluded case with a name, a photo and a message."""
    case, handler = make_assigned()
    photo = check_file("x", files.photo(), file_limits())
    services.attach_to_case(case, photo, author=Author.CITIZEN, by=CITIZEN)
    services.write_as_citizen(case, text="示例：补充一句", files=[])
    conclude(case, handler)
    db.session.flush()
    return case


def person(name: str) -> Account:
    return make_account("records-officer", name=name)


@pytest.mark.parametrize("kept", Kept)
def test_without_a_period_nothing_is_removed(inside: Flask, kept: Kept) -> None:
    ended()
    with later(100), pytest.raises(Refused, match="没有设定"):
        purging.purge_some(kept, by=SYSTEM)
    with pytest.raises(Refused, match="没有设定"):
        ask_for_purge(kept, by=person("one"))


@pytest.mark.parametrize("kept", Kept)
def test_within_the_period_nothing_is_removed(inside: Flask, periods: None, kept: Kept) -> None:
    ended()
    make_case()
    with later(MONTHS - 1):
        assert purging.purge_some(kept, by=SYSTEM) is None


def test_identities_go_and_the_case_stays(inside: Flask, periods: None) -> None:
    case = ended()
    open_case = make_case()
    with later():
        made = purging.purge_some(Kept.IDENTITY, by=SYSTEM)
        assert purging.purge_some(Kept.IDENTITY, by=SYSTEM) is None
    assert made is not None
    assert made.counts == {"persons": 1}
    assert made.number.endswith("-0001")
    assert db.session.scalars(select(CasePerson.case_id)).all() == [open_case.id]
    assert db.session.get(Case, case.id) is not None
    assert any(line.action == "retention.purged" for line in pending())


def test_files_go_from_the_store_too(inside: Flask, periods: None) -> None:
    (file,) = ended().evidence
    with later():
        made = purging.purge_some(Kept.FILES, by=SYSTEM)
    assert made is not None
    assert made.counts == {"files": 1, "bytes": file.size}
    for digest in (file.original, file.cleaned):
        with pytest.raises(NotFound):
            objects().get(digest or "", room="evidence")
    with pytest.raises(NotFound):
        services.read_cleaned(file)
    assert db.session.scalars(select(Evidence.sha256)).all() == [file.sha256]


def test_words_go_and_figures_stay(inside: Flask, periods: None) -> None:
    case = ended()
    score = case.amount_fen
    with later():
        made = purging.purge_some(Kept.WORDS, by=SYSTEM)
        assert purging.purge_some(Kept.WORDS, by=SYSTEM) is None
    assert made is not None
    assert made.counts["messages"] == 1
    assert case.told == case.answer == ""
    assert STORY not in "".join(db.session.scalars(select(Message.text)))
    assert case.amount_fen == score
    assert case.concluded_at is not None


def test_no_word_stays_in_history_transfers_or_marks(inside: Flask, periods: None) -> None:
    case = make_case()
    services.compare_all()
    assert db.session.scalars(select(CaseMark.mark).filter_by(case_id=case.id)).all()
    told = "示例：老板在查是谁说的，我撤回"
    services.withdraw_case(case, reason=told)
    passed = Transfer(
        case_id=case.id, from_department="a", to_department="b", reason=told,
        sent_at=clock.now(), returned_because=told,
    )  # fmt: skip
    db.session.add(passed)
    db.session.flush()
    with later():
        assert purging.purge_some(Kept.WORDS, by=SYSTEM) is not None
    db.session.expire_all()
    assert next(event.stage for event in case.events) is Stage.WITHDRAWN
    assert not any(event.note for event in case.events)
    assert passed.reason == passed.returned_because == ""
    assert not db.session.scalars(select(CaseMark.mark).filter_by(case_id=case.id)).all()


def test_whatever_happens_in_a_case_begins_its_period_anew(inside: Flask, periods: None) -> None:
    case = ended()
    with later(MONTHS - 1):
        services.write_as_citizen(case, text="示例：还有一句", files=[])
    with later():
        assert purging.purge_some(Kept.WORDS, by=SYSTEM) is None


def test_a_hold_keeps_everything_from_the_first_word(inside: Flask, periods: None) -> None:
    case, one, two = ended(), person("one"), person("two")
    hold = holding.place_hold(case.reference, reason="示例：诉讼", by=one)
    db.session.flush()
    with later():
        assert purging.purge_some(Kept.FILES, by=SYSTEM) is None
        before = queries.period_of(Kept.FILES).ended_before
        assert before is not None
        assert queries.count_due(Kept.FILES, before, is_held=True) == 1
        with pytest.raises(NotAllowed):
            holding.confirm_hold(hold, by=one)
        holding.confirm_hold(hold, by=two)
        holding.ask_for_release(hold, reason="示例：已结", by=two)
        assert purging.purge_some(Kept.FILES, by=SYSTEM) is None
        with pytest.raises(NotAllowed):
            holding.release_hold(hold, by=two)
        holding.release_hold(hold, by=one)
        assert queries.find_hold(case) is None
        assert purging.purge_some(Kept.FILES, by=SYSTEM) is not None


def test_a_hold_needs_a_reason_and_is_placed_once(inside: Flask) -> None:
    case, one = make_case(), person("one")
    with pytest.raises(Refused, match="理由"):
        holding.place_hold(case.reference, reason=" ", by=one)
    hold = holding.place_hold(case.reference, reason="示例", by=one)
    db.session.flush()
    with pytest.raises(Refused, match="已经保留"):
        holding.place_hold(case.reference, reason="示例", by=one)
    with pytest.raises(Refused, match="理由"):
        holding.ask_for_release(hold, reason="", by=one)
    with pytest.raises(NotFound):
        queries.get_hold(hold.id + 1)


DEEDS: dict[HoldState, Callable[..., None]] = {
    HoldState.HELD: lambda hold, by: holding.confirm_hold(hold, by=by),
    HoldState.RELEASE_ASKED: lambda hold, by: holding.ask_for_release(hold, reason="示例", by=by),
    HoldState.RELEASED: lambda hold, by: holding.release_hold(hold, by=by),
}


@pytest.mark.parametrize("now", HoldState)
@pytest.mark.parametrize("to", DEEDS)
def test_a_hold_moves_as_its_table_says(inside: Flask, now: HoldState, to: HoldState) -> None:
    hold = holding.place_hold(make_case().reference, reason="示例", by=person("one"))
    hold.state = now
    db.session.flush()
    if HOLD_LIFECYCLE.allows(now, to):
        DEEDS[to](hold, person("two"))
        assert hold.state is to
    else:
        with pytest.raises(MoveRefused):
            DEEDS[to](hold, person("two"))
        assert hold.state is now


def test_the_job_removes_part_by_part(
    inside: Flask, periods: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(purging, "AT_ONCE", 1)
    for _ in range(2):
        ended()
    register()
    told: list[int] = []

    class Progress:
        def keep(self, done: int, _total: int) -> None:
            told.append(done)

    with later():
        ask_for_purge(Kept.FILES, by=person("one"))
        run_purge({"kept": "files", "by": "one"}, Progress())
    assert told == [1, 2]
    numbers = db.session.scalars(select(RetentionCertificate.number)).all()
    assert [number[-4:] for number in numbers] == ["0001", "0002"]
    assert PURGE_JOB == "complaints.purge"


def test_the_command_says_what_it_would_do_and_does_it(app: Flask, periods: None) -> None:
    with app.app_context(), write_intent():
        ended()
        db.session.commit()
    run = app.test_cli_runner().invoke
    with later():
        said = run(args=["complaints", "purge", "--dry-run"]).output
        assert "identity: 1 cases ended before" in said
        said = run(args=["complaints", "purge"]).output
        assert "files: removed of 1 cases; certificates: " in said
        with app.app_context():
            assert not db.session.scalars(select(CasePerson)).all()
            lines = db.session.scalars(select(AuditLine.after).filter_by(action="retention.purged"))
            assert all(STORY not in str(line) for line in lines)


def test_the_command_keeps_all_where_no_period_is_set(app: Flask) -> None:
    run = app.test_cli_runner().invoke
    for words in (["--dry-run"], []):
        said = run(args=["complaints", "purge", *words]).output
        assert said.count("no period set, nothing is removed") == len(Kept)


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        (date(2026, 8, 31), 6, date(2026, 2, 28)),
        (date(2026, 1, 15), 1, date(2025, 12, 15)),
        (date(2026, 12, 1), 36, date(2023, 12, 1)),
        (date(2024, 3, 31), 1, date(2024, 2, 29)),
    ],
)
def test_months_are_counted_back_to_a_day_there_is(day: date, months: int, before: date) -> None:
    assert months_before(day, months) == before
