"""The register of channels, and what the desk notes of each."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from flask import Flask

from portal.channels import register, services
from portal.kernel.errors import Refused
from tests.factories.accounts import make_account
from tests.visitor import Visitor

Officer = Callable[..., Visitor]
ENTRY = {"channel": "press", "title": "示例：食品安全宣传周开始", "told_on": "2026-01-05"}


def test_what_a_channel_published_is_noted_shown_and_struck(
    citizen: Visitor, officer: Officer
) -> None:
    editor = officer("editor")
    assert "还没有登记" in citizen.get("/channels/press").text
    editor.post("/desk/channels/", ENTRY)
    assert ENTRY["title"] in citizen.get("/channels/").text
    assert ENTRY["title"] in citizen.get("/en/channels/press").text
    strike = next(one for one in editor.get("/desk/channels/").links() if one.endswith("/strike"))
    editor.get(strike)
    editor.post(strike, {"reason": ""}, status=422)
    editor.post(strike, {"reason": "登记错了"})
    assert "已经划掉" in editor.post(strike, {"reason": "再来"}, status=422).text
    assert ENTRY["title"] not in citizen.get("/channels/").text
    assert "登记错了" in editor.get("/desk/channels/").text


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"title": ""}, "请写明发布内容的标题"),
        ({"channel": "none"}, "有 1 处需要修改"),
        ({"told_on": "2999-01-01"}, "这一天还没有到"),
        ({"address": "https://example.com/"}, "网址未设定"),
    ],
)
def test_bad_input_is_told_at_the_field(officer: Officer, sent: dict[str, str], told: str) -> None:
    page = officer("editor").post("/desk/channels/", {**ENTRY, **sent}, status=422)
    assert told in page.text


def test_what_is_not_known_is_not_set_and_leads_nowhere(
    citizen: Visitor, stranger: Visitor, officer: Officer
) -> None:
    page = citizen.get("/channels/")
    assert page.all("td").count("未设定") >= 2 * 6
    citizen.get("/channels/none", 404)
    stranger.get("/desk/channels/", 403)
    officer("editor").get("/desk/channels/entries/fb-222222222222/strike", 404)


def test_an_address_stays_on_the_host_of_its_channel(
    inside: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = replace(register.get_channel("press"), address="https://example.com/")
    monkeypatch.setattr(services, "get_channel", lambda _code: known)
    told: dict[str, Any] = {"channel": "press", "title": "示例", "told_on": date(2026, 1, 5)}
    editor = make_account("editor")
    entry = services.note_entry(address="https://example.com/1", by=editor, **told)
    assert entry.address == "https://example.com/1"
    with pytest.raises(Refused) as refusal:
        services.note_entry(address="https://example.org/1", by=editor, **told)
    assert refusal.value.field == "address"
