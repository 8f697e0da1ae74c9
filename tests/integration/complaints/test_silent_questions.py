"""A question to an enterprise tells nobody's words, however they are written."""

from datetime import timedelta

import pytest
from flask import Flask

from portal.complaints import services
from portal.complaints.models import EnterpriseQuestion
from portal.complaints.rules import Track
from portal.kernel import clock
from portal.kernel.db import db
from portal.kernel.errors import Refused
from tests.factories.complaints import make_assigned
from tests.factories.enterprises import make_enterprise

TOLD = "示例：上周三晚班，后厨把退回来的鱼饼重新裹粉再卖，领班说没事。"


def ask(text: str, **facts: str) -> EnterpriseQuestion:
    """Ask the enterprise behind a case that tells this."""
    shop = make_enterprise("示例食品店")
    db.session.flush()
    case, handler = make_assigned(Track.REPORT, enterprise_id=shop.id, told=TOLD, **facts)
    until = clock.today() + timedelta(days=3)
    return services.ask_enterprise(case, text=text, until=until, by=handler)


@pytest.mark.parametrize(
    "text",
    [
        "示例：接到投 诉，请说明。",
        "示例：12345 转来，请说明。",
        "示例：有群众反映，请说明。",
        "示例：ＣＯＭＰＬＡＩＮＴ，请说明。",
        "示例：请回电 138 0013-8000。",
        "示例：请回电１３８００１３８０００。",
    ],
)
def test_blanks_and_wide_letters_hide_no_telling_word(inside: Flask, text: str) -> None:
    with pytest.raises(Refused, match="看出有人投诉举报"):
        ask(text)


@pytest.mark.parametrize(
    "text",
    [
        "示例：后厨把退回来的鱼饼重新裹粉再卖，是否属实？",
        "示例：后厨 把退回来的“鱼饼”重新、裹粉再卖？",
    ],
)
def test_the_citizens_own_phrases_are_not_passed_on(inside: Flask, text: str) -> None:
    with pytest.raises(Refused, match="来件人的原话"):
        ask(text)


def test_names_of_firm_and_goods_may_be_said(inside: Flask) -> None:
    product = "退回来的鱼饼重新裹粉"
    question = ask("示例：请说明“退回来的鱼饼重新裹粉”的来源和批次。", product=product)
    assert question.text.startswith("示例：请说明")
    assert ask("示例：请提供近一个月退回来的鱼饼的处置记录。").reference.startswith("Q-")
