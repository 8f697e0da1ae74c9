"""The schemes explained to people, and the outlook on an enterprise's page."""

import re
from collections.abc import Callable, Iterator
from datetime import date

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from portal.enterprises.models import Licence
from portal.kernel.audit import SYSTEM
from portal.kernel.db import db, write_intent
from portal.places import services as places
from portal.ratings import services
from portal.ratings.deriving_many import propose_derived
from portal.ratings.models import Rating
from portal.ratings.scheme_files import schemes
from portal.sampling import services as sampling
from portal.sampling.models import SampleBatch
from tests.factories.enterprises import credit_code, make_enterprise
from tests.factories.ratings import REVIEWER, scheme
from tests.factories.sampling import HANDLER, published_batch
from tests.visitor import Visitor

SHOP = f"/enterprises/{credit_code(9)}"


@pytest.fixture(autouse=True)
def that_day() -> Iterator[None]:
    with time_machine.travel("2026-11-22 02:00:00 +0000", tick=False):
        yield


@pytest.fixture
def demo(app: Flask) -> Flask:
    with app.app_context(), write_intent():
        places.mark_as_demo()
        db.session.commit()
    return app


@pytest.fixture
def graded(demo: Flask) -> Flask:
    with demo.app_context(), write_intent():
        shop = make_enterprise("示例生鲜店", kind="seller", credit_code=credit_code(9))
        first = date(2024, 1, 1)
        db.session.add(Licence(kind="food-trade", number="JY1", valid_from=first, enterprise=shop))
        published_batch(1, 被抽样单位名称="示例生鲜店")
        db.session.commit()
    return demo


def test_every_scheme_is_explained_in_both_languages(demo: Flask, citizen: Visitor) -> None:
    listed = citizen.get("/ratings/schemes/")
    assert "示例，只用于演示" in listed.text
    for code, version in schemes():
        page = citizen.get(f"/ratings/schemes/{code}/{version}")
        assert page.heading
    english = citizen.get("/ratings/schemes/demonstration/2", headers={"Accept-Language": "en"})
    assert english.status == 200


def test_a_scheme_made_up_for_demonstration_is_nowhere_else(citizen: Visitor) -> None:
    assert "示例评级方案" not in citizen.get("/ratings/schemes/").text
    citizen.get("/ratings/schemes/demonstration/2", status=404)


def test_factors_points_and_cut_offs_stand_as_the_file_has_them(
    demo: Flask, citizen: Visitor
) -> None:
    page = citizen.get("/ratings/schemes/demonstration/2").text
    assert "近 12 个月每有一次监督抽检不合格计 12 分" in page
    assert "高于 30，至 45 分" in page
    assert "集体用餐配送：25 分" in page
    assert "多于 2，至 5：12 分" in page
    assert "没有记录：8 分" in page
    assert "近 12 个月每有一次监督抽检不合格计 10 分 / 20" in page


def test_what_is_not_set_is_said_to_be_so(citizen: Visitor) -> None:
    assert "未设定" in citizen.get("/ratings/schemes/cosmetics-credit/pilot").text
    risk = citizen.get("/ratings/schemes/food-risk-2016/2016").text
    assert "分值没有公开" in risk
    assert "拒绝、逃避、阻挠" in risk
    assert "9 分起，低于" not in citizen.get("/ratings/schemes/catering-dynamic/2012").text


@pytest.mark.parametrize("address", ["demonstration/3", "nothing/1", "food-risk-2016/%00"])
def test_an_unknown_scheme_is_not_found(citizen: Visitor, address: str) -> None:
    citizen.get(f"/ratings/schemes/{address}", status=404)


