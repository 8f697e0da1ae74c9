"""The pages of those who answer for what is published."""

from typing import Any

from flask import url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.kernel.permissions import Permission
from portal.science import queries, services, words
from portal.science.forms import (
    CorrectionDecisionForm,
    PublishForm,
    RenewForm,
    ReviewForm,
    WithdrawForm,
)
from portal.science.models import Article, Correction
from portal.science.rules import ArticleFacts, Stage, Verdict, columns, compare
from portal.science.views.pages import ONE_ARTICLE, desk_pages, prose_of, was_done
from portal.web.forms import BaseForm
from portal.web.guards import requires
from portal.web.htmx import page, refresh

ONE_REVIEW = f"/reviews{ONE_ARTICLE}"


def _to_reviews() -> ResponseReturnValue:
    return refresh(url_for(".list_reviews"))


def _show(template: str, article: Article, form: BaseForm, **facts: Any) -> ResponseReturnValue:
    return page(
        f"science/desk/{template}.html",
        status=422 if form.error_list else 200,
        article=article,
        form=form,
        words=words,
        columns=columns(),
        is_own=article.author_id == current_user.id,
        **facts,
    )


@desk_pages.get("/reviews/")
@requires(Permission.ARTICLE_REVIEW)
def list_reviews() -> ResponseReturnValue:
    """List what waits for a review, and what was published last."""
    return page(
        "science/desk/reviews.html",
        first=queries.list_waiting(Stage.IN_REVIEW),
        second=queries.list_waiting(Stage.FIRST_APPROVED),
        corrections=queries.list_corrections_waiting(),
        due=queries.list_due(),
        published=queries.list_published(),
        may_publish=current_user.may(Permission.ARTICLE_PUBLISH),
        words=words,
        columns=columns(),
    )


@desk_pages.route(ONE_REVIEW, methods=["GET", "POST"])
@requires(Permission.ARTICLE_REVIEW)
def review_article(language: str, slug: str) -> ResponseReturnValue:
    """Read an article as its first reviewer, and pass it or send it back."""
    article = queries.get_article(slug, language)
    form = ReviewForm(data={"version": str(article.version)})
    if form.validate_on_submit() and was_done(form, lambda: _review(article, form)):
        return _to_reviews()
    return _show("review", article, form, prose=prose_of(article), is_second=False)


def _review(article: Article, form: ReviewForm | PublishForm) -> None:
    services.review(
        article,
        verdict=Verdict(form.verdict.data),
        opinion=form.opinion.data,
        version=form.read_version,
        by=current_user,
    )


def _publish(article: Article, form: PublishForm) -> None:
    if form.verdict.data == Verdict.RETURNED:
        _review(article, form)
        return
    services.publish(
        article,
        opinion=form.opinion.data,
        version=form.read_version,
        publish_at=form.moment,
        by=current_user,
    )


def _renew(article: Article, form: RenewForm) -> None:
    services.renew(
        article,
        review_by_on=form.review_by_on.data,
        opinion=form.opinion.data,
        by=current_user,
    )


def _decide(correction: Correction, form: CorrectionDecisionForm) -> None:
    services.decide_correction(
        correction,
        verdict=Verdict(form.verdict.data),
        opinion=form.opinion.data,
        by=current_user,
    )


@desk_pages.route(f"{ONE_REVIEW}/publish", methods=["GET", "POST"])
@requires(Permission.ARTICLE_PUBLISH)
def publish_article(language: str, slug: str) -> ResponseReturnValue:
    """Read an article as its second reviewer, and publish it or send it back."""
    article = queries.get_article(slug, language)
    form = PublishForm(data={"version": str(article.version)})
    if form.validate_on_submit() and was_done(form, lambda: _publish(article, form)):
        return _to_reviews()
    return _show("review", article, form, prose=prose_of(article), is_second=True)


@desk_pages.route(f"{ONE_REVIEW}/withdraw", methods=["GET", "POST"])
@requires(Permission.ARTICLE_PUBLISH)
def withdraw_article(language: str, slug: str) -> ResponseReturnValue:
    """Take an article off the site at once, with a reason readers can read."""
    article = queries.get_article(slug, language)
    form = WithdrawForm()
    if form.validate_on_submit() and was_done(
        form, lambda: services.withdraw(article, reason=form.reason.data, by=current_user)
    ):
        return _to_reviews()
    return _show("withdraw", article, form)


@desk_pages.route(f"{ONE_REVIEW}/renew", methods=["GET", "POST"])
@requires(Permission.ARTICLE_PUBLISH)
def renew_article(language: str, slug: str) -> ResponseReturnValue:
    """Say that an article still holds, and until when."""
    article = queries.get_article(slug, language)
    form = RenewForm()
    if form.validate_on_submit() and was_done(form, lambda: _renew(article, form)):
        return _to_reviews()
    return _show("renew", article, form, prose=prose_of(article))


@desk_pages.route(f"{ONE_REVIEW}/correction", methods=["GET", "POST"])
@requires(Permission.ARTICLE_PUBLISH)
def decide_correction(language: str, slug: str) -> ResponseReturnValue:
    """Compare a proposed correction with what is public, and publish it or not."""
    article = queries.get_article(slug, language)
    correction = queries.get_correction(article)
    form = CorrectionDecisionForm()
    if form.validate_on_submit() and was_done(form, lambda: _decide(correction, form)):
        return _to_reviews()
    changes = compare(article.facts, ArticleFacts.from_json(correction.facts))
    return _show("decide", article, form, correction=correction, changes=changes)
