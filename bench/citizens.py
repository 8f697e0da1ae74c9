"""A citizen's way from the first page to the receipt, without script and without a name."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus

from bench.plain_browser import Answer, PlainBrowser, WrongAnswerError, expect, form_of

ENTRANCE = "/complaints/new"
FIRST_STEP = "/complaints/new/tip/respondent"
RECEIPT = "/complaints/receipt"
# What a step is known by, in the order in which they are asked.
STEP_FIELDS = ("respondent", "told", "website")
NUMBER = re.compile(r"[A-Z]{2}\d{2}(?:-[0-9A-Z]{4}){3}")
MOST_STEPS = 8
ANSWERS = {
    "respondent": "示例餐饮店",
    "respondent_address": "示例街道 1 号",
    "told": "昨天晚上在这家店吃饭，后厨没有戴帽子，盘子也没有洗干净（测量用的示例）。",
}

Ask = Callable[[Callable[[], Answer]], Answer]
Rest = Callable[[int], object]
MOST_WAITS = 3


@dataclass(frozen=True)
class Receipt:
    """What a citizen holds at the end."""

    number: str
    page: str


def once(do: Callable[[], Answer]) -> Answer:
    """Ask once: what is lost is lost."""
    return do()


def file_tip(
    browser: PlainBrowser, told: str, *, ask: Ask = once, rest: Rest | None = None
) -> Receipt:
    """Go from the entrance to the receipt, page by page as a browser without script does.

    ``ask`` decides what happens where no answer comes, ``rest`` where the door asks to wait so many
    seconds. Raises WrongAnswerError for an answer that a citizen on this way never sees.
    """
    expect(ask(lambda: browser.get(ENTRANCE)), HTTPStatus.OK)
    answers, path = {**ANSWERS, "told": told}, FIRST_STEP
    for _step in range(MOST_STEPS):
        path = _fill_in(browser, path, answers, ask, rest)
        if path == RECEIPT:
            return _receipt(expect(ask(lambda: browser.get(RECEIPT)), HTTPStatus.OK))
    raise WrongAnswerError(f"no receipt after {MOST_STEPS} steps: at {path}")


def _fill_in(
    browser: PlainBrowser, path: str, answers: dict[str, str], ask: Ask, rest: Rest | None
) -> str:
    answer = ask(lambda: browser.get(path))
    if answer.status == HTTPStatus.SEE_OTHER:
        return answer.location
    sent = expect(answer, HTTPStatus.OK)
    for _wait in range(MOST_WAITS):
        sent = _send(browser, sent, answers, ask)
        if rest is None or sent.status != HTTPStatus.TOO_MANY_REQUESTS:
            break
        rest(sent.wait)
    return expect(sent, HTTPStatus.SEE_OTHER).location


def _send(browser: PlainBrowser, shown: Answer, answers: dict[str, str], ask: Ask) -> Answer:
    field = next(name for name in STEP_FIELDS if f'name="{name}"' in shown.page)
    form = form_of(shown.page, holding=field)
    filled, address = form.filled(answers), form.action or shown.path
    return ask(lambda: browser.post(address, filled, in_parts=form.has_files))


def _receipt(answer: Answer) -> Receipt:
    number = NUMBER.search(answer.page)
    if number is None:
        raise WrongAnswerError("a receipt without a number")
    return Receipt(number[0], answer.page)
