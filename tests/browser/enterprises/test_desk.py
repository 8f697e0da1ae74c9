"""The desk of the register: a table with odd titles is brought in, names are settled, entries one.

Each way through: with scripts, without, and in English.
"""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import FilePayload, expect

from portal.enterprises import naming_queries, queries, services
from portal.jobs import worker
from portal.kernel.db import db, write_intent
from tests.browser.conftest import Reader
from tests.browser.looking import LIGHT, PHONE, flaws_of
from tests.factories.enterprises import credit_code, make_enterprise

Make = Callable[..., Reader]
WAYS = pytest.mark.parametrize(
    ("scripts", "language"),
    [(True, "zh"), (False, "en")],
    ids=["scripts", "English, no scripts"],
)
TITLES = {"哪家": "name", "那个码": "credit_code", "哪一类": "kind", "在哪儿": "address"}
ROWS = (
    f"示例面馆,{credit_code(1)},餐饮服务,示例路 1 号",
    "示例面包店,91330302MA2CXY0001,餐饮服务,示例路 2 号",
)
SHORT, LONG, OTHER = "示例酵母", "温州示例酵母股份有限公司", "温州示例酵母科技厂"


def clerk_of(app: Flask, reader: Make, *, scripts: bool, language: str) -> Reader:
    """Return a data officer who reads this way."""
    clerk = reader(scripts=scripts, language=language)
    clerk.sign_in(app, "data-officer", department="market-regulation")
    return clerk


def looked_at(clerk: Reader) -> list[str]:
    """Return the flaws of the open page; one way through is enough to look at it."""
    is_first = clerk.has_scripts and clerk.language == "zh"
    return flaws_of(clerk.page, LIGHT, PHONE) if is_first else []


def work(app: Flask, clerk: Reader) -> None:
    """Let the worker do what waits, and look again."""
    clerk.page.wait_for_load_state()
    with app.app_context():
        worker.run_all()
    clerk.page.reload()


@WAYS
def test_a_table_is_asked_about_checked_and_written(
    app: Flask, reader: Make, *, scripts: bool, language: str
) -> None:
    clerk = clerk_of(app, reader, scripts=scripts, language=language)
    page = clerk.open("/desk/tables/")
    clerk.field("表格类型").select_option("enterprises")
    clerk.fill("出自哪里", "示例局")
    content = "\n".join((",".join(TITLES), *ROWS)).encode()
    file = FilePayload(name="示例.csv", mimeType="text/csv", buffer=content)
    clerk.field("表格文件").set_input_files(file)
    clerk.press("上传并校验")
    work(app, clerk)
    clerk.follow("指明各列")
    flaws = looked_at(clerk)
    for title, field in TITLES.items():
        page.locator("tr", has_text=title).locator("select").select_option(field)
    clerk.press("保存并校验")
    work(app, clerk)
    refused = page.locator("section", has_text=clerk.word("退回和待核对的内容")).locator("tbody tr")
    expect(refused.last).to_contain_text("91330302MA2CXY0001")
    flaws += looked_at(clerk)
    clerk.press("写入")
    work(app, clerk)
    with app.app_context():
        assert queries.get_enterprise(credit_code(1)).name == "示例面馆"
        assert queries.count_enterprises() == 1
    assert flaws == []


@pytest.fixture
def named(app: Flask) -> None:
    """Enter two firms, and a short name that may mean either."""
    with app.app_context(), write_intent():
        make_enterprise(LONG, credit_code=credit_code(1))
        make_enterprise(OTHER, credit_code=credit_code(2))
        services.ask_about([(SHORT, "")], seen_in="抽检结果")
        db.session.commit()


@WAYS
@pytest.mark.usefixtures("named")
def test_a_name_is_settled_by_its_candidates(
    app: Flask, reader: Make, *, scripts: bool, language: str
) -> None:
    clerk = clerk_of(app, reader, scripts=scripts, language=language)
    page = clerk.open("/desk/names/")
    page.get_by_role("link", name=SHORT).click()
    candidate = page.locator(".chk", has_text=LONG)
    expect(candidate).to_contain_text(clerk.word("是这家企业名称的简称"))
    flaws = looked_at(clerk)
    candidate.locator("input").check()
    clerk.press("记下结论")
    page.wait_for_load_state()
    with app.app_context():
        found = queries.match_name(SHORT)
        assert found is not None
        assert found.name == LONG
        assert naming_queries.count_open_names() == 0
    assert flaws == []


@WAYS
@pytest.mark.usefixtures("named")
def test_two_entries_are_compared_and_become_one(
    app: Flask, reader: Make, *, scripts: bool, language: str
) -> None:
    clerk = clerk_of(app, reader, scripts=scripts, language=language)
    page = clerk.open(f"/desk/mergers/?kept={credit_code(1)}&gone={credit_code(2)}")
    clerk.sees(OTHER)
    clerk.fill("理由", "示例：同一家")
    flaws = looked_at(clerk)
    clerk.press("合并")
    page.wait_for_load_state()
    clerk.open(f"/enterprises/{credit_code(2)}")
    assert page.url.endswith(credit_code(1))
    assert flaws == []
