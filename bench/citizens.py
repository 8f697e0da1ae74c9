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


@dataclass(frozen=True)
class Receipt:
    """What a citizen holds at the end."""

    number: str
    page: str


def once(do: Callable[[], Answer]) -> Answer:
    """Ask once: what is lost is lost."""
    return do()


def file_tip(browser: PlainBrowser, told: str, *, ask: Ask = once) -> Receipt:
    """Go from the entrance to the receipt, page by page as a browser without script does.

    ``ask`` decides what happens where no answer comes. Raises WrongAnswerError for an answer that a
    citizen on this way never sees.
    """
    expect(ask(lambda: browser.get(ENTRANCE)), HTTPStatus.OK)
    answers, path = {**ANSWERS, "told": told}, FIRST_STEP
    for _step in range(MOST_STEPS):
        path = _fill_in(browser, path, answers, ask)
        if path == RECEIPT:
            return _receipt(expect(ask(lambda: browser.get(RECEIPT)), HTTPStatus.OK))
    raise WrongAnswerError(f"no receipt after {MOST_STEPS} steps: at {path}")


def _fill_in(browser: PlainBrowser, path: str, answers: dict[str, str], ask: Ask) -> str:
    answer = ask(lambda: browser.get(path))
    if answer.status == HTTPStatus.SEE_OTHER:
        return answer.location
    shown = expect(answer, HTTPStatus.OK).page
    field = next(name for name in STEP_FIELDS if f'name="{name}"' in shown)
    form = form_of(shown, holding=field)
    sent = ask(lambda: browser.post(form.action or path, form.filled(answers)))
    return expect(sent, HTTPStatus.SEE_OTHER).location


def _receipt(answer: Answer) -> Receipt:
    number = NUMBER.search(answer.page)
    if number is None:
        raise WrongAnswerError("a receipt without a number")
    return Receipt(number[0], answer.page)
