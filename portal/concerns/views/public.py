"""Concerns for everybody: answers, one answer, asking, and what became of a question."""

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue

from portal.concerns import queries, services, words
from portal.concerns.forms import QuestionForm
from portal.concerns.rules import looks_like_complaint, topics
from portal.kernel.errors import NotFound
from portal.places.profile import current_place
from portal.web import prose
from portal.web.guards import public
from portal.web.htmx import page, refresh
from portal.web.locale import language
from portal.web.visitors import bucket

public_pages = Blueprint("concerns", __name__, url_prefix="/concerns")


@public_pages.get("/")
@public
def list_concerns() -> ResponseReturnValue:
    """List what was asked and answered, and how soon."""
    topic = request.args.get("topic", "")
    if topic and topic not in topics():
        raise NotFound(topic)
    return page(
        "concerns/list.html",
        topic=topic,
        topics=topics(),
        versions=queries.list_published(topic),
        departments=current_place().departments,
        figures=queries.month_figures(),
        smallest=queries.smallest_cell() or 0,
        days=queries.days_to_answer(),
    )


@public_pages.route("/ask", methods=["GET", "POST"])
@public
def send_question() -> ResponseReturnValue:
    """Let anyone ask; a complaint is shown its own door, an answer that exists is shown first."""
    form, known, is_complaint = QuestionForm(), [], False
    if form.validate_on_submit():
        if not form.sure.data:
            known = [*queries.published_like(form.text.data)]
            is_complaint = looks_like_complaint(form.text.data)
        if not known and not is_complaint:
            question = services.send_question(
                text=form.text.data, topic=form.topic.data, network=bucket()
            )
            return refresh(url_for(".show_question", reference=question.reference))
        form.sure.data = "1"
    return page(
        "concerns/ask.html",
        status=422 if form.errors or known or is_complaint else 200,
        form=form,
        known=known,
        is_complaint=is_complaint,
    )


@public_pages.get("/receipts/<string:reference>")
@public
def show_question(reference: str) -> ResponseReturnValue:
    """Show what became of a question; nothing on the page says who asked."""
    question = queries.get_question(reference)
    answer = queries.find_answer(question.concern) if question.concern else None
    response = page("concerns/receipt.html", question=question, answer=answer, words=words)
    response.headers["Cache-Control"] = "no-store"
    return response


@public_pages.get("/<string:code>")
@public
def show_concern(code: str) -> ResponseReturnValue:
    """Show one question of many, and the answer of a department."""
    version = queries.get_published(code)
    content = version.content
    return page(
        "concerns/show.html",
        version=version,
        content=content,
        answer=prose.render(content.words_in(language(), "answer")),
        department=current_place().departments.find(version.department),
        versions=queries.list_versions(version.concern),
        asked=queries.asked_shown(version.concern),
        alike=[one for one in queries.published_like(content.question) if one.id != version.id],
        topics=topics(),
    )
