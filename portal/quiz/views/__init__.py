"""Pages of the quiz: its editions, one edition to answer, what was right."""

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue

from portal.kernel.errors import NotFound
from portal.quiz import queries, services
from portal.quiz.forms import form_for
from portal.quiz.rules import editions
from portal.web.guards import public
from portal.web.htmx import page, refresh
from portal.web.visitors import bucket

pages = Blueprint("quiz", __name__, url_prefix="/quiz")
PAGES: tuple[Blueprint, ...] = (pages,)


@pages.get("/")
@public
def list_editions() -> ResponseReturnValue:
    """List the editions, how many answered, and what share was right."""
    return page(
        "quiz/list.html",
        editions=editions().values(),
        counts={code: queries.count_papers(one) for code, one in editions().items()},
        shares={code: queries.shares_of(one) for code, one in editions().items()},
        smallest=queries.smallest_cell(),
        promises=queries.list_promises(),
    )


@pages.route("/<string:code>", methods=["GET", "POST"])
@public
def send_paper(code: str) -> ResponseReturnValue:
    """Ask the questions; answers lead to what was right."""
    edition = queries.get_edition(code)
    form = form_for(edition)
    if form.validate_on_submit():
        chosen = form.chosen(edition)
        services.send_paper(edition, chosen, token=form.paper.data, network=bucket())
        return refresh(url_for(".show_answers", code=code, chosen="".join(map(str, chosen))))
    status = 422 if form.errors else 200
    answer = page("quiz/paper.html", edition=edition, form=form, status=status)
    answer.headers["Cache-Control"] = "no-store"  # each reader's form has a token of its own
    return answer


@pages.get("/<string:code>/answers")
@public
def show_answers(code: str) -> ResponseReturnValue:
    """Show what was right and why; which answers were given is in the address alone."""
    edition = queries.get_edition(code)
    chosen = edition.read_answers(request.args.get("chosen", ""))
    if chosen is None:
        raise NotFound(code)
    return page(
        "quiz/answers.html",
        edition=edition,
        pairs=list(zip(edition.questions, chosen, strict=True)),
        right=edition.count_right(chosen),
        shares=queries.shares_of(edition),
    )
