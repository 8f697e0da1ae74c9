"""An article, from somebody who asks to write to its readers, and off the site again."""

from collections.abc import Callable

from flask import Flask

from tests.browser.conftest import Reader
from tests.browser.journeys.citizens import looks_well
from tests.browser.journeys.writers import (
    MENDED,
    NOTES,
    TITLES,
    admit,
    apply,
    enter,
    illustrate,
    mend,
    write,
)
from tests.factories.science import STAFF

Somebody = Callable[..., Reader]
SEARCHES = {"zh": "豇豆", "en": "cowpea"}
QUESTIONS = {"zh": "豇豆怎么做才放心？", "en": "What should I do with cowpeas?"}
REASONS = {"zh": "示例：引用的限量已被新标准代替", "en": "Example: a newer standard applies"}
OPINION = "示例：逐条核对过"


def come_to(app: Flask, reviewer: Reader, step: str) -> None:
    """Open, as whoever takes this step, what waits for them."""
    role, name = STAFF[step]
    reviewer.sign_in(app, role, name=name)
    page = reviewer.open("/desk/science/reviews/")
    page.get_by_role("link", name=TITLES[reviewer.language]).click()


def conclude(reviewer: Reader, verdict: str) -> None:
    """Write an opinion and a conclusion; with scripts an opinion outlives the page."""
    page = reviewer.page
    page.locator("#opinion").fill(OPINION)
    if reviewer.has_scripts and verdict == "returned":
        page.reload()
        assert page.locator("#opinion").input_value() == OPINION
    page.locator(f"input[name=verdict][value={verdict}]").check()
    reviewer.press("保存结论")
    page.locator("#opinion").wait_for(state="detached")


def send_back(app: Flask, reviewer: Reader) -> None:
    """Note something beside a line, and return the article."""
    come_to(app, reviewer, "first-review")
    page, (wrong, _right) = reviewer.page, MENDED[reviewer.language]
    reviewer.follow("逐行写意见")
    line = page.locator("li", has_text=wrong)
    line.locator("summary").click()
    line.locator("textarea").fill(NOTES[reviewer.language])
    line.get_by_role("button").click()
    reviewer.sees(NOTES[reviewer.language])
    reviewer.follow("写审稿结论")
    conclude(reviewer, "returned")


def try_own(author: Reader, draft: str) -> None:
    """Look at one's own article as its author: there is nothing to decide."""
    author.page.goto(draft)
    author.reads("审核中")
    assert author.page.locator("#opinion").count() == 0


def find(reader: Reader, words: str) -> list[str]:
    """Search from the home of articles; return the titles of articles found."""
    page = reader.open("/science/")
    page.locator("main form[role=search] input[type=search]").fill(words)
    page.locator("main form[role=search] button").click()
    page.locator("#found").wait_for()
    page.goto(f"{page.url}&kind=article")
    return page.locator("#results h3").all_inner_texts()


def withdraw(publisher: Reader, draft: str) -> None:
    """Take the article off the site."""
    publisher.page.goto(draft)
    publisher.follow("撤回")
    looks_well(publisher)
    publisher.page.locator("#reason").fill(REASONS[publisher.language])
    publisher.press("撤回文章")
    publisher.page.locator("#reason").wait_for(state="detached")


def read(reader: Reader) -> str:
    """Read the article on a telephone; return its address."""
    page = reader.open("/science/")
    page.get_by_role("link", name=TITLES[reader.language]).first.click()
    page.locator(".prose img").wait_for()
    assert not reader.is_wider_than_the_screen()
    return page.url


def test_a_volunteer_is_let_in_writes_is_published_found_and_withdrawn(
    app: Flask, somebody_else: Somebody
) -> None:
    author, editor, reader = somebody_else(), somebody_else(), somebody_else(width=390)
    title = [TITLES[reader.language]]
    words, question = SEARCHES[reader.language], QUESTIONS[reader.language]
    number = apply(author)
    editor.sign_in(app, "publisher", name="s-publisher")
    enter(author, number, admit(editor, number))
    draft = write(author)
    illustrate(author)
    send_back(app, editor)
    mend(author)
    for step in STAFF:
        come_to(app, editor, step)
        if step == "final-review":
            assert find(reader, words) == [], "not before the last step is taken"
        conclude(editor, "approved")
    address = read(reader)
    assert find(reader, words) == find(reader, question) == title
    withdraw(editor, draft)
    assert find(reader, words) == find(reader, question) == []
    answer = reader.page.goto(address)
    assert answer is not None
    assert answer.status == 410
    reader.sees(REASONS[reader.language])
