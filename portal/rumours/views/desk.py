"""The rumour desk: the board, and one rumour on its way."""

from flask import Blueprint, Response, url_for
from flask.typing import ResponseReturnValue

from portal.accounts.sessions import signed_in
from portal.kernel.errors import NotFound
from portal.kernel.permissions import Permission
from portal.rumours import queries, rules, services, words
from portal.rumours.forms import ContentForm, StepForm
from portal.rumours.models import Rumour
from portal.rumours.rules import EDITABLE, Deed, Stage, may_review, next_deeds, permission_for
from portal.web.guards import requires
from portal.web.htmx import page
from portal.web.navigation import count_waiting
from portal.web.steps import take_step

desk_pages = Blueprint("rumours_desk", __name__, url_prefix="/desk/rumours")
ONE_RUMOUR = "/<string:code>"
count_waiting("rumours_desk.list_rumours", queries.count_waiting)


def _deeds(rumour: Rumour) -> list[Deed]:
    reader, hands = signed_in(), queries.hands_of(rumour)
    return [
        deed
        for deed in next_deeds(rumour.stage)
        if reader.may(permission_for(deed))
        and (deed is not Deed.REVIEWED or may_review(reader.id, hands))
    ]


def _show(rumour: Rumour, form: ContentForm, step: StepForm, status: int = 200) -> Response:
    is_waiting = rumour.stage is Stage.CONCLUDED
    return page(
        "rumours/desk/rumour.html",
        status=status,
        rumour=rumour,
        content=rumour.content,
        form=form,
        step=step,
        can_edit=rumour.stage in EDITABLE,
        deeds=_deeds(rumour),
        is_own=is_waiting and not may_review(signed_in().id, queries.hands_of(rumour)),
        leads=queries.list_leads(rumour),
        steps=queries.list_steps(rumour),
        categories=rules.categories(),
        words=words,
    )


@desk_pages.get("/")
@requires(Permission.ARTICLE_REVIEW)
def list_rumours() -> ResponseReturnValue:
    """Show the board: what came in, and what stands where."""
    return page(
        "rumours/desk/board.html",
        groups=queries.groups_waiting(),
        stages=queries.list_by_stage(),
        words=words,
    )


@desk_pages.get(ONE_RUMOUR)
@requires(Permission.ARTICLE_REVIEW)
def show_rumour(code: str) -> ResponseReturnValue:
    """Show one rumour with everything about it."""
    rumour = queries.get_rumour(code)
    return _show(rumour, ContentForm.of(rumour.content), StepForm())


@desk_pages.post(f"{ONE_RUMOUR}/words")
@requires(Permission.ARTICLE_REVIEW)
def save_rumour(code: str) -> ResponseReturnValue:
    """Keep what was written."""
    rumour, form = queries.get_rumour(code, for_change=True), ContentForm()
    return take_step(
        form,
        lambda: services.save(rumour, form.content(), by=signed_in()),
        onward=url_for(".show_rumour", code=code),
        again=lambda: _show(rumour, form, StepForm(), 422),
    )


@desk_pages.post(f"{ONE_RUMOUR}/steps/<string:deed>")
@requires(Permission.ARTICLE_REVIEW)
def advance_rumour(code: str, deed: str) -> ResponseReturnValue:
    """Take a rumour one step on, or back."""
    if deed not in set(Deed):
        raise NotFound(deed)
    rumour, step = queries.get_rumour(code, for_change=True), StepForm()
    return take_step(
        step,
        lambda: services.advance(
            rumour,
            Deed(deed),
            by=signed_in(),
            opinion=step.opinion.data or "",
            seen=step.seen.data,
        ),
        onward=url_for(".show_rumour", code=code),
        again=lambda: _show(rumour, ContentForm.of(rumour.content), step, 422),
    )
