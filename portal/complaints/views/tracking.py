"""Following a case: number and secret, then the history, the talk, and what else may be done."""

from typing import Any

from flask import Blueprint, Response, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.complaints import (
    deeds,
    downloads,
    drafting,
    next_step,
    pages,
    policy,
    printed,
    queries,
    rated,
    services,
    timetable,
    tracking,
)
from portal.complaints.forms.fields import evidence_hint
from portal.complaints.forms.following import (
    MessageForm,
    OpenForm,
    RatingForm,
    ReasonForm,
    rating_form,
)
from portal.complaints.models import Case
from portal.complaints.panels import CASE_PANELS
from portal.complaints.patience import PleaseWait
from portal.complaints.rules import RATEABLE, Stage, lifecycle_of
from portal.complaints.tracking import CaseClosed
from portal.kernel.errors import NotFound, Refused
from portal.web.forms import BaseForm
from portal.web.guards import public
from portal.web.htmx import page, refresh

tracking_pages = Blueprint("tracking", __name__, url_prefix="/track")


@tracking_pages.app_errorhandler(CaseClosed)
def ask_for_number(_closed: CaseClosed) -> ResponseReturnValue:
    """Lead to where number and secret are asked for."""
    return refresh(url_for("tracking.open_case"))


@tracking_pages.get("")
@public
def open_case() -> ResponseReturnValue:
    """Ask for number and secret."""
    return _open_page(OpenForm())


def _open_page(form: OpenForm, status: int = 200) -> Response:
    hours = drafting.receipt_life().total_seconds() // 3600
    return page("complaints/tracking/open.html", status=status, form=form, hours=int(hours))


@tracking_pages.post("")
@public
def show_secret() -> ResponseReturnValue:
    """Open a case; a wrong secret and a case that does not exist have the same answer."""
    form = OpenForm()
    if form.validate_on_submit():
        try:
            case = tracking.find_case_with(
                form.clean_number(), form.secret.data or "", ticket=form.ticket.data or ""
            )
        except PleaseWait as wait:
            return _wait_page(form, wait)
        if case is not None:
            tracking.open_for_this_browser(case)
            return refresh(url_for(".show_case"))
        form.refuse(Refused(_("查询码和密码对不上，请对照回执逐字核对"), field="secret"))
    return _open_page(form, 422)


def _wait_page(form: OpenForm, wait: PleaseWait) -> Response:
    form.ticket.data = wait.ticket
    told = _(
        "试得太多了。请等 %(n)s 秒再按“查看进度”，写好的不用重填。",
        n=wait.retry_after,
    )
    form.refuse(Refused(told))
    answer = _open_page(form, 429)
    answer.headers["Retry-After"] = str(wait.retry_after)
    return answer


def _told_of(case: Case) -> dict[str, Any]:
    return {
        "following": next_step.next_step_of(case),
        "deeds": deeds.deeds_of(case),
        "said": rated.rating_facts(case),
        "signed": queries.find_signed_receipt(case),
    }


def _case_page(status: int = 200, **forms: BaseForm) -> Response:
    case = tracking.current_case()
    moves = lifecycle_of(case.track)
    return page(
        "complaints/tracking/case.html",
        status=status,
        facts=pages.facts_of(case),
        history=pages.history_of(case),
        promises=timetable.case_promises(case),
        **_told_of(case),
        files=pages.file_marks(case.evidence),
        remedies=policy.remedies() if case.stage is Stage.REFUSED else (),
        panels=CASE_PANELS.collect(case),
        evidence_hint=evidence_hint(),
        may_withdraw=moves.allows(case.stage, Stage.WITHDRAWN),
        may_rate=case.stage in RATEABLE and case.score is None,
        may_ask_review=moves.allows(case.stage, Stage.REVIEWING) and not case.review_asked_at,
        message=forms.get("message") or MessageForm(prefix="message-"),
        withdrawal=forms.get("withdrawal") or ReasonForm(prefix="withdrawal-"),
        rating=forms.get("rating") or _rating_form(),
        review=forms.get("review") or ReasonForm(prefix="review-"),
    )


def _rating_form() -> RatingForm:
    return rating_form(policy.followup_questions(), prefix="rating-")


@tracking_pages.get("/case")
@public
def show_case() -> ResponseReturnValue:
    """Show the case that is open in this browser."""
    return _case_page()


@tracking_pages.post("/case/messages")
@public
def write_message() -> ResponseReturnValue:
    """Add a sentence, photos, or both."""
    case, form = tracking.current_case(), MessageForm(prefix="message-")
    if form.validate_on_submit():
        try:
            services.write_as_citizen(case, text=form.text.data or "", files=form.files.checked)
            return refresh(url_for(".show_case") + "#talk")
        except Refused as refusal:
            form.refuse(refusal)
    return _case_page(422, message=form)


@tracking_pages.post("/case/withdrawal")
@public
def withdraw_case() -> ResponseReturnValue:
    """Take the case back."""
    case, form = tracking.current_case(), ReasonForm(prefix="withdrawal-")
    if not form.validate_on_submit():
        return _case_page(422, withdrawal=form)
    services.withdraw_case(case, reason=form.reason.data or "")
    return refresh(url_for(".show_case"))


@tracking_pages.post("/case/rating")
@public
def rate_case() -> ResponseReturnValue:
    """Say how well it was handled."""
    case, form = tracking.current_case(), _rating_form()
    if not form.validate_on_submit():
        return _case_page(422, rating=form)
    score, words = int(form.score.data), form.words.data or ""
    services.rate_case(case, score=score, answers=form.answers(), words=words)
    return refresh(url_for(".show_case"))


@tracking_pages.post("/case/review")
@public
def ask_for_review() -> ResponseReturnValue:
    """Ask once for the result to be looked at again."""
    case, form = tracking.current_case(), ReasonForm(prefix="review-")
    if form.validate_on_submit():
        try:
            services.ask_for_review(case, reason=form.reason.data or "")
            return refresh(url_for(".show_case"))
        except Refused as refusal:
            form.refuse(refusal)
    return _case_page(422, review=form)


@tracking_pages.get("/case/files/<string:key>")
@public
def show_file(key: str) -> ResponseReturnValue:
    """Send the cleaned copy of one of the case's own pictures."""
    answer = downloads.shown_copy(queries.get_file(tracking.current_case(), key))
    if answer is None:
        raise NotFound("file")
    return answer


@tracking_pages.get("/case/receipt.pdf")
@public
def print_receipt() -> ResponseReturnValue:
    """Give the receipt as a sheet to print, without the secret."""
    tracking.count_sheet()
    sheet = printed.print_receipt(tracking.current_case())
    return printed.as_download(sheet, "receipt.pdf")


@tracking_pages.get("/case/receipt.txt")
@public
def save_receipt() -> ResponseReturnValue:
    """Give the signed receipt."""
    told = queries.find_signed_receipt(tracking.current_case())
    if told is None:
        raise NotFound("receipt")
    return printed.as_download(told, "receipt.txt")


@tracking_pages.post("/leave")
@public
def leave_case() -> ResponseReturnValue:
    """Close the case at once and leave nothing behind in this browser."""
    return tracking.answer_leaving()
