"""The pages of those who answer for what is published: the board, and one article at its step."""

from typing import Any

from flask import url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.kernel.permissions import Permission
from portal.science import queries, services, words
from portal.science.forms import StepForm
from portal.science.models import Article
from portal.science.prose import prose_of
from portal.science.queries.writing import count_open_notes
from portal.science.rules import Stage, Verdict, check_sources, columns
from portal.science.views.pages import ONE_ARTICLE, desk_pages, was_done
from portal.web import navigation
from portal.web.forms import BaseForm
from portal.web.guards import requires
from portal.web.htmx import page, refresh
from portal.web.prose import plain

RECENT = 20
ONE_REVIEW = f"/reviews{ONE_ARTICLE}"
navigation.count_waiting(
    "science_desk.list_reviews", lambda: queries.count_waiting_for(current_user)
)
navigation.count_waiting(
    "science_desk.list_articles", lambda: queries.count_returned_to(current_user)
)


def to_reviews() -> ResponseReturnValue:
    """Lead back to the board, where the next article waits."""
    return refresh(url_for(".list_reviews"))


def show(template: str, article: Article, form: BaseForm, **facts: Any) -> ResponseReturnValue:
    """Show a page about one article with its form; 422 where something is to be mended."""
    return page(
        f"science/desk/{template}.html",
        status=422 if form.error_list else 200,
        article=article,
        form=form,
        words=words,
        columns=columns(),
        licences=words.LICENCES,
        **{"is_own": article.author_id == current_user.id, **facts},
    )


@desk_pages.get("/reviews/")
@requires(Permission.ARTICLE_REVIEW)
def list_reviews() -> ResponseReturnValue:
    """List what waits for whom, and what was published last."""
    return page(
        "science/desk/reviews.html",
        board=queries.board_for(current_user),
        published=queries.list_published(RECENT),
        may_publish=current_user.may(Permission.ARTICLE_PUBLISH),
        words=words,
        columns=columns(),
    )


@desk_pages.route(ONE_REVIEW, methods=["GET", "POST"])
@requires(Permission.ARTICLE_REVIEW)
def review_article(language: str, slug: str) -> ResponseReturnValue:
    """Read an article at its step; pass it on, publish it at the last one, or send it back."""
    article = queries.get_article(slug, language)
    form = StepForm()
    if form.validate_on_submit() and was_done(form, lambda: _decide(article, form)):
        return to_reviews()
    path = queries.path_of_article(article)
    step = path.current if article.stage is Stage.IN_REVIEW else None
    if step is not None:
        form.turn_to(article.version, step)
    return show(
        "review",
        article,
        form,
        prose=prose_of(article),
        path=path,
        step=step,
        barred=services.reason_against(path, step, current_user) if step else "",
        since=queries.changes_since_last_opinion(article),
        checked=check_sources(article.facts, plain(article.body)),
        open_notes=count_open_notes([article]).get(article.id, 0),
        basis=queries.basis_of(article),
    )


def _decide(article: Article, form: StepForm) -> None:
    services.decide(
        article,
        services.Judgement(
            step=form.step.data or "",
            version=form.read_version,
            verdict=Verdict(form.verdict.data),
            opinion=form.opinion.data,
            publish_at=form.moment,
            may_name=form.may_name.data,
        ),
        by=current_user,
    )
