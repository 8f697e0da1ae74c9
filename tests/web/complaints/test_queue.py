"""The queue at a glance, its kept views, many cases at once; and who has how much."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from portal.accounts.queries import get_account
from portal.complaints import queries, services
from portal.kernel import clock
from portal.kernel.db import db, write_intent
from tests.factories.accounts import make_account
from tests.factories.complaints import INTAKE, make_handler
from tests.visitor import Page, Visitor
from tests.web.complaints.conftest import HANDLER, Officer, filed

POSTS = ("", "views", "views/1/removal", "workload/", "workload/1/end", "workload/digest")


@pytest.mark.parametrize("address", POSTS)
def test_a_stranger_may_send_nothing_to_the_queue(
    citizen: Visitor, stranger: Visitor, address: str
) -> None:
    stranger.post(f"/desk/cases/{address}", {}, status=403)
    assert "sign-in" in citizen.post(f"/desk/cases/{address}", {}).location


def test_the_queue_says_at_a_glance_what_is_late_and_groups_by_urgency(
    app: Flask, handler: Visitor
) -> None:
    with time_machine.travel(clock.now() - timedelta(days=60)):
        late = filed(app)
    filed(app, to="")
    page = handler.get("/desk/cases/")
    lights = [light.split() for light in page.all(".light")]
    assert lights[0] == ["1", "已超期"]
    assert ["1", "待接办"] in lights
    assert page.all("tr.grp")[0].startswith("已超期")
    only = handler.get("/desk/cases/?due=late")
    assert [row.split()[0] for row in only.all("tbody th small")] == [late]
    assert handler.get(f"/desk/cases/?q={late[-9:]}").all("tbody th small")
    assert "这里没有" in handler.get("/desk/cases/?q=不存在的店").text
    assert handler.get("/desk/cases/?due=x&q=%00").status == 200


def test_a_filter_is_kept_under_a_name_for_this_person_alone(
    app: Flask, handler: Visitor, officer: Officer
) -> None:
    page = handler.follow("/desk/cases/views?due=late&whose=mine", {"name": "示例晚了的"})
    (link,) = page.soup.select(".view a")
    assert str(link["href"]).endswith("due=late&whose=mine")
    assert link.get("aria-current") == "true"
    assert not officer("handler", name="colleague").get("/desk/cases/").soup.select(".view")
    assert "起个名字" in handler.post("/desk/cases/views?due=late", {"name": ""}, status=422).text
    (form,) = page.soup.select(".view form")
    handler.post(str(form["action"]), {})
    handler.post(str(form["action"]), {}, status=404)


def handled_by(reference: str) -> str:
    handler = queries.get_case(reference).handler
    return handler.username if handler else ""


def boxes(page: Page) -> list[str]:
    return [str(box["value"]) for box in page.soup.select("input[name=cases]")]


def test_ticked_cases_go_to_a_handler_but_not_one_that_changed(
    app: Flask, handler: Visitor, officer: Officer
) -> None:
    first, second = filed(app, to=""), filed(app, to="")
    officer("handler", name="colleague")
    picked = boxes(handler.get("/desk/cases/"))
    with app.app_context(), write_intent():
        person = get_account(HANDLER)
        services.assign_case(queries.get_case(second), handler=person, by=person)
        db.session.commit()
    page = handler.follow("/desk/cases/", {"handler": "colleague", "cases": picked})
    assert "分派了 1 件" in page.text
    assert f"别人刚改过，请再看一眼：{second}" in page.text
    with app.app_context():
        assert [handled_by(one) for one in (first, second)] == ["colleague", HANDLER]
    assert "请选择承办人" in handler.post("/desk/cases/", {"cases": picked}, status=422).text
    assert "勾选" in handler.post("/desk/cases/", {"handler": HANDLER}, status=422).text
    wrong = {"handler": HANDLER, "cases": ["LC26-2222-2222-2222:x"]}
    handler.post("/desk/cases/", wrong, status=404)


def test_a_clerk_ticks_nothing_and_a_leader_gives_cases_away(
    app: Flask, handler: Visitor, officer: Officer
) -> None:
    filed(app, to="")
    assert not boxes(officer("intake-clerk", department=None).get("/desk/cases/"))
    leader = officer("department-leader")
    picked = boxes(leader.get("/desk/cases/"))
    assert (
        "分派了 1 件" in leader.follow("/desk/cases/", {"handler": HANDLER, "cases": picked}).text
    )


def test_the_keyboard_is_explained_on_the_page(handler: Visitor) -> None:
    page = handler.get("/desk/cases/")
    assert page.soup.select_one("details[data-keys] kbd")
    assert page.soup.select_one("input[data-find]")


def test_workload_leave_and_return(app: Flask, handler: Visitor, officer: Officer) -> None:
    reference = filed(app)
    officer("handler", name="colleague")
    today = clock.today().isoformat()
    sent = {"handler": HANDLER, "deputy": "colleague", "from_on": today, "until_on": today}
    wrong = {**sent, "deputy": HANDLER}
    assert "在岗" in handler.post("/desk/cases/workload/", wrong, status=422).text
    page = handler.follow("/desk/cases/workload/", sent)
    assert "代办到" in page.text
    with app.app_context():
        assert handled_by(reference) == "colleague"
    (form,) = page.soup.select("form[action$='/end']")
    assert "没有人请假" in handler.follow(str(form["action"]), {}).text
    handler.post("/desk/cases/workload/99/end", {}, status=404)
    handler.post("/desk/cases/workload/", {}, status=422)


def test_whoever_leads_sees_what_is_late_until_it_is_acknowledged(
    app: Flask, handler: Visitor, officer: Officer
) -> None:
    leader = officer("department-leader")
    leader.post("/desk/cases/workload/digest", {}, status=404)
    with time_machine.travel(clock.now() - timedelta(days=60)):
        late = filed(app)
    with app.app_context(), write_intent():
        services.make_digests()
        db.session.commit()
    assert "还没有人看过" in leader.get("/desk/cases/").text
    assert late in leader.get("/desk/cases/workload/").text
    assert "已看过" in leader.follow("/desk/cases/workload/digest", {}).text
    assert "还没有人看过" not in leader.get("/desk/cases/").text
    handler.post("/desk/cases/workload/digest", {}, status=403)


def test_somebody_without_a_department_has_no_workload(app: Flask, officer: Officer) -> None:
    officer("intake-clerk", department=None).get("/desk/cases/workload/", status=404)
    with app.app_context(), write_intent():
        make_handler(INTAKE)
        make_account("handler", department="agriculture")
        db.session.commit()
    page = officer("handler", department="agriculture", name="far").get("/desk/cases/workload/")
    assert len(page.all("tbody tr")) == 2
