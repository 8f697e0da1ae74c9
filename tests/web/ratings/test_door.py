"""What a badge shows, what a scanned sign says, and that neither outlives its truth."""

from datetime import date, datetime
from decimal import Decimal
from urllib.parse import urlsplit

import pytest
import time_machine
from bs4 import BeautifulSoup
from defusedxml import ElementTree
from flask import Flask

from portal.enterprises import queries as enterprises
from portal.enterprises.rules import EnterpriseKind
from portal.kernel.db import db, write_intent
from portal.ratings import queries, services
from portal.ratings.door.stamps import Stamp, StampKind, sign_stamp
from tests.factories.door import read_code, read_sheet
from tests.factories.enterprises import credit_code, make_enterprise
from tests.factories.ratings import REVIEWER, make_rating, scheme
from tests.visitor import Visitor

CODE = credit_code(810)
NEXT = {"level": "C", "score": Decimal(52), "factors": (), "expires_on": None}
NOON = datetime.fromisoformat("2026-11-21T12:00:00+08:00")


@pytest.fixture
def shop(app: Flask) -> str:
    """Return the code of a shop with grade B."""
    with app.app_context(), write_intent():
        made = make_enterprise("示例老街饭店", credit_code=CODE, address="五马街道示例巷 6 号")
        make_rating(made)
        db.session.commit()
    return CODE


@pytest.fixture
def ungraded(app: Flask) -> str:
    """Return the code of a shop that has no grade."""
    with app.app_context(), write_intent():
        make_enterprise("示例新店", credit_code=credit_code(811), kind=EnterpriseKind.CATERER)
        db.session.commit()
    return credit_code(811)


def regrade(app: Flask, code: str, **facts: object) -> None:
    with app.app_context(), write_intent():
        told = {**NEXT, "effective_on": date(2026, 9, 1), **facts}
        make_rating(enterprises.get_enterprise(code), **told)
        db.session.commit()


def printed(citizen: Visitor, code: str) -> str:
    """Print the small sign and return the address its code leads to."""
    sheet = citizen.client.get(f"/enterprises/{code}/sign-a6.pdf")
    assert sheet.mimetype == "application/pdf"
    address, _text = read_sheet(sheet.data)
    return urlsplit(address).path


def test_the_badge_says_grade_scheme_shop_and_day(citizen: Visitor, shop: str) -> None:
    answer = citizen.client.get(f"/enterprises/{shop}/badge.svg")
    assert answer.mimetype == "image/svg+xml"
    drawn = ElementTree.fromstring(answer.data)
    words = [text for text in drawn.itertext() if text.strip()]
    assert words[0] == "示例老街饭店：风险分级，B 级，较低风险"
    assert {"B", "风险分级", "B 级，较低风险", "示例老街饭店", "2026-05-06 起生效"} <= set(words)
    assert drawn.attrib["role"] == "img"
    english = citizen.client.get(f"/en/enterprises/{shop}/badge.svg").get_data(as_text=True)
    assert "Grade B: fairly low risk" in english


