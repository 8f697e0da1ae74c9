"""Filing a case without an account: choose, tell in short steps, check, send."""

from flask import Blueprint, Response, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.complaints import (
    drafting,
    gate,
    pages,
    policy,
    queries,
    sending,
    services,
    telling,
    timetable,
)
from portal.complaints.forms.answers import parts_of, sent_form
from portal.complaints.forms.doors import CheckForm
from portal.complaints.forms.fields import evidence_hint
from portal.complaints.forms.filing import CaseForm, PassForm, RespondentForm
from portal.complaints.rules import (
    STEPS,
    Clock,
    Step,
    Way,
    next_step,
    previous_step,
    step_with_files,
    track_of,
)
from portal.complaints.words import LABELS, REFUSALS
from portal.enterprises import queries as enterprises
from portal.extensions import csrf
from portal.kernel import clock
from portal.kernel.errors import Busy, NotFound, Refused
from portal.web import form_tokens
from portal.web.front_cache import keep_whatever_changes
from portal.web.guards import public
from portal.web.htmx import page, refresh
from portal.web.origin import may_be_trusted
from portal.web.visitors import bucket

complaints_pages = Blueprint("complaints", __name__, url_prefix="/complaints")
FIRST_YEAR = 2020
# Pages that say the same to everybody; a step does to everybody who has not begun.
FOR_ALL = frozenset(
    f"complaints.{name}"
    for name in (
        "choose_track",
        "choose_door",
        "find_firms",
        "show_statistics",
        "download_statistics",
        "download_figures",
    )
)
FIRST_STEPS = frozenset({"complaints.show_step"})
SHOW_NO_DATA = FIRST_STEPS | {"complaints.choose_track", "complaints.choose_door"}
SLOWED = 429


@complaints_pages.after_request
def keep_private(response: Response) -> Response:
    """Leave no copy of a form that somebody filled in, or of a draft, in any cache."""
    is_blank = request.method == "GET" and request.endpoint in FIRST_STEPS and not session
    if request.endpoint not in FOR_ALL and not is_blank:
        response.headers["Cache-Control"] = "no-store"
    elif request.endpoint in SHOW_NO_DATA and not request.args:
        keep_whatever_changes()
    return response


def _way(name: str, step: str = Step.CHECK) -> tuple[Way, Step]:
    try:
        way, wanted = Way(name), Step(step)
    except ValueError:
        raise NotFound(name) from None
    if wanted not in STEPS[way]:
        raise NotFound(step)
    return way, wanted


@complaints_pages.get("/")
@public
def show_entrance() -> ResponseReturnValue:
    """Lead to the page that helps to choose."""
    return refresh(url_for(".choose_track"))


@complaints_pages.get("/new")
@public
def choose_track() -> ResponseReturnValue:
    """Help to choose between complaint, report and tip."""
    return page(
        "complaints/choose.html",
        about=telling.about_of(request.args),
        waiting={which.value: timetable.waiting_time(which) for which in Clock},
        doors=policy.other_doors(),
    )


def step_page(form: CaseForm, step: Step, status: int = 200) -> Response:
    """Return the page of one step."""
    draft = drafting.current_draft()
    before = previous_step(form.way, step)
    return page(
        f"complaints/{form.template or step.value}.html",
        status=status,
        form=form,
        track=form.way,
        names=LABELS,
        step=step,
        marks=telling.step_marks(form.way, step),
        before=before.value if before else None,
        files=pages.file_marks(queries.list_draft_files(draft)) if draft else [],
        evidence_hint=evidence_hint(),
        longest=policy.text_bounds()[1],
        draft_hours=policy.draft_life().total_seconds() // 3600,
        advice=telling.advice_of(form.way),
        grounds=policy.refusal_grounds(form.track, clock.today()),
        has_draft=draft is not None,
    )


def _prefill(form: CaseForm) -> None:
    if not isinstance(form, RespondentForm) or form.respondent.data:
        return
    known = enterprises.find_enterprise(request.args.get("enterprise", "")[:60])
    if known is not None:
        form.respondent.data, form.respondent_address.data = known.shown_name, known.shown_address
        form.enterprise.data = known.address_key
    if "batch" in form:
        form.batch.data = form.batch.data or request.args.get("batch", "")[:60]


@complaints_pages.get("/new/<string:track>/<string:step>")
@public
def show_step(track: str, step: str) -> ResponseReturnValue:
    """Show one step with what was already written."""
    way, wanted = _way(track, step)
    form = sending.form_to_show(way, wanted)
    if drafting.is_elsewhere():
        form.refuse(Refused(REFUSALS["draft_elsewhere"]))
    _prefill(form)
    return step_page(form, wanted)


