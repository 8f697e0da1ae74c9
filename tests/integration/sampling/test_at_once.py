from collections.abc import Callable

from flask import Flask
from sqlalchemy import func, select

from portal.kernel import clock
from portal.kernel.audit import Actor
from portal.kernel.db import db
from portal.sampling import queries, services
from portal.sampling.models import BatchVersion, Disposal, DisposalStep, SampleBatch, SampleImport
from portal.sampling.rules.disposals import DisposalStage
from tests.crowd import Deed, at_once, kept
from tests.factories import sampling as factory


def reviewer(number: int) -> Actor:
    return Actor(kind="staff", name=f"reviewer-{number}", role="reviewer")


def test_an_import_published_by_several_at_once_is_published_once(app: Flask) -> None:
    reference = kept(app, lambda: factory.bring(factory.row(1), factory.row(2)).reference)

    def publishing(number: int) -> Callable[[], Deed]:
        def look() -> Deed:
            brought = queries.get_import(reference)
            return lambda: services.publish_import(brought, by=reviewer(number))

        return look

    assert sum(at_once(app, [publishing(number) for number in range(4)])) == 1
    with app.app_context():
        assert db.session.scalar(select(func.count(BatchVersion.id))) == 2
        assert db.session.scalar(select(func.count(Disposal.id))) == 2


def test_one_table_brought_in_by_several_at_once_is_brought_in_once(app: Flask) -> None:
    def bring() -> Deed:
        return lambda: factory.bring(factory.row(1), factory.row(2))

    assert all(at_once(app, [bring] * 4))
    with app.app_context():
        assert db.session.scalar(select(func.count(SampleBatch.id))) == 2
        counts = db.session.scalars(select(SampleImport.duplicate_count)).all()
        assert sorted(counts) == [0, 2, 2, 2]


def test_an_import_published_and_returned_at_once_is_one_of_both(app: Flask) -> None:
    reference = kept(app, lambda: factory.bring(factory.row(1)).reference)

    def publish() -> Deed:
        brought = queries.get_import(reference)
        return lambda: services.publish_import(brought, by=reviewer(1))

    def give_back() -> Deed:
        brought = queries.get_import(reference)
        return lambda: services.return_import(brought, reason="示例", by=reviewer(2))

    assert sorted(at_once(app, [publish, give_back])) == [False, True]
    with app.app_context():
        stage = db.session.scalars(select(SampleImport.stage)).one()
        public = db.session.scalar(select(func.count(BatchVersion.id)))
    assert (stage.value, public) in {("published", 1), ("returned", 0)}


def test_a_result_withdrawn_by_two_at_once_is_withdrawn_once(app: Flask) -> None:
    reference = kept(app, lambda: factory.published_batch().reference)

    def withdraw() -> Deed:
        batch = queries.get_result(reference)
        return lambda: services.withdraw_batch(batch, reason="示例", by=reviewer(1))

    assert sorted(at_once(app, [withdraw, withdraw])) == [False, True]


def test_a_step_recorded_by_two_at_once_is_recorded_once(app: Flask) -> None:
    reference = kept(app, lambda: factory.published_batch().reference)

    def record() -> Deed:
        disposal = db.session.scalars(select(Disposal)).one()
        return lambda: services.record_step(
            disposal,
            stage=DisposalStage.NOTIFIED,
            done_on=clock.today(),
            document="示例文书",
            by=factory.HANDLER,
        )

    assert reference
    assert sorted(at_once(app, [record, record, record])) == [False, False, True]
    with app.app_context():
        assert db.session.scalar(select(func.count(DisposalStep.id))) == 1
