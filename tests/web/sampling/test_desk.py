"""Bringing tables in and publishing them, on the desk."""

import io
from collections.abc import Callable

import pytest
from flask import Flask

from portal.jobs import worker
from portal.kernel.db import db, write_intent
from portal.sampling import queries
from portal.sampling.services import imports
from tests.factories.sampling import OFFICER, PASSED, bring, publish, row, table
from tests.visitor import Page, Visitor

Officer = Callable[..., Visitor]
HTMX = {"HX-Request": "true"}
DESK = "/desk/sampling"


def upload(visitor: Visitor, content: bytes, status: int = 303, name: str = "示例.csv") -> Page:
    fields = {"file": (io.BytesIO(content), name), "domain": ""}
    return visitor.post(
        f"{DESK}/imports/", fields, status=status, content_type="multipart/form-data"
    )


def waiting(app: Flask, *rows: dict[str, str]) -> str:
    with app.app_context(), write_intent():
        reference = bring(*(rows or (row(1), row(2, 食品名称="")))).reference
        db.session.commit()
    return reference


def public(app: Flask) -> str:
    with app.app_context(), write_intent():
        reference = publish(row(9))[0].reference
        db.session.commit()
    return reference


def test_an_upload_is_checked_in_the_background_and_reported(app: Flask, officer: Officer) -> None:
    clerk = officer("data-officer")
    address = upload(clerk, table(row(1), row(2, 食品名称=""), row(1))).location
    page = clerk.get(address)
    poll = page.soup.select_one("#report")
    assert poll is not None
    assert clerk.client.get(str(poll["hx-get"]), headers=HTMX).status_code == 204
    with app.app_context():
        worker.run_all()
    fragment = clerk.get(str(poll["hx-get"]), headers=HTMX)
    assert fragment.soup.select_one("html") is None
    assert not fragment.soup.select("[hx-get]"), "it stops asking"
    page = clerk.get(address)
    assert page.all("tbody tr td") == ["3", "食品名称", "没有产品名称"]
    refused = clerk.client.get(f"{address}/rejections.csv").get_data(as_text=True)
    assert refused == "\ufeff行号,列,原因\r\n3,食品名称,没有产品名称\r\n"
    assert "示例.csv" in clerk.get(f"{DESK}/imports/").text


def test_the_page_shows_how_far_the_check_is(app: Flask, officer: Officer) -> None:
    clerk = officer("data-officer")
    address = upload(clerk, table(row(1))).location
    with app.app_context(), write_intent():
        job = queries.list_newest_imports()[0].job
        assert job is not None
        job.done_count, job.total_count = 500, 2000
        db.session.commit()
    assert "已校验 500 行，共 2,000 行" in clerk.get(address).text


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "0 字节"),
        (b"\n", "没有内容"),
        (b"<html></html>", "网页"),
        (b"PK\x03\x04broken", "已损坏"),
        (b"\xff\xff\xfe\x81", "编码"),
        ("甲,乙\n1,2".encode(), "没有找到表头"),
    ],
)
def test_what_is_no_table_is_told_at_the_field(
    officer: Officer, content: bytes, sentence: str
) -> None:
    page = upload(officer("data-officer"), content, status=422)
    assert sentence in page.all("#file-error")[0]
    assert "还没有导入过" in page.text


def test_a_file_must_be_chosen_and_may_not_be_too_large(
    officer: Officer, monkeypatch: pytest.MonkeyPatch
) -> None:
    clerk = officer("data-officer")
    assert "请选择" in clerk.post(f"{DESK}/imports/", {"domain": ""}, status=422).text
    monkeypatch.setattr("portal.tables.reading.LARGEST_FILE", 10)
    assert "超过" in upload(clerk, b"x" * 11, status=422).text


def test_a_large_file_that_is_no_table_is_told_on_its_page(
    app: Flask, officer: Officer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imports, "LOOKED_INTO_AT_ONCE", 1)
    clerk = officer("data-officer")
    address = upload(clerk, b"<html></html>").location
    with app.app_context():
        worker.run_all()
    assert "网页" in clerk.get(address).text


def test_a_second_person_publishes_a_whole_import(app: Flask, officer: Officer) -> None:
    reference = waiting(app)
    reviewer = officer("reviewer")
    assert "1 份待审核" in reviewer.get(f"{DESK}/review/").text
    page = reviewer.get(f"{DESK}/review/{reference}")
    assert "公示 1 批次" in page.text
    assert "灭蝇胺" in page.text
    facts = {"publish-announcement_title": "示例公告", "publish-announcement_number": "第 1 期"}
    page = reviewer.follow(f"{DESK}/review/{reference}/publish", facts)
    assert "公示。" in page.text
    assert "没有待审核的导入" in reviewer.get(f"{DESK}/review/").text
    assert "1 批次" in reviewer.get("/sampling/").text
    reviewer.post(f"{DESK}/review/{reference}/publish", facts, status=409)


