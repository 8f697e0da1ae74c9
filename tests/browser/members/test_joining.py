"""Somebody without an account asks to write, is admitted, and writes: no scripts anywhere."""

from collections.abc import Callable

from flask import Flask

from tests.browser.conftest import Reader


def apply(person: Reader) -> str:
    """Ask to write; return the address of the receipt."""
    page = person.open("/members/")
    page.locator("a[href*='apply?kind=author']").first.click()
    person.press("发送报名")
    person.sees("请写")
    person.fill("姓名", "示例志愿者")
    person.fill("手机号码或电子邮箱", "volunteer@example.org")
    person.fill("说说您想做的", "示例：社区医生，想写老人怎样存药")
    person.tick("我同意保存以上内容，只用于和我联系")
    person.press("发送报名")
    page.wait_for_url("**/members/applications/*")
    return page.url


def admit(publisher: Reader) -> tuple[str, str]:
    """Admit whoever asked; return user name and first password, which are shown once."""
    page = publisher.open("/desk/members/")
    page.locator("tbody th a").first.click()
    publisher.press("通过，上名册")
    password = page.locator("#first-password").inner_text()
    return page.locator("dd.mono").first.inner_text(), password


def test_somebody_without_an_account_becomes_a_volunteer_who_writes(
    app: Flask, reader: Callable[..., Reader]
) -> None:
    person, publisher = reader(scripts=False, width=390), reader(scripts=False)
    publisher.sign_in(app, "publisher")
    receipt = apply(person)
    name, password = admit(publisher)
    person.page.goto(receipt)
    person.reads("已通过")
    page = person.open("/sign-in")
    person.fill("用户名", name)
    page.locator("input[type=password]").fill(password)
    person.press("登录")
    person.follow("我的稿件")
    person.follow("写一篇")
    page.locator("#title").fill("示例：老人怎样存药")
    person.press("保存草稿")
    page.locator("form[action$='/submit']").wait_for()
    assert not person.is_wider_than_the_screen()
