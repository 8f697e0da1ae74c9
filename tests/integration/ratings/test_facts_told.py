"""Which records tell a fact that a grade may follow from."""

from datetime import date

from flask import Flask

from portal.enterprises import facts
from portal.enterprises.models import Licence
from portal.kernel.db import db
from tests.factories.enterprises import make_enterprise
from tests.factories.sampling import published_batch
from tests.integration.ratings.test_derived import LATER, TODAY, failed, shop, that_day

__all__ = ["that_day"]


def test_only_supervision_sampling_of_those_named_tells_a_fact(inside: Flask) -> None:
    owner = shop()
    failed(1)
    published_batch(2, 被抽样单位名称="示例生鲜店", 任务类型="评价性抽检")
    published_batch(3, 被抽样单位名称="示例生鲜店", 任务类型="快检")
    published_batch(4, 被抽样单位名称="示例别家店")
    published_batch(5, 被抽样单位名称="示例生鲜店", 标称生产企业名称="示例生鲜店")
    told = facts.facts_of([owner.id], LATER)[owner.id]
    assert {one.detail for one in told if one.kind == "sampling-failed"} == {
        "豇豆（示例）（经营）抽检不合格",
        "豇豆（示例）（生产）抽检不合格",
    }
    assert len([one for one in told if one.kind == "sampling-failed"]) == 2
    before = facts.facts_of([owner.id], date(2026, 11, 19))[owner.id]
    assert [one.kind for one in before] == ["kind:seller", "licence:food-trade"]


def test_a_product_number_is_no_licence_and_a_licence_without_a_day_tells_nothing(
    inside: Flask,
) -> None:
    maker = make_enterprise()
    for kind, first in (("drug-approval", date(2020, 1, 1)), ("food-production", None)):
        db.session.add(Licence(kind=kind, number="x", valid_from=first, enterprise=maker))
    db.session.flush()
    assert [one.kind for one in facts.facts_of([maker.id], TODAY)[maker.id]] == ["kind:maker"]