def test_the_importer_is_refused_as_publisher(app: Flask, officer: Officer) -> None:
    both = officer("data-officer", "reviewer", name=OFFICER.name)
    reference = waiting(app)
    assert "须由另一位审核人员公示" in both.get(f"{DESK}/review/{reference}").text
    page = both.post(f"{DESK}/review/{reference}/publish", {}, status=422)
    assert "导入和公示须由两个人办理" in page.text
    assert "还没有公开的抽检结果" in both.get("/sampling/").text


def test_an_import_is_returned_with_a_reason(app: Flask, officer: Officer) -> None:
    reference, reviewer = waiting(app), officer("reviewer")
    address = f"{DESK}/review/{reference}/return"
    assert "请写明理由" in reviewer.post(address, {}, status=422).text
    reviewer.post(address, {"return-reason": "第 3 行缺产品名称"})
    assert "第 3 行缺产品名称" in reviewer.get(f"{DESK}/review/{reference}").text
    assert "审核退回" in officer("data-officer").get(f"{DESK}/imports/{reference}").text


def test_announcements_that_are_too_long_come_back(app: Flask, officer: Officer) -> None:
    address = f"{DESK}/review/{waiting(app)}/publish"
    facts = {"publish-announcement_number": "长" * 200}
    assert "最多 120 个字" in officer("reviewer").post(address, facts, status=422).text


def test_a_reviewer_corrects_a_result(app: Flask, officer: Officer) -> None:
    reference, reviewer = public(app), officer("reviewer")
    assert "更正或撤回" in reviewer.get(f"/sampling/{reference}").text
    page = reviewer.get(f"{DESK}/results/{reference}")
    facts = {str(tag["name"]): str(tag.get("value", "")) for tag in page.soup.select("input[name]")}
    address = f"{DESK}/results/{reference}/correct"
    assert "请写明更正的原因" in reviewer.post(address, facts, status=422).text
    facts["note"] = "规格写错"
    assert "没有改动" in reviewer.post(address, facts, status=422).text
    page = reviewer.follow(address, {**facts, "spec": "5 kg"})
    assert "规格写错" in page.text


def test_a_reviewer_withdraws_a_result(app: Flask, officer: Officer) -> None:
    reference, reviewer = public(app), officer("reviewer")
    address = f"{DESK}/results/{reference}/withdraw"
    assert "请写明理由" in reviewer.post(address, {}, status=422).text
    reviewer.post(address, {"withdraw-reason": "来源错行"})
    reviewer.get(f"/sampling/{reference}", status=410)
    reviewer.get(f"{DESK}/results/{reference}", status=410)


def test_unknown_references_are_not_found(officer: Officer) -> None:
    officer("data-officer").get(f"{DESK}/imports/NONE", status=404)
    officer("reviewer").get(f"{DESK}/review/NONE", status=404)


def doors(app: Flask) -> dict[str, str]:
    reference, result = waiting(app, row(7, **PASSED)), public(app)
    return {
        f"{DESK}/imports/": "data-officer",
        f"{DESK}/imports/{reference}": "data-officer",
        f"{DESK}/imports/{reference}/rejections.csv": "data-officer",
        f"{DESK}/review/": "reviewer",
        f"{DESK}/review/{reference}": "reviewer",
        f"{DESK}/results/{result}": "reviewer",
    }


def test_each_page_opens_for_its_role_only(
    app: Flask, citizen: Visitor, stranger: Visitor, officer: Officer
) -> None:
    clerk, reviewer = officer("data-officer"), officer("reviewer")
    for address, role in doors(app).items():
        mine, other = (clerk, reviewer) if role == "data-officer" else (reviewer, clerk)
        mine.get(address)
        other.get(address, status=403)
        stranger.get(address, status=403)
        assert "/sign-in" in citizen.get(address, status=303).location


def test_nothing_is_changed_by_those_who_may_not(
    app: Flask, citizen: Visitor, stranger: Visitor
) -> None:
    reference, result = waiting(app), public(app)
    for address in (
        f"{DESK}/imports/",
        f"{DESK}/review/{reference}/publish",
        f"{DESK}/review/{reference}/return",
        f"{DESK}/results/{result}/correct",
        f"{DESK}/results/{result}/withdraw",
    ):
        stranger.post(address, {}, status=403)
        assert "/sign-in" in citizen.post(address, {}, status=303).location
