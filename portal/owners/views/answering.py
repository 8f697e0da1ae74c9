"""Questions of the bureaux at an enterprise's own desk. Why they are asked is not told."""

from flask import url_for
from flask.typing import ResponseReturnValue

from portal.complaints import meetings as questions
from portal.complaints import services as complaints
from portal.complaints.models import EnterpriseQuestion
from portal.kernel import clock
from portal.kernel.errors import NotFound, Refused
from portal.kernel.permissions import Permission
from portal.owners.forms import AnswerForm
from portal.owners.views.pages import own, owner_pages
from portal.places.profile import current_place
from portal.web.guards import requires
from portal.web.htmx import page, refresh
from portal.web.locale import language


def _mine(reference: str) -> EnterpriseQuestion:
    question = questions.get_question(reference)
    if question.enterprise_id != own().enterprise_id or question.withdrawn_at is not None:
        raise NotFound(reference)
    return question


def _offices() -> dict[str, str]:
    return {
        office.code: office.name.in_(language()) for office in current_place().departments.offices
    }


@owner_pages.get("/questions/")
@requires(Permission.OWNER_DESK)
def list_questions() -> ResponseReturnValue:
    """Show an enterprise what bureaux ask it."""
    owner = own()
    return page(
        "owners/questions.html",
        owner=owner,
        questions=questions.list_questions_to(owner.enterprise_id),
        offices=_offices(),
        today=clock.today(),
    )


@owner_pages.get("/questions/<string:reference>")
@requires(Permission.OWNER_DESK)
def show_question(reference: str) -> ResponseReturnValue:
    """Show an enterprise one question, to be answered."""
    return _question(_mine(reference), AnswerForm(formdata=None))


@owner_pages.post("/questions/<string:reference>")
@requires(Permission.OWNER_DESK)
def answer_question(reference: str) -> ResponseReturnValue:
    """Take an enterprise's answer."""
    form, question = AnswerForm(), _mine(reference)
    try:
        if form.validate():
            complaints.answer_question(question, text=form.text.data or "", by=own().account.actor)
            return refresh(url_for(".list_questions"))
    except Refused as refusal:
        form.refuse(refusal)
    return _question(question, form, status=422)


def _question(
    question: EnterpriseQuestion, form: AnswerForm, status: int = 200
) -> ResponseReturnValue:
    return page(
        "owners/question.html",
        status=status,
        question=question,
        form=form,
        office=_offices().get(question.department, question.department),
        today=clock.today(),
    )
