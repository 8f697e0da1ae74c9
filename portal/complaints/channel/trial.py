"""One trial: from the form to the receipt, and from the receipt to the case."""

import html
import re
from collections.abc import Mapping
from http import HTTPStatus

from portal.complaints import policy, receipt
from portal.complaints.channel.browsing import Answer, Browser

FORM = "/complaints/new/tip/respondent"
RECEIPT, OPEN = "/complaints/receipt", "/track"
NUMBER = re.compile(r"[A-Z]{2,}\d{2}(?:-[0-9A-Z]{4}){3}")
WORD = re.compile(r"<b>([\u4e00-\u9fff]{1,4})</b>")


class TrialFailed(Exception):  # noqa: N818 - it names what happened
    """A trial stopped; ``step`` names where."""

    def __init__(self, step: str) -> None:
        super().__init__(step)
        self.step = step


def words_of(mark: str) -> str:
    """Return what a trial tells; it says of itself that nobody wrote it."""
    return f"通道自检 {mark}：这不是真的线索，由系统自动提交，随后自动删除。"


def _wanted(step: str, answer: Answer, status: HTTPStatus, path: str = "") -> Answer:
    if answer.status != status or (path and answer.location.removeprefix("/en") != path):
        raise TrialFailed(step)
    return answer


def answers_of(mark: str) -> Mapping[str, str]:
    """Return what a trial fills in: the first and the last of what the form offers."""
    domains, categories = policy.domains(), policy.categories()
    return {
        "respondent": "通道自检",
        "respondent_address": "",
        "domain": domains[0].code if domains else "",
        "category": categories[-1].code if categories else "",
        "told": words_of(mark),
    }


def try_channel(browser: Browser, mark: str, answers: Mapping[str, str]) -> str:
    """File a made-up tip through the real form and open it; return its number.

    Raises TrialFailed with the step at which a citizen would be stuck.
    """
    seen = HTTPStatus.OK
    form = _wanted("form", browser.get(FORM), seen)
    sent = browser.post(FORM, {**answers, **form.token, "send": "now"})
    _wanted("sending", sent, HTTPStatus.SEE_OTHER, RECEIPT)
    shown = _wanted("receipt", browser.get(RECEIPT), seen).page
    number = NUMBER.search(shown)
    known = set(receipt.words())
    secret = [word for word in map(html.unescape, WORD.findall(shown)) if word in known]
    if number is None or len(secret) != receipt.WORDS_IN_SECRET:
        raise TrialFailed("receipt")
    _follow(browser, number[0], " ".join(secret), mark)
    return number[0]


def _follow(browser: Browser, number: str, secret: str, mark: str) -> None:
    opening = _wanted("opening", browser.get(OPEN), HTTPStatus.OK)
    sent = browser.post(OPEN, {"number": number, "secret": secret, **opening.token})
    led = _wanted("following", sent, HTTPStatus.SEE_OTHER).location
    case = _wanted("case", browser.get(led), HTTPStatus.OK)
    if number not in case.page or mark not in case.page:
        raise TrialFailed("case")
