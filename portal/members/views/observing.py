"""What the desk does with observations: verified, put right, answered, released."""

from collections.abc import Callable

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue

from portal.accounts.sessions import signed_in
from portal.kernel import clock
from portal.kernel.errors import Refused
from portal.kernel.lifecycle import MoveRefused
from portal.kernel.permissions import Permission
from portal.members import queries, services, words
from portal.members.access import check_same_department
from portal.members.forms import AnswerForm, NoteForm, StepForm, VerificationForm
from portal.members.forms.observing import FOUND
from portal.members.models import Observation
from portal.members.rules import OBSERVATION_LIFECYCLE, ObservationStage
from portal.places.profile import current_place
from portal.web.forms import BaseForm
from portal.web.guards import requires
from portal.web.htmx import page, refresh
from portal.web.sealed_downloads import attachment_answer

observation_pages = Blueprint("observations_desk", __name__, url_prefix="/desk/observations")
ONE = "/<string:reference>"
WAITING = frozenset(
    {
        ObservationStage.SUBMITTED,
        ObservationStage.FOUND,
        ObservationStage.UNFOUNDED,
        ObservationStage.RECTIFYING,
    }
)
TOLD = frozenset(
    {ObservationStage.ANSWERED, ObservationStage.PUBLISHED, ObservationStage.WITHDRAWN}
)


@observation_pages.get("/")
@requires(Permission.OBSERVATION_HANDLE)
def list_observations() -> ResponseReturnValue:
    """List what waits for the next step, and what was answered."""
    own = signed_in().department or ""
    return _list(
        queries.list_observations(WAITING, department=own),
        queries.list_observations(TOLD, department=own),
    )


@observation_pages.get("/review/")
@requires(Permission.OBSERVATION_PUBLISH)
def review_observations() -> ResponseReturnValue:
    """List what waits for somebody to release it."""
    answered = queries.list_observations(frozenset({ObservationStage.ANSWERED}))
    return _list(answered, queries.list_observations(TOLD - {ObservationStage.ANSWERED}))


def _list(waiting: object, told: object) -> ResponseReturnValue:
    return page(
        "members/desk/observations.html",
        waiting=waiting,
        told=told,
        regions=current_place().regions,
        words=words,
    )


def _forms_for(observation: Observation) -> dict[str, BaseForm]:
    allowed = OBSERVATION_LIFECYCLE.next_stages(observation.stage)
    forms: dict[str, BaseForm] = {}
    if ObservationStage.FOUND in allowed:
        forms["verify"] = VerificationForm(formdata=None, prefix="verify")
    if ObservationStage.RECTIFYING in allowed:
        forms["rectify"] = StepForm(formdata=None, prefix="rectify")
    if ObservationStage.ANSWERED in allowed:
        forms["answer"] = AnswerForm(formdata=None, prefix="answer")
    return forms


def _own(reference: str, *, for_change: bool = False) -> Observation:
    observation = queries.get_observation(reference, for_change=for_change)
    check_same_department(observation, signed_in())
    return observation


def _show(observation: Observation, **failed: BaseForm) -> ResponseReturnValue:
    parameters, on = current_place().parameters, clock.today()
    return page(
        "members/desk/observation.html",
        status=422 if failed else 200,
        observation=observation,
        forms={**_forms_for(observation), **failed},
        failed=next(iter(failed.values()), None),
        regions=current_place().regions,
        categories={i.code: i.label for i in parameters.items("complaints.categories", on)},
        words=words,
    )


@observation_pages.get(ONE)
@requires(Permission.OBSERVATION_HANDLE)
def show_observation(reference: str) -> ResponseReturnValue:
    """Show one observation, with what may follow."""
    return _show(_own(reference))


@observation_pages.get(f"{ONE}/photos/<int:number>")
@requires(Permission.OBSERVATION_HANDLE)
def download_photo(reference: str, number: int) -> ResponseReturnValue:
    """Give whoever handles it one of its photos."""
    photo = queries.find_photo(_own(reference), number)
    return attachment_answer(queries.read_photo(photo), photo.media_type)


def _take_step(
    reference: str, name: str, form: BaseForm, step: Callable[[Observation], None]
) -> ResponseReturnValue:
    observation = _own(reference, for_change=True)
    if form.validate_on_submit():
        step(observation)
        return refresh(url_for(".show_observation", reference=reference))
    return _show(observation, **{name: form})


@observation_pages.post(f"{ONE}/verify")
@requires(Permission.OBSERVATION_HANDLE)
def verify_observation(reference: str) -> ResponseReturnValue:
    """Say whether it was found as told."""
    form = VerificationForm(prefix="verify")
    return _take_step(
        reference,
        "verify",
        form,
        lambda one: services.verify_observation(
            one, is_found=form.finding.data == FOUND, note=form.note.data or "", by=signed_in()
        ),
    )


@observation_pages.post(f"{ONE}/rectify")
@requires(Permission.OBSERVATION_HANDLE)
def note_rectification(reference: str) -> ResponseReturnValue:
    """Say what was ordered to be put right."""
    form = StepForm(prefix="rectify")
    return _take_step(
        reference,
        "rectify",
        form,
        lambda one: services.rectify_observation(one, note=form.note.data or "", by=signed_in()),
    )


@observation_pages.post(f"{ONE}/answer")
@requires(Permission.OBSERVATION_HANDLE)
def answer_observation(reference: str) -> ResponseReturnValue:
    """Tell the supervisor what came of it, and propose what the public is told."""
    form = AnswerForm(prefix="answer")
    return _take_step(
        reference,
        "answer",
        form,
        lambda one: services.answer_observation(
            one,
            note=form.note.data or "",
            public_text=form.public_text.data or "",
            by=signed_in(),
        ),
    )


def _review(observation: Observation, form: NoteForm, status: int = 200) -> ResponseReturnValue:
    return page(
        "members/desk/release.html",
        status=status,
        observation=observation,
        form=form,
        regions=current_place().regions,
        words=words,
    )


@observation_pages.get("/review/<string:reference>")
@requires(Permission.OBSERVATION_PUBLISH)
def preview_observation(reference: str) -> ResponseReturnValue:
    """Show what the public would read, to whoever may release it."""
    return _review(queries.get_observation(reference), NoteForm())


@observation_pages.post("/review/<string:reference>/publish")
@requires(Permission.OBSERVATION_PUBLISH)
def publish_observation(reference: str) -> ResponseReturnValue:
    """Release it to everybody."""
    observation, form = queries.get_observation(reference, for_change=True), NoteForm()
    try:
        services.publish_observation(observation, by=signed_in())
    except MoveRefused:
        raise
    except Refused as refusal:
        form.refuse(refusal)
        return _review(observation, form, status=422)
    return refresh(url_for(".review_observations"))


@observation_pages.post("/review/<string:reference>/withdraw")
@requires(Permission.OBSERVATION_PUBLISH)
def withdraw_observation(reference: str) -> ResponseReturnValue:
    """Take back what was released, with the reason."""
    observation, form = queries.get_observation(reference, for_change=True), NoteForm()
    if not form.validate_on_submit():
        return _review(observation, form, status=422)
    services.withdraw_observation(observation, note=form.note.data or "", by=signed_in())
    return refresh(url_for(".review_observations"))
