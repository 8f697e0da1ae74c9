"""Derived grades: proposed in bulk, verified, and derived anew when a fact falls away."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from portal.enterprises import facts
from portal.enterprises.models import Enterprise, Licence
from portal.enterprises.rules import EnterpriseKind
from portal.kernel import audit
from portal.kernel.audit import SYSTEM
from portal.kernel.db import db
from portal.penalties.queries import penalties
from portal.penalties.rules.kinds import PenaltyKind
from portal.penalties.services.penalties import stop_penalty
from portal.ratings import services
from portal.ratings.deriving_many import propose_derived
from portal.ratings.models import Rating
from portal.ratings.rules import Origin, Scheme, Stage
from portal.ratings.verifying import (
    NO_LONGER_PUBLIC,
    TAKEN_BACK,
    rederive,
    retell_ended,
    verify_ratings,
)
from portal.sampling import services as sampling
from portal.sampling.models import SampleBatch
from tests.factories.enterprises import make_enterprise
from tests.factories.penalties import make_entry, make_penalty
from tests.factories.ratings import REVIEWER, make_rating, scheme
from tests.factories.sampling import HANDLER, published_batch

TODAY = date(2026, 11, 22)
LATER = date(2026, 12, 31)


@pytest.fixture(autouse=True)
def that_day() -> Iterator[None]:
    with time_machine.travel(f"{TODAY} 02:00:00 +0000", tick=False):
        yield


@pytest.fixture
def example(inside: Flask) -> Scheme:
    return scheme("demonstration")


def shop() -> Enterprise:
    """Return a shop licensed for long, with one failed sample: 8 + 9 + 8 + 12 = 37, B."""
    found = make_enterprise("示例生鲜店", kind=EnterpriseKind.SELLER)
    licence = Licence(
        kind="food-trade", number="JY1", valid_from=date(2024, 1, 1), enterprise=found
    )
    db.session.add(licence)
    db.session.flush()
    return found


def failed(number: int = 1) -> SampleBatch:
    return published_batch(number, 被抽样单位名称="示例生鲜店")


def derived(scheme: Scheme) -> list[Rating]:
    propose_derived(scheme, TODAY, by=SYSTEM)
    return list(db.session.scalars(select(Rating).order_by(Rating.id)))


def put_in_force(rating: Rating) -> Rating:
    services.review_ratings([rating], by=REVIEWER)
    services.record_notice([rating], notified_on=TODAY, objection_until=TODAY, by=REVIEWER)
    with time_machine.travel("2026-11-23 02:00:00 +0000", tick=False):
        services.publish_ratings([rating], by=REVIEWER)
    return rating


def test_a_proposal_carries_its_table_its_day_and_its_cycle(example: Scheme) -> None:
    shop()
    failed()
    (rating,) = derived(example)
    assert (rating.level, str(rating.score), rating.origin) == ("B", "37", Origin.DERIVED)
    assert (rating.stage, rating.assessed_on) == (Stage.PROPOSED, TODAY)
    assert (rating.effective_on, rating.expires_on) == (TODAY, date(2027, 11, 21))
    sampled = next(row for row in rating.factors if row.name.startswith("近 12 个月监督抽检"))
    assert (str(sampled.points), sampled.source) == ("12", "抽检公示")
    assert "豇豆（示例）" in sampled.fact
    assert sampled.address.startswith("/sampling/")
    assert any(line.action == "rating.derived" for line in audit.pending())


def test_nobody_gets_a_second_proposal_while_one_is_on_its_way(example: Scheme) -> None:
    shop()
    assert len(derived(example)) == 1
    again = propose_derived(example, TODAY, by=SYSTEM)
    assert (again.proposed, again.waiting) == ([], 1)


def test_what_stands_is_proposed_anew_only_when_it_changed_or_ends_soon(example: Scheme) -> None:
    shop()
    put_in_force(derived(example)[0])
    assert propose_derived(example, date(2026, 11, 24), by=SYSTEM, keep=False).unchanged == 1
    last_month = date(2027, 10, 25)
    assert len(propose_derived(example, last_month, by=SYSTEM, keep=False).proposed) == 1
    failed()
    changed = propose_derived(example, date(2026, 11, 24), by=SYSTEM, keep=False)
    assert (len(changed.proposed), dict(changed.levels)) == (1, {"B": 1})


def test_a_new_licence_is_not_graded_and_counted_as_such(example: Scheme) -> None:
    new = make_enterprise(kind=EnterpriseKind.SELLER)
    db.session.add(
        Licence(kind="food-trade", number="JY2", valid_from=date(2026, 10, 1), enterprise=new)
    )
    db.session.flush()
    done = propose_derived(example, TODAY, by=SYSTEM).as_json()
    assert done["not_graded"] == {"excluded": 1}
    assert done["proposed"] == 0


def test_an_overturned_sample_is_derived_anew_at_once(example: Scheme) -> None:
    shop()
    batch = failed()
    standing = put_in_force(derived(example)[0])
    assert verify_ratings(date(2026, 11, 23)).differences == []
    sampling.overturn_batch(batch, note="复检合格（示例）", by=HANDLER)
    old, new = db.session.scalars(select(Rating).order_by(Rating.id)).all()
    assert (old.id, old.stage, old.level) == (standing.id, Stage.IN_FORCE, "B")
    assert str(sum(factor.points for factor in old.factors)) == "37"
    assert (new.stage, new.level, str(new.score)) == (Stage.PROPOSED, "A", "25")
    assert batch.reference in new.basis
    (difference,) = verify_ratings(date(2026, 11, 23)).differences
    told = difference.as_json()
    assert (told["rating"], told["level"], told["derived_level"]) == (old.reference, "B", "A")


def test_a_grade_in_force_no_longer_tells_the_fact_that_was_taken_back(example: Scheme) -> None:
    shop()
    batch = failed()
    standing = put_in_force(derived(example)[0])
    (row,) = (row for row in standing.factor_rows if batch.reference in row["address"])
    sampling.withdraw_batch(batch, reason="发布有误（示例）", by=HANDLER)
    assert row not in standing.factor_rows
    assert batch.reference not in str(standing.factor_rows)
    (now,) = (one for one in standing.factors if one.name == row["name"])
    assert (now.fact, str(now.points)) == (TAKEN_BACK, row["points"])
    assert "rating.retold" in [line.action for line in audit.pending()]


def test_nor_the_reason_that_moved_it_once_that_fell_away(example: Scheme) -> None:
    shop()
    failed(1)
    twice = failed(2)
    standing = put_in_force(derived(example)[0])
    assert (standing.level, "两次以上" in standing.adjustment) == ("D", True)
    rederive([standing.enterprise_id], because="别的事（示例）")
    assert "两次以上" in standing.adjustment
    sampling.withdraw_batch(twice, reason="发布有误（示例）", by=HANDLER)
    assert (standing.level, standing.adjustment) == ("D", TAKEN_BACK)


def test_nor_a_penalty_that_was_repaired_and_a_better_grade_is_proposed(example: Scheme) -> None:
    owner = shop()
    for day in ("2026-09-01", "2026-09-02"):
        with time_machine.travel(f"{day} 02:00:00 +0000", tick=False):
            penalty = make_penalty(owner, decided_on=date(2026, 8, 20))
    standing = put_in_force(derived(example)[0])
    assert (standing.level, penalty.number in str(standing.factor_rows)) == ("B", True)
    with time_machine.travel(f"{LATER} 02:00:00 +0000", tick=False):
        stop_penalty(penalty, by=REVIEWER)
        assert penalty.number not in str(standing.factor_rows)
        (_old, new) = db.session.scalars(select(Rating).order_by(Rating.id)).all()
        assert (new.basis.endswith("信用修复"), "P-" in new.basis) == (True, False)
    assert (standing.stage, str(standing.score), str(new.score)) == (Stage.IN_FORCE, "41", "33")


def test_nor_a_penalty_whose_time_to_be_public_is_over(example: Scheme) -> None:
    owner = shop()
    rule: dict[str, object] = {
        "kinds": (PenaltyKind.WARNING, PenaltyKind.CONFISCATION),
        "fine_fen": 0,
    }
    with time_machine.travel("2026-09-02 02:00:00 +0000", tick=False):
        make_penalty(owner, decided_on=date(2026, 8, 20), **rule)
        penalty = make_penalty(owner, decided_on=date(2026, 8, 20), **rule)
    standing = put_in_force(derived(example)[0])
    row = next(row for row in standing.factor_rows if penalty.number in row["source"])
    period = penalties.period_for(penalty)
    assert period is not None
    last = period.last
    assert last is not None
    with time_machine.travel(f"{last} 02:00:00 +0000", tick=False):
        assert retell_ended(by=SYSTEM) == 0
    with time_machine.travel(f"{last + timedelta(days=1)} 02:00:00 +0000", tick=False):
        assert retell_ended(by=SYSTEM) == 1
        assert retell_ended(by=SYSTEM) == 0
    (now,) = (one for one in standing.factor_rows if one["name"] == row["name"])
    assert (now["fact"], now["address"]) == (NO_LONGER_PUBLIC, "")
    assert penalty.number not in str(standing.factor_rows)
    assert (standing.stage, str(standing.score)) == (Stage.IN_FORCE, "41")


def test_nor_a_listing_whose_term_is_over(example: Scheme) -> None:
    with time_machine.travel("2023-12-01 02:00:00 +0000", tick=False):
        make_entry(shop())
    standing = put_in_force(derived(example)[0])
    assert (standing.level, "失信" in standing.adjustment) == ("D", True)
    with time_machine.travel("2027-02-01 02:00:00 +0000", tick=False):
        assert retell_ended(by=SYSTEM) == 1
    assert (standing.level, standing.adjustment) == ("D", NO_LONGER_PUBLIC)


@pytest.mark.parametrize("end", ["another kind", "excluded"])
def test_who_is_no_longer_derived_keeps_no_text_of_what_was_taken_back(
    example: Scheme, end: str
) -> None:
    owner, batch = shop(), failed()
    standing = put_in_force(derived(example)[0])
    points = [str(factor.points) for factor in standing.factors]
    if end == "another kind":
        owner.kind = EnterpriseKind.FARM
    else:
        owner.licences[0].valid_from = date(2026, 10, 1)
    db.session.flush()
    sampling.withdraw_batch(batch, reason="发布有误（示例）", by=HANDLER)
    assert batch.reference not in str(standing.factor_rows)
    assert "豇豆" not in str(standing.factor_rows)
    assert [str(factor.points) for factor in standing.factors] == points
    assert standing.stage is Stage.IN_FORCE  # it stands until another one, or its last day


def test_a_proposal_whose_fact_fell_away_is_sent_back(example: Scheme) -> None:
    shop()
    batch = failed()
    (waiting,) = derived(example)
    sampling.withdraw_batch(batch, reason="发布有误（示例）", by=HANDLER)
    old, new = db.session.scalars(select(Rating).order_by(Rating.id)).all()
    assert (old.id, old.stage) == (waiting.id, Stage.SUSPENDED)
    assert batch.reference in old.suspension_reason
    assert (new.stage, new.level) == (Stage.PROPOSED, "A")


def test_a_grade_that_still_follows_is_left_alone(example: Scheme) -> None:
    owner = shop()
    failed()
    derived(example)
    facts.changed([owner.id], because="别的事（示例）")
    assert db.session.scalars(select(Rating.stage)).all() == [Stage.PROPOSED]
    assert rederive([], because="") == []


def test_a_corrected_seller_frees_the_shop_that_was_named_before(example: Scheme) -> None:
    shop()
    make_enterprise("示例另一店", kind=EnterpriseKind.SELLER)
    batch = failed()
    derived(example)
    sampling.correct_batch(
        batch, changes={"seller_name": "示例另一店"}, note="单位更正", by=HANDLER
    )
    rows = db.session.execute(
        select(Enterprise.name, Rating.level)
        .join(Rating.enterprise)
        .where(Rating.stage == Stage.PROPOSED)
    )
    assert dict(list(rows))["示例生鲜店"] == "A"


def test_imported_grades_are_counted_apart_by_verify(inside: Flask) -> None:
    make_rating(make_enterprise())
    found = verify_ratings()
    assert (found.derived, found.imported, found.differences) == (0, 1, [])


def test_what_a_scheme_no_longer_knows_is_a_difference(example: Scheme) -> None:
    shop()
    rating = put_in_force(derived(example)[0])
    rating.scheme_version = "0"
    db.session.flush()
    (difference,) = verify_ratings(date(2026, 11, 23)).differences
    assert difference.as_json()["derived_level"] is None
