"""Grades for tests."""

from datetime import date
from decimal import Decimal
from typing import Any

from portal.enterprises.models import Enterprise
from portal.kernel.audit import Actor
from portal.ratings import services
from portal.ratings.models import Rating
from portal.ratings.rules import Factor, Scheme
from portal.ratings.scheme_files import find_scheme
from portal.ratings.services import Proposal

PROPOSER = Actor(kind="staff", name="data-officer-1", role="data-officer")
REVIEWER = Actor(kind="staff", name="reviewer-1", role="reviewer")
FACTORS = (
    Factor(
        "食品类别", "速冻调制食品，含水产原料", "食品生产许可证", Decimal(12), Decimal(15), "static"
    ),
    Factor("生产规模", "年产 1,800 吨", "2025 年度报告", Decimal("15.0"), Decimal(25), "static"),
    Factor(
        "日常检查",
        "检查 48 项，2 项不符合",
        "检查表 示例 0418",
        Decimal("4.0"),
        Decimal(25),
        "dynamic",
    ),
    Factor(
        "抽检",
        "近 12 个月 9 批次，1 批次不合格",
        "抽检记录",
        Decimal("5.5"),
        Decimal(20),
        "dynamic",
    ),
)


def scheme(code: str = "food-risk-2016") -> Scheme:
    """Return a scheme that exists."""
    found = find_scheme(code)
    assert found is not None
    return found


def proposal(**facts: Any) -> Proposal:
    """Return a proposal: B by the risk grading of 2016, told to the enterprise long ago."""
    told = {
        "scheme": scheme(),
        "level": "B",
        "score": Decimal("36.5"),
        "factors": FACTORS,
        "document": "示例评级文件 1 号",
        "effective_on": date(2026, 5, 6),
        "expires_on": date(2027, 5, 5),
        "notified_on": date(2026, 4, 1),
        "objection_until": date(2026, 4, 20),
    }
    return Proposal(**{**told, **facts})


def make_rating(enterprise: Enterprise, **facts: Any) -> Rating:
    """Return a grade in force; the caller commits."""
    rating = services.propose_rating(enterprise, proposal(**facts), by=PROPOSER)
    services.review_ratings([rating], by=REVIEWER)
    services.publish_ratings([rating], by=REVIEWER)
    return rating
