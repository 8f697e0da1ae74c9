"""The desk of concerns: the board, and one concern on its way."""

from flask import Blueprint, Response, url_for
from flask.typing import ResponseReturnValue

from portal.accounts.sessions import signed_in
from portal.concerns import queries, services, words
from portal.concerns.forms import ContentForm, StepForm
from portal.concerns.models import Concern
from portal.concerns.rules import (
    EDITABLE,
    STEPS,
    Deed,
    Stage,
    may_publish,
    next_deeds,
    topics,
)
from portal.kernel.errors import NotFound
from portal.kernel.permissions import Permission
from portal.places.profile import current_place
from portal.web.guards import requires
from portal.web.htmx import page
from portal.web.navigation import count_waiting
from portal.web.steps import take_step

desk_pages = Blueprint("concerns_desk", __name__, url_prefix="/desk/concerns")
ONE_CONCERN = "/<string:code>"


def _own_department() -> str | None:
    # None: whoever edits sees every department's.
    reader = signed_in()
    return None if reader.may(Permission.ARTICLE_REVIEW) else reader.department or ""


count_waiting("concerns_desk.list_concerns", lambda: queries.count_waiting(_own_department()))


def _deeds(concern: Concern, *, is_own: bool) -> list[Deed]:
    return [
        deed
        for deed in next_deeds(concern.stage, is_public=concern.version > 0)
        if signed_in().may(STEPS[deed].permission) and not (deed is Deed.PUBLISHED and is_own)
    ]


def _show(concern: Concern, form: ContentForm, step: StepForm, status: int = 200) -> Response:
    reader = signed_in()
    is_own = not may_publish(reader.id, queries.hands_of(concern))
    return page(
        "concerns/desk/concern.html",
        status=status,
        concern=concern,
        content=concern.content,
        form=form,
        step=step,
        can_edit=concern.stage in EDITABLE,
        deeds=_deeds(concern, is_own=is_own),
        is_own=is_own and concern.stage is Stage.ANSWERED,
        department=current_place().departments.find(concern.department or ""),
        questions=queries.list_questions(concern),
        sees_questions=reader.may(Permission.ARTICLE_REVIEW),
        steps=queries.list_steps(concern),
        topics=topics(),
        words=words,
    )


def _get(code: str, *, for_change: bool = False) -> Concern:
    concern = queries.get_concern(code, for_change=for_change)
    services.check_scope(concern, signed_in())
    return concern


def _onward(code: str, deed: Deed) -> str:
    # What was handed back is no longer the department's own.
    if deed is Deed.DECLINED:
        return url_for(".list_concerns")
    return url_for(".show_concern", code=code)


@desk_pages.get("/")
@requires(Permission.CONCERN_ANSWER)
def list_concerns() -> ResponseReturnValue:
    """Show the board: what came in, and what stands where; a department sees its own."""
    own = _own_department()
    return page(
        "concerns/desk/board.html",
        groups=queries.groups_waiting() if own is None else None,
        stages=queries.list_by_stage(own),
        departments=current_place().departments,
        words=words,
    )


@desk_pages.get(ONE_CONCERN)
@requires(Permission.CONCERN_ANSWER)
def show_concern(code: str) -> ResponseReturnValue:
    """Show one concern with everything about it."""
    concern = _get(code)
    return _show(concern, ContentForm.of(concern.content), StepForm())


@desk_pages.post(f"{ONE_CONCERN}/words")
@requires(Permission.CONCERN_ANSWER)
def save_concern(code: str) -> ResponseReturnValue:
    """Keep what was written."""
    concern, form = _get(code, for_change=True), ContentForm()
    return take_step(
        form,
        lambda: services.save(concern, form.content(), by=signed_in()),
        onward=url_for(".show_concern", code=code),
        again=lambda: _show(concern, form, StepForm(), 422),
    )


@desk_pages.post(f"{ONE_CONCERN}/steps/<string:deed>")
@requires(Permission.CONCERN_ANSWER)
def advance_concern(code: str, deed: str) -> ResponseReturnValue:
    """Take a concern one step on, or back."""
    if deed not in set(Deed):
        raise NotFound(deed)
    concern, step = _get(code, for_change=True), StepForm()
    words_of_step = {
        "opinion": step.opinion.data or "",
        "department": step.department.data or "",
        "seen": step.seen.data or "",
    }
    return take_step(
        step,
        lambda: services.advance(concern, Deed(deed), by=signed_in(), **words_of_step),
        onward=_onward(code, Deed(deed)),
        again=lambda: _show(concern, ContentForm.of(concern.content), step, 422),
    )
