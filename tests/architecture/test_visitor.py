"""The visitor who reads each page of the suite notices what a page may not be."""

import pytest
from flask import Response
from werkzeug.test import TestResponse

from tests.visitor import Page, check_page

WHOLE = '<!doctype html><html lang="zh"><head><title>题</title></head><body>{}</body></html>'
SOUND = (
    '<h1 id="top">题</h1><label for="a">名</label><input id="a"><a href="#top">上</a><img alt="">'
)
FAULTS = {
    "inline": SOUND + '<p style="color:red">字</p>',
    "ids twice": SOUND + '<p id="a">字</p>',
    "script": SOUND + "<script>1</script>",
    "h1: 2": SOUND + "<h1>再</h1>",
    "label without field": SOUND + '<label for="b">名</label>',
    "no alternative text": SOUND + '<img src="/static/a.png">',
    "leads nowhere": SOUND + '<a href="#b">下</a>',
}


def page(html: str) -> Page:
    answer = Response(html)
    return Page(TestResponse(answer.response, answer.status, answer.headers, None))  # type: ignore[arg-type]


def test_a_sound_page_and_a_sound_fragment_pass() -> None:
    check_page(page(WHOLE.format(SOUND)))
    check_page(page("<p>字</p><p>句</p>"))
    check_page(page(""))


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_of_a_page_is_noticed(fault: str) -> None:
    with pytest.raises(AssertionError, match=fault):
        check_page(page(WHOLE.format(FAULTS[fault])))


@pytest.mark.parametrize("lost", [' lang="zh"', "<title>题</title>", "题"])
def test_a_page_without_language_or_title_is_noticed(lost: str) -> None:
    with pytest.raises(AssertionError):
        check_page(page(WHOLE.replace(lost, "").format(SOUND)))
