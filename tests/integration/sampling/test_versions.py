"""Versions: what each correction changed, what stood on a day, and that none is ever touched."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import delete, text, update
from sqlalchemy.exc import DBAPIError

from portal.kernel.db import db
from portal.sampling import services
from portal.sampling.models import BatchVersion, SampleBatch
from portal.sampling.models.append_only import VersionKept
from portal.sampling.queries import versions
from tests.factories.sampling import REVIEWER, published_batch

MORNING = datetime(2026, 11, 22, 1, tzinfo=UTC)


def corrected(days: int = 2) -> SampleBatch:
    with time_machine.travel(MORNING, tick=False):
        batch = published_batch()
    with time_machine.travel(MORNING + timedelta(days=days), tick=False):
        services.correct_batch(batch, changes={"spec": "5 kg"}, note="规格写错", by=REVIEWER)
    db.session.flush()
    return batch


def test_a_correction_tells_field_by_field_what_it_changed(inside: Flask) -> None:
    batch = corrected()
    (difference,) = versions.differences(batch)
    assert (difference.version, difference.reason) == (2, "规格写错")
    assert [(one.field, one.old, one.new) for one in difference.changes] == [
        ("spec", "散装", "5 kg")
    ]


def test_a_retest_tells_which_item_no_longer_fails(inside: Flask) -> None:
    batch = published_batch()
    services.overturn_batch(batch, note="复检合格", by=REVIEWER)
    (difference,) = versions.differences(batch)
    told = [(one.item, one.field, one.old, one.new) for one in difference.changes]
    assert told == [
        ("", "result", "failed", "passed"),
        ("灭蝇胺", "failed", "failed", "not-failed"),
    ]


def test_a_withdrawal_is_told_apart_from_a_correction(inside: Flask) -> None:
    batch = published_batch()
    services.withdraw_batch(batch, reason="来源错行", by=REVIEWER)
    (difference,) = versions.differences(batch)
    assert (difference.is_withdrawal, difference.changes) == (True, ())


def test_each_day_shows_what_stood_when_it_ended(inside: Flask) -> None:
    batch = corrected(days=2)
    assert versions.first_day(batch) == date(2026, 11, 22)
    assert versions.find_standing(batch, date(2026, 11, 21)) is None
    for on, version in ((22, 1), (23, 1), (24, 2), (25, 2)):
        standing = versions.find_standing(batch, date(2026, 11, on))
        assert standing is not None
        assert (standing.version.version, standing.is_newest) == (version, version == 2)


def test_a_day_ends_when_it_ends_in_china(inside: Flask) -> None:
    with time_machine.travel(datetime(2026, 11, 22, 15, 59, tzinfo=UTC), tick=False):
        batch = published_batch()
    assert versions.find_standing(batch, date(2026, 11, 22)) is not None
    with time_machine.travel(datetime(2026, 11, 22, 16, 1, tzinfo=UTC), tick=False):
        services.correct_batch(batch, changes={"spec": "5 kg"}, note="规格写错", by=REVIEWER)
    standing = versions.find_standing(batch, date(2026, 11, 22))
    assert standing is not None
    assert standing.version.version == 1, "16:01 UTC is the next day in China"


def test_corrections_are_listed_for_an_announcement(inside: Flask) -> None:
    batch = corrected()
    assert [one.version for one in versions.list_corrected([batch.id])] == [2]
    assert versions.list_corrected([batch.id], since=MORNING + timedelta(days=3)) == []


def test_the_mapper_changes_and_deletes_no_version(inside: Flask) -> None:
    version = published_batch().versions[0]
    version.note = "另一个说法"
    with pytest.raises(VersionKept):
        db.session.flush()
    db.session.rollback()
    db.session.delete(published_batch().versions[0])
    with pytest.raises(VersionKept):
        db.session.flush()


def test_no_statement_of_the_mapper_does_either(inside: Flask) -> None:
    published_batch()
    with pytest.raises(VersionKept):
        db.session.execute(update(BatchVersion).values(note=""))
    with pytest.raises(VersionKept):
        db.session.execute(delete(BatchVersion))


@pytest.mark.parametrize(
    "statement", ["UPDATE batch_version SET note = ''", "DELETE FROM batch_version"]
)
def test_the_database_itself_refuses(inside: Flask, statement: str) -> None:
    published_batch()
    db.session.flush()
    with pytest.raises(DBAPIError, match="never changed"):
        db.session.execute(text(statement))
