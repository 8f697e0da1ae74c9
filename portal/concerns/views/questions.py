"""The desk's questions: what people sent, like ones together."""

from flask import Blueprint, Response, url_for
from flask.typing import ResponseReturnValue

from portal.accounts.sessions import signed_in
from portal.concerns import queries, services, words
from portal.concerns.forms import AsideForm, JoinForm
from portal.concerns.models import ConcernQuestion
from portal.concerns.rules import topics
from portal.kernel.permissions import Permission
from portal.web.guards import requires
from portal.web.htmx import page, refresh
from portal.web.steps import take_step

question_pages = Blueprint("concern_questions", __name__, url_prefix="/desk/concerns/questions")
ONE_QUESTION = "/<string:reference>"


def _show(
    question: ConcernQuestion, join: JoinForm, aside: AsideForm, status: int = 200
) -> Response:
    return page(
        "concerns/desk/question.html",
        status=status,
        question=question,
        join=join,
        aside=aside,
        alike=queries.concerns_like(question.text),
        topics=topics(),
        words=words,
    )


@question_pages.get(ONE_QUESTION)
@requires(Permission.ARTICLE_REVIEW)
def show_question(reference: str) -> ResponseReturnValue:
    """Show one question, and what it may belong to."""
    return _show(queries.get_question(reference), JoinForm(), AsideForm())


@question_pages.post(f"{ONE_QUESTION}/open")
@requires(Permission.ARTICLE_REVIEW)
def open_concern(reference: str) -> ResponseReturnValue:
    """Take up a question."""
    question = queries.get_question(reference, for_change=True)
    concern = services.open_from(question, by=signed_in())
    return refresh(url_for("concerns_desk.show_concern", code=concern.code))


@question_pages.post(f"{ONE_QUESTION}/join")
@requires(Permission.ARTICLE_REVIEW)
def add_question(reference: str) -> ResponseReturnValue:
    """Say which concern a question belongs to; the desk confirms what was suggested."""
    question, form = queries.get_question(reference, for_change=True), JoinForm()
    return take_step(
        form,
        lambda: services.join_question(question, queries.named(form.concern.data), by=signed_in()),
        onward=url_for(".show_question", reference=reference),
        again=lambda: _show(question, form, AsideForm(), 422),
    )


@question_pages.post(f"{ONE_QUESTION}/release")
@requires(Permission.ARTICLE_REVIEW)
def release_question(reference: str) -> ResponseReturnValue:
    """Look at a question anew."""
    question = queries.get_question(reference, for_change=True)
    services.release_question(question, by=signed_in())
    return refresh(url_for(".show_question", reference=reference))


@question_pages.post(f"{ONE_QUESTION}/set-aside")
@requires(Permission.ARTICLE_REVIEW)
def decline_question(reference: str) -> ResponseReturnValue:
    """Not answer a question here, and tell the sender why."""
    question, form = queries.get_question(reference, for_change=True), AsideForm()
    return take_step(
        form,
        lambda: services.set_aside(question, reason=form.reason.data, by=signed_in()),
        onward=url_for("concerns_desk.list_concerns"),
        again=lambda: _show(question, JoinForm(), form, 422),
    )
