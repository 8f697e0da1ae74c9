"""What the demo place promises. It is loaded once: one place on SQLite, the other on PostgreSQL."""

import os
import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal.accounts.models import Account
from portal.accounts.rules import roles
from portal.complaints import queries as complaints
from portal.complaints.models import Case, Evidence, Message, Transfer
from portal.complaints.rules import Stage as CaseStage
from portal.complaints.rules import Track, lifecycle_of
from portal.demo import receipts
from portal.enterprises.models import Enterprise, Flag, Licence
from portal.enterprises.rules import EnterpriseKind, clean_code
from portal.kernel import clock
from portal.kernel.audit import AuditLine, first_broken_line
from portal.kernel.db import Base, db, write_intent
from portal.members.models import MemberApplication
from portal.places.profile import current_place
from portal.ratings.models import Rating
from portal.ratings.rules import Stage as RatingStage
from portal.rewards.models import BudgetYear, LedgerEntry, RewardCase
from portal.rewards.rules import LedgerAccount, balances
from portal.rewards.rules import Stage as RewardStage
from portal.sampling.models import (
    Announcement,
    Disposal,
    SampleBatch,
    SampleImport,
    SampleRejection,
)
from portal.sampling.queries import planning
from portal.sampling.rules.batches import (
    LISTED,
    REFERENCE_ONLY,
    BatchStage,
    ImportStage,
    Result,
    TaskKind,
)
from portal.sampling.rules.disposals import ENDED, DisposalStage, is_overdue
from portal.science.models import Article, Correction
from portal.science.rules import Language
from portal.science.rules import Stage as ArticleStage
from tests.browser.demo_place import leave
from tests.conftest import site
from tests.postgres import fresh_database
from tests.visitor import Visitor

pytestmark = pytest.mark.slow
SERVER = os.environ.get("PORTAL_TEST_POSTGRES")
PLACE = "zhoushan" if SERVER else "lucheng"
NUMBER = re.compile(r"[A-Z]{2,3}\d{17}")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """Return a site on the demo, loaded by its command."""
    folder = tmp_path_factory.mktemp("demo")
    url = fresh_database(SERVER, "demo") if SERVER else f"sqlite:///{folder / 'demo.db'}"
    app = site(folder, url, PORTAL_PLACE=PLACE)
    with app.app_context(), write_intent():
        Base.metadata.create_all(db.engine)
    told = app.test_cli_runner().invoke(args=["demo", "load", "--place", PLACE])
    assert (told.exit_code, "demo-handler-agriculture" in told.output) == (0, True), told.output
    leave(folder)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def place(demo: Flask) -> Iterator[Flask]:
    """Stand inside the demo, to read."""
    with demo.app_context():
        yield demo


def count(table: type[Base], **facts: object) -> int:
    return db.session.scalar(select(func.count()).select_from(table).filter_by(**facts)) or 0


def every(column: object) -> set[object]:
    return set(db.session.scalars(select(column)))  # type: ignore[call-overload]


def rows_of_every_table() -> dict[str, int]:
    return {
        table.name: db.session.scalar(select(func.count()).select_from(table)) or 0
        for table in Base.metadata.sorted_tables
    }


def test_there_is_as_much_of_everything_as_promised(place: Flask) -> None:
    assert abs(count(SampleBatch) - 3000) <= 60
    assert count(Enterprise) == 400
    assert count(Case) == 75
    assert count(RewardCase) >= 12
    assert count(Article, language=Language.ZH, stage=ArticleStage.PUBLISHED) >= 80
    assert count(Article, language=Language.EN, stage=ArticleStage.PUBLISHED) == 24
    assert len(every(Article.column)) == 6
    assert count(MemberApplication) == 7


def test_nothing_is_missing_among_states(place: Flask) -> None:
    assert every(Disposal.stage) == set(DisposalStage)
    assert every(RewardCase.stage) == set(RewardStage) - {RewardStage.SECOND_APPROVED}
    assert every(Article.stage) == set(ArticleStage)
    assert every(SampleBatch.batch_stage) == set(BatchStage)
    assert {ImportStage.WAITING, ImportStage.RETURNED, ImportStage.PUBLISHED} <= every(
        SampleImport.stage
    )
    assert {RatingStage.PROPOSED, RatingStage.CONTESTABLE, RatingStage.REPLACED} <= every(
        Rating.stage
    )
    assert every(Enterprise.kind) == set(EnterpriseKind)


