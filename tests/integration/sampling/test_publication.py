"""Publishing by a second person, holding back, correcting, withdrawing."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal.enterprises.models import Enterprise
from portal.enterprises.rules import EnterpriseKind
from portal.enterprises.services import Entry, add_enterprise
from portal.kernel import audit, clock, signals
from portal.kernel.db import db
from portal.kernel.errors import NotFound, Refused, Withdrawn
from portal.kernel.lifecycle import MoveRefused
from portal.sampling import queries, services
from portal.sampling.models import Announcement, Disposal, SampleBatch
from portal.sampling.rules.batches import BatchStage, Domain, HoldReason, Result
from portal.sampling.rules.disposals import DisposalStage
from portal.sampling.rules.publication import AnnouncementStage
from portal.sampling.services.publication import SamePerson
from tests.factories.enterprises import credit_code
from tests.factories.sampling import (
    OFFICER,
    OPERATOR,
    PASSED,
    REVIEWER,
    bring,
    publish,
    published_batch,
    row,
)


@contextmanager
def heard(signal: Any) -> Iterator[list[SampleBatch]]:
    """Listen to what is told of batches; announcements are told as well."""
    found: list[SampleBatch] = []

    def listen(
        _sender: object, record: SampleBatch | None = None, records: Sequence[int] = ()
    ) -> None:
        found.extend([record] if record else [])
        found.extend(db.session.get_one(SampleBatch, one) for one in records)

    with signal.connected_to(listen, sender=SampleBatch):
        yield found


def test_the_importer_does_not_publish(inside: Flask) -> None:
    brought = bring(row(1))
    with pytest.raises(SamePerson):
        services.publish_import(brought, by=OFFICER)
    assert services.publish_import(brought, by=REVIEWER) == 1


def test_an_operator_may_and_leaves_a_line_of_its_own_kind(inside: Flask) -> None:
    services.publish_import(bring(row(1), by=OPERATOR), by=OPERATOR)
    assert audit.pending()[-1].action == "sampling.published-by-operator"


def test_publishing_makes_results_public_and_tells_the_rooms_above(inside: Flask) -> None:
    brought = bring(row(1), row(2, **PASSED))
    with heard(signals.published) as records:
        services.publish_import(
            brought, by=REVIEWER, announcement_title=" 示例公告 ", announcement_number="第 1 期"
        )
    assert len(records) == 2
    first = records[0]
    assert first.is_public
    assert (first.shown_on, first.shown_year) == (date(2026, 11, 20), 2026)
    assert (first.announcement_title, first.announcement_number) == ("示例公告", "第 1 期")
    assert (first.version, len(first.versions)) == (1, 1)
    assert queries.get_result(first.reference.lower()) is first
    with pytest.raises(MoveRefused):
        services.publish_import(brought, by=REVIEWER)


def test_no_announcement_is_begun_where_every_row_names_its_own(inside: Flask) -> None:
    brought = bring(row(1, 公告号="示例公告 1 号"), row(2, 公告号="示例公告 1 号"))
    services.publish_import(brought, by=REVIEWER, announcement_title="谁也不用的公告")
    told = select(Announcement.title, Announcement.number)
    assert db.session.execute(told).all() == [("", "示例公告 1 号")]


def test_what_is_held_back_announces_nothing_until_it_is_released(inside: Flask) -> None:
    own = {"公告号": "示例公告 9 号"}
    publish(row(1, 任务类型="风险监测", **own), row(2, 检验结论="待定", 任务类型="风险监测", **own))
    (undecided,) = publish(row(3, 检验结论="待定", 公告号="示例公告 10 号"))
    assert db.session.scalar(select(func.count()).select_from(Announcement)) == 0
    services.decide_batch(undecided, result=Result.PASSED, failed=(), note="示例报告", by=REVIEWER)
    (announced,) = db.session.scalars(select(Announcement))
    assert (announced.number, announced.stage) == ("示例公告 10 号", AnnouncementStage.PUBLISHED)
    assert undecided.announcement_id == announced.id


def test_what_is_released_later_joins_the_announcement_of_its_table(inside: Flask) -> None:
    brought = bring(row(1, 检验结论="待定"))
    services.publish_import(brought, by=REVIEWER, announcement_title="示例公告")
    assert db.session.scalar(select(func.count()).select_from(Announcement)) == 0
    (batch,) = db.session.scalars(select(SampleBatch))
    services.decide_batch(batch, result=Result.PASSED, failed=(), note="示例报告", by=REVIEWER)
    (announced,) = db.session.scalars(select(Announcement))
    assert (announced.title, batch.announcement_title) == ("示例公告", "示例公告")
    assert (batch.announcement_id, batch.shown_on) == (announced.id, batch.announced_on)


def test_without_a_notice_a_result_is_of_the_day_it_becomes_public(inside: Flask) -> None:
    assert published_batch(公告日期="").shown_on == clock.today()


def test_each_failed_batch_has_exactly_one_disposal(inside: Flask) -> None:
    publish(row(1), row(2, **PASSED), row(3, 任务类型="快速检测"))
    assert db.session.scalar(select(func.count()).select_from(Disposal)) == 1
    disposal = db.session.scalars(select(Disposal)).one()
    assert (disposal.stage, disposal.department) == (DisposalStage.WAITING, "market-regulation")
    assert disposal.due_on is None


def test_the_department_follows_what_was_sampled(inside: Flask) -> None:
    batch = published_batch(食品大类="农产品")
    assert batch.domain is Domain.AGRI
    assert batch.disposal is not None
    assert batch.disposal.department == "agriculture"


def test_the_undecided_and_risk_monitoring_are_held_back(inside: Flask) -> None:
    batches = publish(row(1, 检验结论="待定"), row(2, 任务类型="风险监测"))
    assert [batch.batch_stage for batch in batches] == [BatchStage.HELD] * 2
    assert [batch.hold_reason for batch in batches] == [
        HoldReason.UNDECIDED,
        HoldReason.RISK_MONITORING,
    ]
    for batch in batches:
        with pytest.raises(NotFound):
            queries.get_result(batch.reference)


def test_names_of_the_register_are_linked_exactly_and_never_entered(inside: Flask) -> None:
    entry = Entry(name="示例生鲜店", kind=EnterpriseKind.SELLER)
    shop = add_enterprise(entry, by=OPERATOR)
    batch = published_batch(被抽样单位名称="示 例生鲜店")
    assert batch.seller is shop
    assert batch.maker is None
    assert db.session.scalar(select(func.count()).select_from(Enterprise)) == 1
    assert list(queries.list_of_enterprise(shop.id)) == [batch]
    assert queries.count_of_enterprise(shop.id) == {Result.FAILED: 1}
    assert queries.count_of_enterprise(shop.id, since=date(2026, 11, 21)) == {}


def test_two_shops_of_one_name_are_told_apart_by_their_codes(inside: Flask) -> None:
    here, there = (
        add_enterprise(
            Entry(name="示例生鲜店", kind=EnterpriseKind.SELLER, credit_code=credit_code(number)),
            by=OPERATOR,
        )
        for number in (701, 702)
    )
    told, other, silent, strange = publish(
        row(1, 社会信用代码=credit_code(701)),
        row(2, 社会信用代码=credit_code(702)),
        row(3, 社会信用代码=""),
        row(4, 社会信用代码=credit_code(703)),
    )
    assert (told.seller, other.seller) == (here, there)
    assert silent.seller is None, "two bear this name: people must decide"
    assert strange.seller is None, "another code is another shop"


def test_a_person_is_masked_wherever_the_public_reads(inside: Flask) -> None:
    batch = published_batch(被抽样单位名称="陈示例", 被抽样单位地址="示例路 1 号")
    assert (batch.seller_shown, batch.seller_address_shown) == ("陈某", "")
    assert "陈某" in batch.search_text
    assert "陈示例" not in batch.search_text
    assert "陈示例" not in str(batch.versions[0].snapshot)


def test_a_correction_is_a_new_version_with_a_note(inside: Flask) -> None:
    batch = published_batch()
    with heard(signals.published) as records:
        services.correct_batch(
            batch, changes={"spec": "5 kg", "result": "passed"}, note="规格写错", by=REVIEWER
        )
    assert records == [batch]
    assert (batch.spec, batch.result, batch.version) == ("5 kg", Result.FAILED, 2)
    assert batch.batch_stage is BatchStage.CORRECTED
    db.session.refresh(batch)
    assert [(one.version, one.note) for one in batch.versions] == [(2, "规格写错"), (1, "")]
    assert batch.versions[1].snapshot["spec"] == "散装"


def test_a_correction_needs_a_note_and_a_change(inside: Flask) -> None:
    batch = published_batch()
    with pytest.raises(Refused) as refused:
        services.correct_batch(batch, changes={"spec": "5 kg"}, note=" ", by=REVIEWER)
    assert refused.value.field == "note"
    with pytest.raises(Refused):
        services.correct_batch(batch, changes={"spec": " 散装"}, note="没改", by=REVIEWER)


def test_a_withdrawn_result_leaves_its_reason_behind(inside: Flask) -> None:
    batch = published_batch()
    with pytest.raises(Refused):
        services.withdraw_batch(batch, reason="", by=REVIEWER)
    with heard(signals.withdrawn) as records:
        services.withdraw_batch(batch, reason="来源错行", by=REVIEWER)
    assert records == [batch]
    assert not batch.is_listed
    with pytest.raises(Withdrawn, match="来源错行"):
        queries.get_result(batch.reference)
    with pytest.raises(MoveRefused):
        services.withdraw_batch(batch, reason="再撤", by=REVIEWER)
