"""The pages that keep what is public right: withdrawal, renewal, corrections."""

from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.kernel.permissions import Permission
from portal.science import queries, services
from portal.science.forms import CorrectionDecisionForm, RenewForm, ScheduleForm, WithdrawForm
from portal.science.models import Article, Correction
from portal.science.prose import prose_of
from portal.science.rules import ArticleFacts, Verdict, compare
from portal.science.views.pages import desk_pages, was_done
from portal.science.views.reviewing import ONE_REVIEW, show, to_reviews
from portal.web.guards import requires


@desk_pages.route(f"{ONE_REVIEW}/withdraw", methods=["GET", "POST"])
@requires(Permission.ARTICLE_PUBLISH)
def withdraw_article(language: str, slug: str) -> ResponseReturnValue:
    """Take an article off the site at once, with a reason readers can read."""
    article = queries.get_article(slug, language)
    form = WithdrawForm()
    if form.validate_on_submit() and was_done(
        form, lambda: services.withdraw(article, reason=form.reason.data, by=current_user)
    ):
        return to_reviews()
    return show("withdraw", article, form)


def _reschedule(article: Article, form: ScheduleForm) -> None:
    if form.wish.data == form.BACK:
        services.take_back(article, opinion=form.opinion.data or "", by=current_user)
    else:
        services.reschedule(article, publish_at=form.moment, by=current_user)


@desk_pages.route(f"{ONE_REVIEW}/schedule", methods=["GET", "POST"])
@requires(Permission.ARTICLE_PUBLISH)
def change_schedule(language: str, slug: str) -> ResponseReturnValue:
    """Let what waits for its day appear at another time, or give it back to its author."""
    article = queries.get_article(slug, language)
    form = ScheduleForm()
    if form.validate_on_submit() and was_done(form, lambda: _reschedule(article, form)):
        return to_reviews()
    is_own = current_user.id in article.hands
    return show("schedule", article, form, is_own=is_own)


def _renew(article: Article, form: RenewForm) -> None:
    services.renew(
        article,
        review_by_on=form.review_by_on.data,
        opinion=form.opinion.data,
        by=current_user,
    )


@desk_pages.route(f"{ONE_REVIEW}/renew", methods=["GET", "POST"])
@requires(Permission.ARTICLE_PUBLISH)
def renew_article(language: str, slug: str) -> ResponseReturnValue:
    """Say that an article still holds, and until when."""
    article = queries.get_article(slug, language)
    form = RenewForm()
    if form.validate_on_submit() and was_done(form, lambda: _renew(article, form)):
        return to_reviews()
    is_own = current_user.id in article.hands
    return show("renew", article, form, prose=prose_of(article), is_own=is_own)


def _decide(correction: Correction, form: CorrectionDecisionForm) -> None:
    services.decide_correction(
        correction,
        verdict=Verdict(form.verdict.data),
        opinion=form.opinion.data,
        by=current_user,
    )


@desk_pages.route(f"{ONE_REVIEW}/correction", methods=["GET", "POST"])
@requires(Permission.ARTICLE_PUBLISH)
def decide_correction(language: str, slug: str) -> ResponseReturnValue:
    """Compare a proposed correction with what is public, and publish it or not."""
    article = queries.get_article(slug, language)
    correction = queries.get_correction(article)
    form = CorrectionDecisionForm()
    if form.validate_on_submit() and was_done(form, lambda: _decide(correction, form)):
        return to_reviews()
    changes = compare(article.facts, ArticleFacts.from_json(correction.facts))
    return show("decide", article, form, correction=correction, changes=changes)
