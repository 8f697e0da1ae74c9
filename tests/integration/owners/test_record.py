"""An enterprise's own record: what it may answer or have repaired, and what everybody may read."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
import time_machine
from flask import Flask

from portal.enterprises.models import Enterprise
from portal.inspections import services as inspections
from portal.kernel.errors import NotFound, Refused
from portal.owners import record, repairing
from portal.owners.record import Line
from portal.penalties import services as penalties
from portal.penalties.rules.kinds import Withdrawal
from portal.penalties.telling import told_entries
from portal.ratings.objections.rules import Subject, SubjectKind
from portal.sampling import services as sampling
from tests.factories.enterprises import make_enterprise
from tests.factories.inspections import make_record
from tests.factories.objections import OWNER, contestable, lodged
from tests.factories.owners import CLERK
from tests.factories.penalties import make_entry, make_penalty
from tests.factories.ratings import make_rating
from tests.factories.sampling import HANDLER, published_batch

TODAY = date(2026, 11, 20)
End = Callable[[], object]


@pytest.fixture(autouse=True)
def in_november() -> Iterator[None]:
    with time_machine.travel(f"{TODAY}T04:00:00Z", tick=False):
        yield


def told_grade(shop: Enterprise) -> End:
    rating = make_rating(shop)
    return lambda: setattr(rating, "stage", "suspended")


def told_result(shop: Enterprise) -> End:
    batch = published_batch(1)
    batch.seller_id, batch.seller = shop.id, shop
    return lambda: sampling.withdraw_batch(batch, reason="示例", by=HANDLER)


def told_inspection(shop: Enterprise) -> End:
    kept = make_record(shop)
    inspections.publish_records([kept], by=CLERK)
    return lambda: inspections.withdraw_record(kept, reason="示例", by=CLERK)


def told_penalty(shop: Enterprise) -> End:
    penalty = make_penalty(shop)
    return lambda: penalties.withdraw_penalty(
        penalty, why=Withdrawal.REVOKED, reason="示例", revoked_on=TODAY, by=CLERK
    )


def told_listing(shop: Enterprise) -> End:
    entry = make_entry(shop)
    return lambda: penalties.revoke_entry(entry, reason="示例", by=CLERK)


TOLD = {
    SubjectKind.RATING: told_grade,
    SubjectKind.RESULT: told_result,
    SubjectKind.INSPECTION: told_inspection,
    SubjectKind.PENALTY: told_penalty,
    SubjectKind.LISTING: told_listing,
}


@pytest.mark.parametrize("kind", SubjectKind)
def test_what_everybody_may_read_is_named_and_what_nobody_may_is_not(
    inside: Flask, kind: SubjectKind
) -> None:
    shop = make_enterprise()
    end = TOLD[kind](shop)
    (line,) = record.list_lines(shop)
    assert line.subject.kind is kind
    assert record.is_shown(line.subject)
    assert record.find_line([line], line.key) is line
    assert record.find_line([line], "rating:?") is None
    end()
    assert not record.is_shown(line.subject)
    assert record.list_lines(shop) == []


@pytest.mark.parametrize("kind", SubjectKind)
def test_what_nobody_knows_is_not_shown(inside: Flask, kind: SubjectKind) -> None:
    assert not record.is_shown(Subject(kind, "?-0", "示例"))


def test_a_grade_that_was_told_is_shown_to_its_enterprise_alone(inside: Flask) -> None:
    shop = make_enterprise()
    held = make_rating(shop)
    coming = contestable(shop)
    first, second = record.list_grades(shop)
    assert (first.rating, second.rating) == (held, coming)
    assert first.may_object
    assert second.may_object
    assert not record.is_shown(Subject(SubjectKind.RATING, coming.reference, ""))
    told = {line.subject.reference: line.is_public for line in record.list_lines(shop)}
    assert told == {held.reference: True, coming.reference: False}


def test_a_contested_grade_is_not_contested_twice(inside: Flask) -> None:
    shop = make_enterprise()
    lodged(make_rating(shop))
    (grade,) = record.list_grades(shop)
    assert (grade.is_contested, grade.may_object) == (True, False)


def test_a_grade_of_a_level_its_scheme_no_longer_has_is_left_out(inside: Flask) -> None:
    shop = make_enterprise()
    make_rating(shop).level = "Z"
    assert record.list_grades(shop) == []


def listing_line(shop: Enterprise) -> Line:
    return next(
        line for line in repairing.list_repairable(shop) if line.subject.kind is SubjectKind.LISTING
    )


def test_a_listing_is_asked_to_be_repaired_from_the_enterprises_own_desk(inside: Flask) -> None:
    shop = make_enterprise()
    entry = make_entry(shop, listed_on=date(2025, 6, 1))
    line = listing_line(shop)
    assert not line.may_object  # it had its time to answer, and a hearing
    repairing.apply_for_repair(shop, line.subject, statement="示例：已经改正。", by=OWNER)
    (told,) = repairing.list_told(shop)
    assert told.about == entry.decision_number
    with pytest.raises(Refused):
        repairing.apply_for_repair(shop, line.subject, statement="再来一次", by=OWNER)


def test_a_listing_is_not_repaired_too_early_nor_by_somebody_else(inside: Flask) -> None:
    shop, other = make_enterprise(), make_enterprise()
    entry = make_entry(shop)
    subject = listing_line(shop).subject
    with pytest.raises(Refused):
        repairing.apply_for_repair(shop, subject, statement="示例", by=OWNER)
    with pytest.raises(Refused) as refused:
        repairing.apply_for_repair(other, subject, statement="示例", by=OWNER)
    assert refused.value.field == "subject"
    penalties.revoke_entry(entry, reason="示例", by=CLERK)
    assert repairing.list_repairable(shop) == []
    with pytest.raises(NotFound):
        repairing.apply_for_repair(
            shop, Subject(SubjectKind.LISTING, "D-0", ""), statement="示例", by=OWNER
        )


def test_a_listing_that_became_public_late_says_so(inside: Flask) -> None:
    found = [make_entry(listed_on=day) for day in (date(2026, 11, 10), date(2026, 9, 1))]
    in_time, late = told_entries(found)
    assert in_time.published_on == late.published_on == TODAY
    assert (in_time.was_late, late.was_late) == (False, True)
