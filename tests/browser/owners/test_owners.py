"""An enterprise claims its page with keyboard and form alone, objects, and is answered."""

from collections.abc import Callable

import pytest
from flask import Flask

from portal.enterprises.models import Enterprise
from portal.kernel.db import db, write_intent
from portal.owners import services
from portal.ratings import queries as ratings
from portal.ratings.objections import deciding, queries
from portal.ratings.objections.rules import NoteKind
from tests.browser.conftest import Reader
from tests.browser.looking import LIGHT, PHONE, flaws_of
from tests.factories.accounts import PASSWORD
from tests.factories.enterprises import make_enterprise
from tests.factories.owners import CLERK, VERIFIER
from tests.factories.ratings import make_rating


@pytest.fixture
def letter(app: Flask) -> tuple[str, str]:
    """Return the code of a letter, and the address of the page it is about."""
    with app.app_context(), write_intent():
        enterprise = make_enterprise("示例食品厂")
        make_rating(enterprise)
        issued = services.issue_letter(enterprise, by=CLERK)
        found = services.readable_code(issued) or "", f"/enterprises/{enterprise.address_key}"
        db.session.commit()
    return found


def claim(person: Reader, code: str) -> None:
    person.open("/owner/claim")
    person.fill("信上的认领码", code)
    person.fill("给自己起个用户名", "shop-one")
    person.fill("怎么称呼您", "示例负责人")
    person.fill("设一个密码", PASSWORD)
    person.press("认领并进入")
    person.reads("等级和理由")


def verify(app: Flask) -> str:
    """Let the officers find out; return the address where it is decided."""
    with app.app_context(), write_intent():
        shop = db.session.query(Enterprise).one()
        objection = queries.list_of(shop.id)[0]
        deciding.accept_objection(objection, by=CLERK)
        deciding.add_note(objection, kind=NoteKind.FINDING, text="示例：查实。", by=VERIFIER)
        deciding.verify_objection(objection, by=VERIFIER)
        db.session.commit()
        return f"/desk/objections/{objection.reference}"


@pytest.mark.parametrize("scripts", [True, False])
def test_a_page_is_claimed_and_its_grade_objected_to_and_changed(
    app: Flask, reader: Callable[..., Reader], letter: tuple[str, str], *, scripts: bool
) -> None:
    owner, officer = reader(scripts=scripts), reader(scripts=scripts)
    claim(owner, letter[0])
    owner.page.get_by_role("link", name="提出异议").first.click()
    owner.tick("依据的事实有误")
    owner.fill("说明事实和理由", "示例：检查表记错了两项。")
    owner.press("提交异议")
    owner.reads("已提交，等待受理")
    officer.sign_in(app, "reviewer", name="decider")
    officer.open(verify(app))
    officer.page.get_by_role("radio", name="变更").check()
    officer.field("变更后的等级").select_option("A")
    officer.fill("理由和答复", "示例：两项不符合应当扣除。")
    officer.press("作出决定")
    officer.page.get_by_text("两项不符合应当扣除").first.wait_for()
    with app.app_context():
        shop = db.session.query(Enterprise).one()
        assert [grade.level for grade in ratings.list_in_force(shop.id)] == ["A"]
    owner.open(letter[1])
    owner.sees("两项不符合应当扣除")


def test_an_answer_is_shown_after_it_was_checked(
    app: Flask, reader: Callable[..., Reader], letter: tuple[str, str]
) -> None:
    owner, officer, citizen = reader(), reader(), reader(width=390)
    claim(owner, letter[0])
    owner.open("/owner/replies/")
    owner.field("哪条记录").select_option(index=1)
    owner.fill("答复", "示例：我们已经整改。")
    owner.press("提交审核")
    citizen.open(letter[1])
    citizen.reads("企业已提交，正在审核")
    officer.sign_in(app, "reviewer", name="checker")
    officer.open("/desk/replies/")
    officer.page.get_by_role("link", name="示例食品厂").click()
    officer.page.get_by_role("radio", name="发布", exact=True).check()
    officer.press("作出决定")
    officer.reads("现在没有这一类答复。")
    citizen.open(letter[1])
    citizen.sees("示例：我们已经整改。")
    citizen.reads("经审核，原样发布。")
    assert not citizen.is_wider_than_the_screen()


def test_the_pages_of_an_enterprise_are_accessible(
    reader: Callable[..., Reader], letter: tuple[str, str]
) -> None:
    owner, flaws = reader(), []
    owner.open("/owner/claim")
    flaws += flaws_of(owner.page, LIGHT, PHONE)
    claim(owner, letter[0])
    for address in ("/owner/", "/owner/objections/", "/owner/replies/", "/owner/filings/"):
        owner.open(address)
        flaws += flaws_of(owner.page, LIGHT, PHONE)
    owner.open(letter[1])
    flaws += flaws_of(owner.page, PHONE)
    assert flaws == []
