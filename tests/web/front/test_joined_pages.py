"""One enterprise with everything known of it, and a result with its parties' grades."""

import csv
import io
from datetime import date
from decimal import Decimal

import pytest
import time_machine
from flask import Flask

from portal.enterprises.rules import EnterpriseKind
from portal.kernel import clock
from portal.kernel.db import db, write_intent
from portal.ratings.rules import Origin
from portal.sampling.models import Disposal, DisposalStep, TestItem
from portal.sampling.rules.disposals import DisposalStage
from tests.factories.commitments import make_batch, make_failed
from tests.factories.enterprises import credit_code, make_enterprise
from tests.factories.ratings import make_rating, scheme
from tests.visitor import Visitor

CODE = credit_code(1)
ADDRESS = f"/enterprises/{CODE}"


@pytest.fixture
def maker(app: Flask) -> int:
    """Return a maker with two schemes' grades and a past, and its results."""
    with app.app_context(), write_intent():
        enterprise = make_enterprise("示例鱼饼食品有限公司", credit_code=CODE)
        make_rating(
            enterprise, effective_on=date(2025, 5, 6), expires_on=date(2026, 5, 5),
            level="C", score=Decimal(52), factors=(), document="示例文件 2025",
        )  # fmt: skip
        make_rating(enterprise)
        make_rating(
            enterprise, scheme=scheme("credit-class"), level="A", score=None, factors=(),
            basis="未列入严重违法失信名单。",
        )  # fmt: skip
        make_batch(maker_id=enterprise.id)
        db.session.commit()
        return enterprise.id


def test_the_grade_stands_first_in_words_with_its_table_and_sum(
    maker: int, citizen: Visitor
) -> None:
    page = citizen.get(ADDRESS)
    for words in (
        "B 级，较低风险", "每年至少现场检查 1 至 2 次", "静态 27 + 动态 9.5 = 36.5", "36.5 / 100",
        "由文件导入：示例评级文件 1 号", "速冻调制食品，含水产原料", "A 类，信用风险低",
        "未列入严重违法失信名单。",
    ):  # fmt: skip
        assert words in page.text
    assert page.soup.select_one("svg.scale") is not None


def test_the_history_shows_each_grade_with_its_days(maker: int, citizen: Visitor) -> None:
    page = citizen.get(ADDRESS)
    assert "2025-05-06 至 2026-05-05" in page.text
    assert page.soup.select_one("figure svg .ch-line") is not None


def test_an_expired_grade_is_history_only(maker: int, citizen: Visitor) -> None:
    with time_machine.travel("2028-01-01T00:00:00Z", tick=False):
        page = citizen.get(ADDRESS)
    assert "还没有公开的等级" in page.text
    assert "2026-05-06 至 2027-05-05" in page.text


def test_a_score_without_factors_is_said_to_have_none(app: Flask, citizen: Visitor) -> None:
    with app.app_context(), write_intent():
        make_rating(
            make_enterprise(credit_code=CODE), factors=(), adjustment="省级抽检不合格，上调一级",
            level="C", expires_on=None,
        )  # fmt: skip
        db.session.commit()
    page = citizen.get(ADDRESS)
    for words in (
        "总分 36.5，满分 100",
        "没有随文件公开",
        "上调一级",
        "有效期未设定",
        "2026-05-06 起",
    ):
        assert words in page.text


def test_results_and_disposals_are_shown_failures_with_their_step(
    app: Flask, maker: int, citizen: Visitor
) -> None:
    with app.app_context(), write_intent():
        failed = make_failed(DisposalStage.NOTIFIED, maker_id=maker)
        failed.product = "示例香辣鱼饼"
        db.session.add(
            TestItem(
                batch_id=failed.id, position=0, name="山梨酸", ratio=1.3, is_failed=True, line=1
            )
        )
        disposal = db.session.query(Disposal).one()
        disposal.started_on = date(2026, 3, 3)
        step = DisposalStep(
            disposal_id=disposal.id, stage=DisposalStage.NOTIFIED, done_on=date(2026, 5, 21),
            document="示例送达回证", recorded_by="handler-1", recorded_at=clock.now(),
        )  # fmt: skip
        db.session.add(step)
        make_failed(DisposalStage.WAITING, maker_id=maker)
        db.session.commit()
        reference = failed.reference
    page = citizen.get(ADDRESS)
    for words in (
        "山梨酸超过限值 30%",
        "示例送达回证",
        "超期",
        "还没有开始",
        "2 批次合格" and "1 批次合格",
    ):
        assert words in page.text
    page = citizen.get(f"/sampling/{reference}")
    assert "标称生产企业" in page.all("h3")
    assert "近三年抽检 3 批次，2 批次不合格。" in page.text
    assert "较低风险" in page.text


def test_the_table_of_the_register_says_where_each_grade_comes_from(
    app: Flask, citizen: Visitor
) -> None:
    with app.app_context(), write_intent():
        maker = make_enterprise("示例来历厂")
        make_rating(maker, document="示例评定文件")
        make_rating(maker, scheme=scheme("demonstration"), level="B", origin=Origin.DERIVED)
        db.session.commit()
    text = citizen.client.get("/enterprises.csv?q=来历").get_data().decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text))
    assert "由文件导入：示例评定文件" in row["等级的来历"]
    assert "示例评级 由本站按方案算出" in row["等级的来历"]
    (told,) = citizen.get("/enterprises.json?q=来历").response.get_json()["enterprises"]
    assert {one["origin"] for one in told["grade_origins"]} == {"imported", "derived"}


def test_the_register_and_the_results_show_grades_in_their_rows(
    app: Flask, maker: int, citizen: Visitor
) -> None:
    with app.app_context(), write_intent():
        make_batch(seller_id=maker, seller_name="示例鱼饼食品有限公司")
        make_enterprise("示例没有等级的店")
        db.session.commit()
    page = citizen.get("/enterprises/")
    assert page.all(".ent-grade .g") == ["B", "A"]
    assert "还没有等级" in page.text
    page = citizen.get("/enterprises/?grade=food-risk-2016.B")
    assert page.all(".row h3") == ["示例鱼饼食品有限公司"]
    assert citizen.get("/enterprises/?grade=food-risk-2016.A").all(".row h3") == []
    assert "B" in citizen.get("/sampling/").all(".row .g")


def test_a_pilot_scheme_is_shown_as_not_set(app: Flask, citizen: Visitor) -> None:
    with app.app_context(), write_intent():
        make_enterprise(credit_code=CODE, kind=EnterpriseKind.COSMETICS)
        db.session.commit()
    assert "等级和分值未设定" in citizen.get(ADDRESS).text