@complaints_pages.post("/new/<string:track>/<string:step>")
@public
def keep_step(track: str, step: str) -> ResponseReturnValue:
    """Keep one step and go to the next; what is to be put right is said at its field."""
    way, wanted = _way(track, step)
    form = sent_form(way, wanted)
    is_valid = is_right(form)
    try:
        if is_valid and _sends_at_once(form):
            return form_tokens.end_token(refresh(url_for("receipts.show_receipt")))
        is_valid = _keep(form, is_valid=is_valid) and is_valid
    except Busy as busy:
        return slowed(step_page(form, wanted, SLOWED), busy)
    except services.DraftElsewhere as refusal:
        drafting.drop_draft()
        form.refuse(refusal)
        is_valid = False
    if not is_valid:
        return step_page(form, wanted, 422)
    return refresh(url_for(".show_step", track=track, step=next_step(way, wanted).value))


def _sends_at_once(form: CaseForm) -> bool:
    # A draft goes on to its last look; so does a page whose token is gone, as after turning back.
    page_token = form_tokens.read_token()
    asked = form.way is Way.TIP and "send" in request.form and drafting.find_token() is None
    if not asked or page_token is None:
        return False
    sending.send_at_once(form, page_token)
    return True


def _keep(form: CaseForm, *, is_valid: bool) -> bool:
    # A form with mistakes still leaves its photos: they took longest to send.
    files = form.files.checked if "files" in form else []
    if not is_valid and not files:
        return False
    token, paid = drafting.find_token(), None
    if token is None:
        paid = gate.let_in(gate.DRAFT, form)
        token = drafting.begin_draft()
    answers = {**form.answers(), sending.TOLD_AS: [form.way.value]} if is_valid else {}
    if answers and request.args.get("also"):
        answers["also_report"] = ["y"]  # said at the door; it can be taken back at its box
    if services.keep_draft(token, answers, files=files, bucket=bucket(), paid=paid):
        form.files.errors = [*form.files.errors, _("附件已经够多了，请先移除几个")]
        return False
    return True


def is_right(form: PassForm) -> bool:
    """Whether a form comes from our page and is filled in right; it keeps its words where not."""
    if may_be_trusted() and form.validate():
        return True
    token = form._fields.get("csrf_token")
    if not form.errors or (token is not None and token.errors):
        if token is not None:
            token.errors = []
        form.refuse(Refused(_("为了安全，请在这一页上再按一次；写好的都在。")))
    return False


def slowed(answer: Response, busy: Busy) -> Response:
    """Say in the answer's head, too, when to come again."""
    answer.headers["Retry-After"] = str(busy.retry_after)
    return answer


@complaints_pages.post("/new/<string:track>/files/<string:key>")
@public
def remove_file(track: str, key: str) -> ResponseReturnValue:
    """Take one file out of the draft; what else was typed stays on the page."""
    way, _step = _way(track)
    draft = drafting.current_draft()
    if draft is not None:
        services.remove_draft_file(draft, key)
    step = step_with_files(way)
    return step_page(sent_form(way, step), step)


def _check_page(way: Way, form: CheckForm, status: int = 200) -> Response:
    draft = drafting.current_draft()
    if draft is None and drafting.receipt_case() is not None:
        return refresh(url_for("receipts.show_receipt"))
    forms = sending.forms_of(way, draft)
    unfinished = sending.first_unfinished(forms)
    if unfinished is not None:
        return refresh(url_for(".show_step", track=way.value, step=unfinished.value))
    gate.toll_of(gate.FILING, form)
    return page(
        "complaints/check.html",
        status=status,
        form=form,
        track=way,
        names=LABELS,
        forms=parts_of(way, forms),
        marks=telling.step_marks(way, Step.CHECK),
        before=previous_step(way, Step.CHECK),
        files=pages.file_marks(queries.list_draft_files(draft)) if draft else [],
        files_step=step_with_files(way).value,
        grounds=policy.refusal_grounds(track_of(way), clock.today()),
        has_draft=True,
    )


@complaints_pages.get("/new/<string:track>/check")
@public
def check_case(track: str) -> ResponseReturnValue:
    """Show everything once more before it is sent."""
    return _check_page(_way(track)[0], CheckForm(formdata=None))


@complaints_pages.post("/new/<string:track>/check")
@public
def send_case(track: str) -> ResponseReturnValue:
    """File the case; sent twice it is one case and the same receipt."""
    way, _step = _way(track)
    form = CheckForm()
    if not form.validate_on_submit():
        return _check_page(way, form, 422)
    try:
        sending.send_draft(way, form)
    except Busy as busy:
        return slowed(_check_page(way, form, SLOWED), busy)
    return refresh(url_for("receipts.show_receipt"))


# Looked at inside: where its token is stale, what was typed comes back with a fresh one.
csrf.exempt(keep_step)
complaints_pages.record_once(
    lambda state: form_tokens.give_at(state.app, "/complaints/new/tip/respondent")
)