def test_any_site_may_show_the_badge_and_nothing_else(citizen: Visitor, shop: str) -> None:
    for kind in ("svg", "png"):
        answer = citizen.client.get(f"/enterprises/{shop}/badge.{kind}")
        assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert b"<script" not in answer.data
    page = citizen.get(f"/enterprises/{shop}")
    assert page.response.headers["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize("kind", ["badge.svg", "badge.png", "sign-a4.pdf"])
def test_what_did_not_change_is_not_sent_again(citizen: Visitor, shop: str, kind: str) -> None:
    address = f"/enterprises/{shop}/{kind}"
    first = citizen.client.get(address)
    assert "no-cache" in first.headers["Cache-Control"]
    again = citizen.client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_a_badge_changes_with_the_grade(app: Flask, citizen: Visitor, shop: str) -> None:
    address = f"/enterprises/{shop}/badge.svg"
    first = citizen.client.get(address)
    regrade(app, shop)
    second = citizen.client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert second.status_code == 200
    assert "C 级，较高风险" in second.get_data(as_text=True)


def test_the_dark_badge_says_the_same(citizen: Visitor, shop: str) -> None:
    light, dark = (
        citizen.client.get(f"/enterprises/{shop}/badge.svg?theme={theme}").get_data(as_text=True)
        for theme in ("light", "dark")
    )
    assert light != dark
    assert BeautifulSoup(light, "html.parser").text == BeautifulSoup(dark, "html.parser").text


@time_machine.travel(NOON, tick=False)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_painted_badge_leads_to_the_check(citizen: Visitor, shop: str, theme: str) -> None:
    painted = citizen.client.get(f"/enterprises/{shop}/badge.png?theme={theme}").data
    page = citizen.get(urlsplit(read_code(painted)).path)
    assert page.heading == "这张牌子现在有效"
    assert "2026-11-21 打印" in page.text


def test_without_a_grade_the_badge_says_so_and_nothing_is_printed(
    citizen: Visitor, ungraded: str
) -> None:
    drawn = citizen.client.get(f"/enterprises/{ungraded}/badge.svg").get_data(as_text=True)
    assert "未评级" in drawn
    assert "没有公开的等级" in drawn
    painted = citizen.client.get(f"/enterprises/{ungraded}/badge.png").data
    assert citizen.get(urlsplit(read_code(painted)).path).heading == "这张牌子现在有效"
    page = citizen.get(f"/enterprises/{ungraded}/door")
    assert "没有门牌可以打印" in page.text
    assert not [link for link in page.links() if ".pdf" in link]
    citizen.get(f"/enterprises/{ungraded}/sign-a4.pdf", status=404)


def test_a_sign_without_a_grade_is_stale_once_there_is_one(
    app: Flask, citizen: Visitor, ungraded: str
) -> None:
    painted = citizen.client.get(f"/enterprises/{ungraded}/badge.png").data
    facts = {"scheme": scheme("catering-annual"), "level": "C", "score": None, "factors": ()}
    regrade(app, ungraded, **facts)
    page = citizen.get(urlsplit(read_code(painted)).path)
    assert page.heading == "这张牌子过时了"
    assert "现在的等级是：C 级，一般" in page.text


@time_machine.travel(NOON, tick=False)
def test_a_scanned_sign_is_current_then_stale(app: Flask, citizen: Visitor, shop: str) -> None:
    path = printed(citizen, shop)
    page = citizen.get(path)
    assert page.heading == "这张牌子现在有效"
    assert "示例老街饭店" in page.text
    assert "五马街道示例巷 6 号" in page.text
    regrade(app, shop)
    page = citizen.get(path)
    assert page.heading == "这张牌子过时了"
    assert "2026-11-21 打印。现在的等级是：C 级，较高风险。" in page.text
    assert "牌子上的等级 B 级，较低风险" in page.text


def test_a_grade_given_anew_asks_for_a_new_sign(app: Flask, citizen: Visitor, shop: str) -> None:
    path = printed(citizen, shop)
    regrade(app, shop, level="B", score=Decimal(40))
    page = citizen.get(path)
    assert page.heading == "牌子旧了，等级没有变"
    assert "等级还是：B 级，较低风险，2026-09-01 起生效" in page.text


def test_a_suspended_grade_is_not_repeated(app: Flask, citizen: Visitor, shop: str) -> None:
    path = printed(citizen, shop)
    with app.app_context(), write_intent():
        (rating,) = queries.list_in_force(enterprises.get_enterprise(shop).id)
        services.suspend_rating(rating, reason="事实有误", by=REVIEWER)
        db.session.commit()
    page = citizen.get(path)
    assert page.heading == "这张牌子过时了"
    assert "现在没有公开的等级" in page.text
    assert "B 级" not in page.text


def test_a_grade_that_ran_out_makes_its_sign_stale_without_anyone_acting(
    citizen: Visitor, shop: str
) -> None:
    path = printed(citizen, shop)
    with time_machine.travel(datetime.fromisoformat("2027-05-05T23:59:00+08:00"), tick=False):
        assert citizen.get(path).heading == "这张牌子现在有效"
    with time_machine.travel(datetime.fromisoformat("2027-05-06T00:00:00+08:00"), tick=False):
        assert citizen.get(path).heading == "这张牌子过时了"


@pytest.mark.parametrize("token", ["x", "A" * 32, "%20", "-" * 32, "示例", "A" * 5000])
def test_a_code_of_somebody_else_is_told_as_forged(citizen: Visitor, token: str) -> None:
    page = citizen.get(f"/door/{token}", status=404)
    assert page.heading == "这个码不是本站做的"


def test_a_real_code_with_another_day_is_forged(citizen: Visitor, shop: str) -> None:
    token = printed(citizen, shop).removeprefix("/door/")
    for at in (8, 9, 10):
        other = "A" if token[at] != "A" else "B"
        page = citizen.get(f"/door/{token[:at]}{other}{token[at + 1 :]}", status=404)
        assert page.heading == "这个码不是本站做的"


@pytest.mark.parametrize(
    ("kind", "reference"), [(StampKind.GRADE, "R-0000000000"), (StampKind.NO_GRADE, None)]
)
def test_a_signed_code_of_what_is_not_there_says_so(
    app: Flask, citizen: Visitor, kind: StampKind, reference: str | None
) -> None:
    with app.app_context():
        made = reference or make_enterprise().reference
        ring = app.extensions["portal.keyring"]
        token = sign_stamp(Stamp(kind, made, date(2026, 1, 1)), ring=ring)
        db.session.rollback()
    page = citizen.get(f"/door/{token}", status=404)
    assert page.heading == "查不到这张牌子上的等级"


def test_the_door_page_offers_lines_without_script(citizen: Visitor, shop: str) -> None:
    page = citizen.get(f"/enterprises/{shop}/door")
    (snippet,) = page.all("pre code")
    copied = BeautifulSoup(snippet, "html.parser")
    assert copied.script is None
    assert copied.img is not None
    assert copied.a is not None
    assert copied.img["alt"] == "示例老街饭店：风险分级，B 级，较低风险"
    for element, attribute in ((copied.a, "href"), (copied.img, "src")):
        address = urlsplit(str(element[attribute]))
        assert address.netloc == "localhost"
        citizen.get(f"{address.path}?{address.query}")


def test_the_enterprise_page_leads_to_its_signs(citizen: Visitor, shop: str) -> None:
    page = citizen.get(f"/enterprises/{shop}")
    assert page.soup.select_one("img.door-badge") is not None
    wanted = ("sign-a4.pdf", "sign-a6.pdf", "/door")
    links = [urlsplit(link).path for link in page.links()]
    assert [name for name in wanted if not any(link.endswith(name) for link in links)] == []


def test_of_several_grades_the_one_for_the_door_comes_first(app: Flask, citizen: Visitor) -> None:
    with app.app_context(), write_intent():
        made = make_enterprise(
            "示例小馆", credit_code=credit_code(812), kind=EnterpriseKind.CATERER
        )
        for code in ("credit-class", "catering-annual"):
            make_rating(made, scheme=scheme(code), level="A", score=None, factors=())
        db.session.commit()
    address = f"/enterprises/{credit_code(812)}/badge.svg"
    assert "量化等级" in citizen.client.get(address).get_data(as_text=True)
    other = citizen.client.get(f"{address}?scheme=credit-class").get_data(as_text=True)
    assert "信用分类" in other
    none = citizen.client.get(f"{address}?scheme=food-risk-2016").get_data(as_text=True)
    assert "未评级" in none
    assert citizen.client.get(f"{address}?scheme=%00x").status_code == 404


@pytest.mark.parametrize("piece", ["badge.svg", "badge.png", "sign-a4.pdf", "door"])
def test_an_unknown_enterprise_has_no_sign(citizen: Visitor, piece: str) -> None:
    assert citizen.client.get(f"/enterprises/E-NONE/{piece}").status_code == 404
    assert citizen.client.get("/enterprises/E-NONE/sign-a5.pdf").status_code == 404