def in_force(app: Flask) -> str:
    """Put the derived grade in force and return its reference."""
    with app.app_context(), write_intent():
        done = propose_derived(scheme("demonstration"), date(2026, 11, 22), by=SYSTEM)
        rating = db.session.scalars(select(Rating)).one()
        services.review_ratings([rating], by=REVIEWER)
        day = date(2026, 11, 22)
        services.record_notice([rating], notified_on=day, objection_until=day, by=REVIEWER)
        with time_machine.travel("2026-11-23 02:00:00 +0000", tick=False):
            services.publish_ratings([rating], by=REVIEWER)
        db.session.commit()
        return done.proposed[0]


def test_the_page_says_what_would_change_the_grade(graded: Flask, citizen: Visitor) -> None:
    in_force(graded)
    with time_machine.travel("2026-11-24 02:00:00 +0000", tick=False):
        page = citizen.get(SHOP).text
    assert "2026-11-24：B 级，37 分，和现行等级一致" in page
    assert "再有一批监督抽检不合格" in page
    assert "按上一版方案（1）算：B 级，35 分" in page
    assert "改判、撤销或撤回" in page


def test_what_counted_is_one_step_away_in_the_language_that_is_read(
    graded: Flask, citizen: Visitor
) -> None:
    in_force(graded)
    with time_machine.travel("2026-11-24 02:00:00 +0000", tick=False):
        for root in ("", "/en"):
            page = citizen.get(root + SHOP)
            (record,) = {link for link in page.links() if re.search(r"/sampling/\w{4}-", link)}
            assert record.startswith(f"{root}/sampling/")


def test_factors_are_named_in_the_language_that_is_read(graded: Flask, citizen: Visitor) -> None:
    in_force(graded)
    with time_machine.travel("2026-11-24 02:00:00 +0000", tick=False):
        for root, named, other in (
            ("", "近 24 个月行政处罚", "Administrative penalties of 24 months"),
            ("/en", "Administrative penalties of 24 months", "近 24 个月行政处罚"),
        ):
            heads = [
                one.get_text() for one in citizen.get(root + SHOP).soup.select("th[scope=row]")
            ]
            assert (heads.count(named), heads.count(other)) == (2, 0)


def test_a_grade_that_no_longer_follows_says_so_and_not_which_follows(
    graded: Flask, citizen: Visitor
) -> None:
    in_force(graded)
    with graded.app_context(), write_intent():
        batch = db.session.scalars(select(SampleBatch)).one()
        sampling.overturn_batch(batch, note="复检合格（示例）", by=HANDLER)
        db.session.commit()
    with time_machine.travel("2026-11-24 02:00:00 +0000", tick=False):
        page = citizen.get(SHOP).text
    assert "事实有了变化" in page
    assert "25 分" not in page


def test_a_proposed_grade_shows_nowhere_but_at_the_desk(
    graded: Flask, officer: Callable[..., Visitor], citizen: Visitor
) -> None:
    with graded.app_context(), write_intent():
        day = date(2026, 11, 22)
        (reference,) = propose_derived(scheme("demonstration"), day, by=SYSTEM).proposed
        db.session.commit()
    page = citizen.get(SHOP)
    assert reference not in page.html
    assert "按今天的事实算" not in page.text
    desk = officer("data-officer").get(f"/desk/ratings/{reference}").text
    assert "豇豆（示例）（经营）抽检不合格" in desk
    assert "由本站按示例评级方案" in desk


def test_an_enterprise_that_is_not_graded_says_why(demo: Flask, citizen: Visitor) -> None:
    with demo.app_context(), write_intent():
        new = make_enterprise("示例新店", kind="seller", credit_code=credit_code(9))
        first = date(2026, 10, 1)
        db.session.add(Licence(kind="food-trade", number="JY1", valid_from=first, enterprise=new))
        db.session.commit()
    assert "现在不评级：新领许可证未满 3 个月" in citizen.get(SHOP).text


def test_without_a_scheme_that_counts_nothing_is_foreseen(app: Flask, citizen: Visitor) -> None:
    with app.app_context(), write_intent():
        make_enterprise("示例餐馆", kind="caterer", credit_code=credit_code(9))
        db.session.commit()
    assert "按今天的事实算" not in citizen.get(SHOP).text
