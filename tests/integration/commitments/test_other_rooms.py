"""Figures of cases, grades, badges and articles."""

from datetime import UTC, date, datetime
from decimal import Decimal

import time_machine
from flask import Flask

from portal.commitments.rules import Missing, State
from portal.complaints import policy
from portal.complaints.rules import Track
from portal.complaints.statistics import statistics
from portal.enterprises.models import Enterprise, Flag
from portal.enterprises.rules import EnterpriseKind, EnterpriseStatus, FlagKind
from portal.kernel import clock
from portal.kernel.db import db
from portal.science.rules import Language, Stage
from tests.factories.commitments import make_article
from tests.factories.complaints import conclude, give_figures_out, make_assigned, make_case
from tests.factories.enterprises import make_enterprise
from tests.factories.ratings import make_rating, scheme
from tests.factories.rewards import make_paid
from tests.integration.commitments.working_out import figure, fraction, worked


def carry(enterprise: Enterprise, kind: FlagKind, first: date, last: date | None = None) -> None:
    """Give an enterprise a badge."""
    flag = Flag(enterprise_id=enterprise.id, kind=kind, from_on=first, to_on=last, source="示例")
    db.session.add(flag)
    db.session.flush()


def test_the_on_time_rate_needs_enough_people_behind_it(inside: Flask) -> None:
    assert worked("decided-on-time").missing is Missing.NO_RECORDS
    assert worked("cases").missing is Missing.NO_RECORDS
    smallest = policy.small_cell()
    for _ in range(smallest - 1):
        conclude(*make_assigned())
    assert worked("cases").missing is Missing.NO_RECORDS  # nothing was given out yet
    give_figures_out()
    assert worked("decided-on-time").missing is Missing.TOO_FEW
    assert worked("cases").missing is Missing.TOO_FEW
    conclude(*make_assigned())
    give_figures_out()
    assert fraction(worked("decided-on-time")) == (smallest, smallest)
    assert fraction(worked("cases")) == (smallest, None)
    assert figure("lc-complaint-channel").state is State.COUNTED


def test_a_sum_does_not_give_away_a_track_that_is_kept_back(inside: Flask) -> None:
    smallest = policy.small_cell()
    for _ in range(smallest):
        make_case()
    make_case(Track.TIP)
    give_figures_out()
    # The few of one track take another with them, so the sum tells neither.
    shown = {one.track: one.received for one in statistics(clock.today().year)}
    assert shown == {Track.COMPLAINT: None, Track.REPORT: 0, Track.TIP: None}
    assert worked("cases").numerator == smallest + 1
    for _ in range(smallest - 1):
        make_case(Track.REPORT)
    give_figures_out()
    assert worked("cases").numerator == 2 * smallest


def test_too_few_rewards_are_kept_back(inside: Flask) -> None:
    assert worked("rewards-paid").missing is Missing.NO_RECORDS
    with time_machine.travel(datetime(2026, 6, 15, 4, tzinfo=UTC), tick=False):
        make_paid()
    # Given out by whole months, some days after their end.
    with time_machine.travel(datetime(2026, 7, 15, 4, tzinfo=UTC), tick=False):
        assert worked("rewards-paid").missing is Missing.TOO_FEW


def grade(kind: EnterpriseKind, level: str) -> Enterprise:
    """Return an enterprise of this kind with a catering grade."""
    enterprise = make_enterprise(kind=kind)
    told = {"scheme": scheme("catering-annual"), "level": level, "score": None, "factors": ()}
    make_rating(enterprise, **told)
    return enterprise


def test_a_grade_or_better_is_counted_of_those_that_are_graded(inside: Flask) -> None:
    for level in "ABBC":
        grade(EnterpriseKind.CARE_CANTEEN, level)
    grade(EnterpriseKind.CATERER, "A")
    make_enterprise(kind=EnterpriseKind.CARE_CANTEEN)
    found = figure("lc-elder-canteen-grade-b")
    assert fraction(found.working) == (3, 4)
    assert found.state is State.MET
    told = {"scheme": "catering-annual", "enterprises": ["canteen-care"]}
    assert fraction(worked("graded", **told)) == (4, 5)


def test_no_c_is_0_only_where_grades_are_on_record(inside: Flask) -> None:
    make_enterprise(kind=EnterpriseKind.SCHOOL_CANTEEN)
    assert figure("lc-school-no-c").state is State.NO_DATA
    grade(EnterpriseKind.SCHOOL_CANTEEN, "A")
    found = figure("lc-school-no-c")
    assert (found.printed, found.state) == (Decimal(0), State.MET)
    grade(EnterpriseKind.SCHOOL_CANTEEN, "C")
    assert figure("lc-school-no-c").state is State.BEHIND


def test_a_badge_past_its_day_is_gone(inside: Flask) -> None:
    badge, kind = FlagKind.SUNSHINE_KITCHEN, EnterpriseKind.TAKEAWAY
    holders = [make_enterprise(kind=kind) for _ in range(10)]
    assert figure("lc-takeaway-sunshine").working.missing is Missing.NO_RECORDS
    for holder in holders[:8]:
        carry(holder, badge, date(2026, 3, 1))
    carry(holders[8], badge, date(2025, 3, 1), date(2026, 11, 19))
    found = figure("lc-takeaway-sunshine")
    assert fraction(found.working) == (8, 10)
    assert found.state is State.BEHIND
    closed = holders[9]
    closed.status = EnterpriseStatus.CLOSED
    db.session.flush()
    assert fraction(figure("lc-takeaway-sunshine").working) == (8, 9)
    told = {"flag": badge.value, "enterprises": [kind.value]}
    assert fraction(worked("badges", **told)) == (8, None)
    assert fraction(worked("new-badges", **told)) == (8, None)
    assert worked("badges", flag="five-s").missing is Missing.NO_RECORDS
    assert worked("new-badges", flag="five-s").missing is Missing.NO_RECORDS


def test_articles_count_once_whatever_their_languages(inside: Flask) -> None:
    assert worked("articles").missing is Missing.NO_RECORDS
    make_article(column="songs", slug="example-song")
    make_article(column="songs", slug="example-song", language=Language.EN)
    make_article(column="fairs")
    make_article(column="fairs", stage=Stage.WITHDRAWN)
    assert fraction(worked("articles")) == (2, None)
    assert fraction(worked("articles", column="songs")) == (1, None)
    found = figure("lc-col-live")
    assert (found.printed, found.state) == (Decimal(0), State.COUNTED)
    assert (found.target, found.implied_target) == (None, Decimal(1))


def test_a_year_before_the_first_record_has_no_data(inside: Flask) -> None:
    holder = grade(EnterpriseKind.TAKEAWAY, "A")
    carry(holder, FlagKind.SUNSHINE_KITCHEN, date(2026, 3, 1))
    make_article(column="songs")
    assert figure("lc-col-song", 2025).working.missing is Missing.NO_RECORDS
    assert figure("lc-insurance-expand", 2025).working.missing is Missing.NO_RECORDS
    assert figure("lc-elder-sunshine-kitchens", 2025).working.missing is Missing.NO_RECORDS


def test_how_many_there_were_in_a_past_year_is_not_guessed(inside: Flask) -> None:
    make_rating(make_enterprise(kind=EnterpriseKind.MAKER))
    for reference in ("lc-takeaway-sunshine", "lc-risk-credit-classes"):
        assert figure(reference, 2025).working.missing is Missing.NO_HISTORY
