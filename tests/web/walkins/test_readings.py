"""What a test means may be written in either language, whichever one the desk reads in."""

import pytest
from flask import Flask

from portal.walkins.forms import ResultForm
from portal.walkins.rules import Finding


@pytest.mark.parametrize("page", ["/", "/en/"])
@pytest.mark.parametrize(
    ("said", "finding"),
    [
        ("未见异常", Finding.CLEAR),
        ("Nothing unusual seen", Finding.CLEAR),
        ("NOTHING UNUSUAL SEEN", Finding.CLEAR),
        ("有异常反应", Finding.ATTENTION),
    ],
)
def test_a_meaning_is_understood_in_either_language(
    app: Flask, page: str, said: str, finding: Finding
) -> None:
    sent = {"method": "示例速测卡", "readings": f"甲醛 | 显色 | {said}"}
    with app.test_request_context(page, method="POST", data=sent):
        form = ResultForm()
        assert form.validate(), form.errors
        assert [reading.finding for reading in form.facts.readings] == [finding]
