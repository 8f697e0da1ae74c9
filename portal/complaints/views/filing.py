"""Filing a case without an account: choose, tell in short steps, check, send."""

from flask import Blueprint, Response, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.complaints import drafting, pages, policy, queries, sending, services, timetable
from portal.complaints.forms.fields import evidence_hint
from portal.complaints.forms.filing import STEP_FORMS, CaseForm, CheckForm, RespondentForm
from portal.complaints.rules import STEPS, Clock, Step, Track, next_step, previous_step
from portal.complaints.words import LABELS
from portal.enterprises import queries as enterprises
from portal.kernel import clock
from portal.kernel.errors import Busy, NotFound, Refused
from portal.web.guards import public
from portal.web.htmx import page, refresh

complaints_pages = Blueprint("complaints", __name__, url_prefix="/complaints")
FIRST_YEAR = 2020
# Pages that say the same to everybody.
FOR_ALL = frozenset(
    f"complaints.{name}"
    for name in ("choose_track", "show_statistics", "download_statistics", "download_figures")
)


@complaints_pages.after_request
def keep_private(response: Response) -> Response:
    """Leave no copy of a form or a draft in any cache."""
    if request.endpoint not in FOR_ALL:
        response.headers["Cache-Control"] = "no-store"
    return response


def _track(name: str, step: str = Step.CHECK) -> tuple[Track, Step]:
    try:
        track, wanted = Track(name), Step(step)
    except ValueError:
        raise NotFound(name) from None
    if wanted not in STEPS[track]:
        raise NotFound(step)
    return track, wanted


@complaints_pages.get("/")
@public
def show_entrance() -> ResponseReturnValue:
    """Lead to the page that helps to choose."""
    return refresh(url_for(".choose_track"))


@complaints_pages.get("/new")
@public
def choose_track() -> ResponseReturnValue:
    """Help to choose between complaint, report and tip."""
    about = {
        name: request.args[name][:60] for name in ("enterprise", "batch") if name in request.args
    }
    return page(
        "complaints/choose.html",
        about=about,
        waiting={which.value: timetable.waiting_time(which) for which in Clock},
        doors=policy.other_doors(),
    )


def _step_page(form: CaseForm, step: Step, status: int = 200) -> Response:
    draft = drafting.current_draft()
    before = previous_step(form.track, step)
    return page(
        f"complaints/{step.value}.html",
        status=status,
        form=form,
        track=form.track,
        names=LABELS,
        step=step,
        marks=pages.step_marks(form.track, step),
        before=before.value if before else None,
        files=pages.file_marks(queries.list_draft_files(draft)) if draft else [],
        evidence_hint=evidence_hint(),
        longest=policy.text_bounds()[1],
        draft_hours=policy.draft_life().total_seconds() // 3600,
    )


def _prefill(form: CaseForm) -> None:
    if not isinstance(form, RespondentForm) or form.respondent.data:
        return
    known = enterprises.find_enterprise(request.args.get("enterprise", "")[:60])
    if known is not None:
        form.respondent.data, form.respondent_address.data = known.shown_name, known.shown_address
        form.enterprise.data = known.address_key
    form.batch.data = form.batch.data or request.args.get("batch", "")[:60]


@complaints_pages.get("/new/<string:track>/<string:step>")
@public
def show_step(track: str, step: str) -> ResponseReturnValue:
    """Show one step with what was already written."""
    chosen, wanted = _track(track, step)
    form = sending.form_to_show(chosen, wanted)
    _prefill(form)
    return _step_page(form, wanted)


@complaints_pages.post("/new/<string:track>/<string:step>")
@public
def keep_step(track: str, step: str) -> ResponseReturnValue:
    """Keep one step and go to the next; what is to be put right is said at its field."""
    chosen, wanted = _track(track, step)
    token = drafting.draft_token()
    form = STEP_FORMS[wanted](track=chosen)
    is_valid = form.validate_on_submit()
    files = form.files.checked if wanted is Step.STORY else []
    answers = {wanted.value: form.answers()} if is_valid else {}
    if services.keep_draft(token, answers, files=files):
        form.files.errors = [*form.files.errors, _("附件已经够多了，请先移除几个")]
        is_valid = False
    if not is_valid:
        return _step_page(form, wanted, 422)
    return refresh(url_for(".show_step", track=track, step=next_step(chosen, wanted).value))


@complaints_pages.post("/new/<string:track>/files/<string:key>")
@public
def remove_file(track: str, key: str) -> ResponseReturnValue:
    """Take one file out of the draft; what else was typed stays on the page."""
    chosen, _step = _track(track)
    draft = drafting.current_draft()
    if draft is not None:
        services.remove_draft_file(draft, key)
    return _step_page(STEP_FORMS[Step.STORY](track=chosen), Step.STORY)


def _check_page(track: Track, form: CheckForm, status: int = 200) -> ResponseReturnValue:
    draft = drafting.current_draft()
    if draft is None and drafting.receipt_case() is not None:
        return refresh(url_for("receipts.show_receipt"))
    forms = sending.forms_of(track)
    unfinished = sending.first_unfinished(forms)
    if unfinished is not None:
        return refresh(url_for(".show_step", track=track.value, step=unfinished.value))
    return page(
        "complaints/check.html",
        status=status,
        form=form,
        track=track,
        names=LABELS,
        forms={step.value: told for step, told in forms.items()},
        marks=pages.step_marks(track, Step.CHECK),
        before=previous_step(track, Step.CHECK),
        files=pages.file_marks(queries.list_draft_files(draft)) if draft else [],
        grounds=policy.refusal_grounds(track, clock.today()),
    )


@complaints_pages.get("/new/<string:track>/check")
@public
def check_case(track: str) -> ResponseReturnValue:
    """Show everything once more before it is sent."""
    return _check_page(_track(track)[0], CheckForm())


@complaints_pages.post("/new/<string:track>/check")
@public
def send_case(track: str) -> ResponseReturnValue:
    """File the case; sent twice it is one case and the same receipt."""
    chosen, _step = _track(track)
    form, status = CheckForm(), 422
    if form.validate_on_submit():
        try:
            sending.send_draft(chosen)
            return refresh(url_for("receipts.show_receipt"))
        except Busy as busy:
            minutes = busy.retry_after // 60 + 1
            form.refuse(
                Refused(_("这个网络提交得太密，请 %(n)s 分钟后再按一次；写好的都在。", n=minutes))
            )
            status = 429
    return _check_page(chosen, form, status)