@pytest.mark.parametrize("tracks", [{Track.COMPLAINT}, {Track.REPORT, Track.TIP}])
def test_both_lifecycles_show_each_of_their_states(place: Flask, tracks: set[Track]) -> None:
    moves = lifecycle_of(next(iter(tracks))).moves
    known = {CaseStage.ARCHIVED, *moves, *(stage for to in moves.values() for stage in to)}
    found = db.session.scalars(select(Case.stage).where(Case.track.in_(tracks)))
    assert set(found) == known
    assert every(Case.track) == set(Track)


def test_cases_have_messages_files_transfers_and_verdicts_and_some_are_late(place: Flask) -> None:
    assert count(Message) >= 40
    assert count(Evidence) >= 8
    assert count(Transfer) >= 4
    assert len(every(Case.verdict)) >= 4
    late = select(func.count()).select_from(Case).where(Case.next_due_on < clock.today())
    assert (db.session.scalar(late) or 0) >= 3


def test_every_name_says_that_it_is_an_example(place: Flask) -> None:
    columns = (
        Enterprise.name, Account.display_name, SampleBatch.maker_name, SampleBatch.seller_name,
        SampleBatch.sampler, SampleBatch.laboratory, Case.respondent, Article.byline,
    )  # fmt: skip
    for column in columns:
        assert [name for name in every(column) if name and "示例" not in str(name)] == []


def test_results_fail_about_as_often_as_in_the_country(place: Flask) -> None:
    tested = select(func.count()).where(
        SampleBatch.batch_stage.in_(LISTED), SampleBatch.kind.not_in(REFERENCE_ONLY)
    )
    failed = db.session.scalar(tested.where(SampleBatch.result == Result.FAILED)) or 0
    assert 0.02 <= failed / (db.session.scalar(tested) or 1) <= 0.04


def test_no_announcement_is_empty_and_every_plan_has_begun(place: Flask) -> None:
    announced = select(SampleBatch.announcement_id).where(SampleBatch.is_listed.is_(True))
    empty = select(Announcement.title).where(Announcement.id.not_in(announced.distinct()))
    assert db.session.scalars(empty).all() == []
    last_year = planning.list_plan_years()[1]
    assert [one.plan.number for one in planning.list_plans(last_year) if not one.done] == []


def test_quick_tests_never_fail_and_monitoring_is_never_shown(place: Flask) -> None:
    quick = select(SampleBatch.result).where(SampleBatch.kind.in_(REFERENCE_ONLY))
    assert set(db.session.scalars(quick)) == {Result.NEGATIVE, Result.POSITIVE}
    assert count(SampleBatch, kind=TaskKind.RISK_MONITORING) >= 100
    assert count(SampleBatch, kind=TaskKind.RISK_MONITORING, is_listed=True) == 0
    assert count(SampleBatch, kind=TaskKind.EVALUATION) >= 400


def test_every_failure_has_one_disposal_and_some_are_overdue(place: Flask) -> None:
    disposals = db.session.scalars(select(Disposal)).all()
    overturned = [one for one in disposals if one.stage is DisposalStage.OVERTURNED]
    assert len(disposals) == count(SampleBatch, result=Result.FAILED) + len(overturned)
    assert all(one.batch.result is Result.PASSED for one in overturned)
    assert all(one.batch.kind not in REFERENCE_ONLY for one in disposals)
    late = [one for one in disposals if is_overdue(one.stage, one.due_on, clock.today())]
    assert 1 <= len(late) <= 8
    assert sum(one.stage in ENDED for one in disposals) > len(disposals) / 2


def test_samples_are_numbered_and_spread_over_the_whole_place(place: Flask) -> None:
    numbers = [str(number) for number in every(SampleBatch.number) if number]
    code = current_place().place.division_code
    assert all(NUMBER.fullmatch(number) and number[5:11] == code for number in numbers)
    streets = {street.code for street in current_place().regions.streets()}
    assert streets <= every(SampleBatch.region_code)
    assert streets == every(Enterprise.region_code)
    assert count(SampleRejection) == 5


def test_codes_and_licences_are_well_formed(place: Flask) -> None:
    assert all(clean_code(str(code)) == code for code in every(Enterprise.credit_code))
    assert every(Licence.doubt) == {None}
    assert count(Flag) > 200


