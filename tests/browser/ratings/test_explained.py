"""A derived grade explained: on the enterprise's page and in its scheme, in both languages."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from portal.enterprises.models import Licence
from portal.kernel import clock
from portal.kernel.audit import SYSTEM
from portal.kernel.db import db, write_intent
from portal.places import services as places
from portal.ratings.deriving_many import propose_derived
from portal.ratings.models import Rating
from portal.ratings.rules import Stage
from tests.browser.conftest import Reader
from tests.browser.looking import DARK, ELDER, flaws_of
from tests.factories.enterprises import credit_code, make_enterprise
from tests.factories.inspections import make_record
from tests.factories.ratings import scheme
from tests.factories.sampling import published_batch

Readers = Callable[..., Reader]
PAGE = f"/enterprises/{credit_code(860)}"


@pytest.fixture
def graded(app: Flask) -> None:
    """Put a grade in force that was worked out today from a sample and an inspection."""
    with app.app_context(), write_intent():
        places.mark_as_demo()
        shop = make_enterprise("示例生鲜店", kind="seller", credit_code=credit_code(860))
        first = clock.today() - timedelta(days=700)
        db.session.add(Licence(kind="food-trade", number="JY1", valid_from=first, enterprise=shop))
        published_batch(1, 被抽样单位名称="示例生鲜店", 公告日期=f"{clock.today()}")
        on = clock.today() - timedelta(days=60)
        make_record(shop, inspected_on=on, concluded_on=on)
        propose_derived(scheme("demonstration"), clock.today(), by=SYSTEM)
        rating = db.session.scalars(select(Rating)).one()
        rating.stage = Stage.IN_FORCE
        db.session.commit()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_somebody_sees_why_and_what_would_change_it(
    graded: None, reader: Readers, language: str
) -> None:
    someone = reader(language=language)
    page = someone.open(PAGE)
    table = page.get_by_role("table", name=someone.word("什么会改变这个等级"))
    assert table.get_by_role("row").count() > 3
    page.get_by_text(someone.word("看每一项怎么算")).click()
    assert page.get_by_role("table", name=someone.word("今天的得分由来")).is_visible()
    assert flaws_of(page, DARK, ELDER) == []
    page.locator("#today-demonstration a").click()
    assert page.get_by_role("table", name=someone.word("评分项目")).is_visible()
    assert flaws_of(page, DARK, ELDER) == []
    page = someone.open("/inspections/")
    assert flaws_of(page, DARK, ELDER) == []
    assert someone.complaints == []