def test_everybody_open_for_business_has_a_grade(place: Flask) -> None:
    graded = {
        rating.enterprise_id
        for rating in db.session.scalars(select(Rating).filter_by(stage=RatingStage.IN_FORCE))
    }
    assert len(graded) == count(Enterprise)
    assert {"C", "D"} <= every(Rating.level)
    with_table = select(Rating).filter_by(scheme="food-risk-2016", stage=RatingStage.IN_FORCE)
    # A grade that an objection has changed names the decision instead of a table.
    with_table = with_table.where(Rating.adjustment == "")
    assert all(len(rating.factors) == 4 for rating in db.session.scalars(with_table))


def test_the_ledger_is_balanced(place: Flask) -> None:
    entries = db.session.scalars(select(LedgerEntry)).all()
    held = balances(entries)
    years = db.session.scalars(select(BudgetYear)).all()
    assert sum(held.values()) == 0
    assert held[LedgerAccount.RESERVED] == sum(year.reserved_fen for year in years) > 0
    assert held[LedgerAccount.PAID] == sum(year.paid_fen for year in years) > 0
    assert held[LedgerAccount.GRANTED] == -sum(year.granted_fen for year in years)


def test_nobody_checked_their_own_work(place: Flask) -> None:
    for sample_import in db.session.scalars(select(SampleImport)):
        assert sample_import.imported_by != sample_import.decided_by
    for rating in db.session.scalars(select(Rating)):
        assert rating.proposed_by not in {rating.reviewed_by, rating.published_by}
    for correction in db.session.scalars(select(Correction)):
        assert correction.proposed_by_id != correction.decided_by_id


def test_the_log_is_whole_in_the_order_of_its_days_and_not_of_tomorrow(place: Flask) -> None:
    assert first_broken_line() is None
    moments = list(db.session.scalars(select(AuditLine.at).order_by(AuditLine.id)))
    assert moments == sorted(moments)
    assert moments[-1] <= clock.now()
    assert moments[0] < clock.now() - timedelta(days=3 * 365)


def test_there_is_somebody_for_every_role(place: Flask) -> None:
    people = db.session.scalars(select(Account)).all()
    assert {role for person in people for role in person.roles} == set(roles())
    assert all(person.has_second_factor == person.needs_second_factor for person in people)
    assert len({person.department for person in people if "handler" in person.roles}) == 3


def test_a_second_load_changes_nothing_and_says_so(demo: Flask) -> None:
    with demo.app_context():
        before = rows_of_every_table()
    told = demo.test_cli_runner().invoke(args=["demo", "load"])
    assert told.exit_code == 0
    assert "nothing was changed" in told.output
    with demo.app_context():
        assert rows_of_every_table() == before


def test_the_printed_cases_open_with_their_secrets(demo: Flask) -> None:
    told = demo.test_cli_runner().invoke(args=["demo", "accounts"]).output
    with demo.app_context():
        known = receipts.list_receipts()
        assert len(known) == 3
        for number, secret, _stage in known:
            assert f"{number}  {secret}" in told
            case = complaints.find_by_secret(number, secret)
            assert case is not None


def test_the_printed_people_sign_in_with_password_and_code(demo: Flask) -> None:
    runner, visitor = demo.test_cli_runner(), Visitor(demo)
    told = runner.invoke(args=["demo", "accounts"]).output
    password = re.search(r"Password of all of them: (\S+)", told)
    code = runner.invoke(args=["demo", "code", "demo-handler"]).output.strip()
    assert password is not None
    facts = {"username": "demo-handler", "password": password[1]}
    asked = visitor.post("/sign-in", facts)
    visitor.post(f"{asked.location}/code", {"code": code})
    assert visitor.get("/desk/cases/").all("table tbody tr")


@pytest.mark.parametrize("username", ["demo-volunteer", "nobody"])
def test_no_code_is_printed_for_people_without_one(demo: Flask, username: str) -> None:
    told = demo.test_cli_runner().invoke(args=["demo", "code", username])
    assert told.exit_code == 1
    assert "second factor" in told.output


@pytest.mark.parametrize(
    "address",
    ["/", "/sampling/", "/enterprises/", "/complaints/statistics", "/rewards/", "/science/",
     "/commitments/", "/places/parameters", "/search?q=豇豆"],
)  # fmt: skip
@pytest.mark.parametrize("language", ["", "/en"])
def test_every_page_says_that_the_data_are_synthetic(
    demo: Flask, address: str, language: str
) -> None:
    page = Visitor(demo).get(f"{language}{address}")
    assert page.soup.select_one(".demo-banner") is not None
