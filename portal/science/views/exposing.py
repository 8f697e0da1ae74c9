"""The author's page for a negative case: the decision it rests on, the firm's reply."""

from dataclasses import asdict

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.kernel.errors import NotAllowed
from portal.kernel.permissions import Permission
from portal.science import queries, services
from portal.science.forms import ExposureForm
from portal.science.models import Article
from portal.science.rules import Stage
from portal.science.views.pages import ONE_ARTICLE, desk_pages, was_done
from portal.science.views.reviewing import show
from portal.web.guards import requires
from portal.web.htmx import refresh


def _drop(article: Article) -> None:
    services.set_exposure(article, None, by=current_user)


def _save(article: Article, form: ExposureForm) -> None:
    if article.stage is Stage.PUBLISHED:
        services.propose_reply(article, form.exposure(), by=current_user)
        return
    services.set_exposure(article, form.exposure(), by=current_user)


@desk_pages.route(f"{ONE_ARTICLE}/exposure", methods=["GET", "POST"])
@requires(Permission.ARTICLE_WRITE)
def edit_exposure(language: str, slug: str) -> ResponseReturnValue:
    """Say on what a negative case rests and what the firm said; or that it is none after all."""
    article = queries.get_own_article(slug, language, current_user)
    if article.author_id != current_user.id:
        raise NotAllowed(slug)
    known = article.negative_case
    form = ExposureForm(data=asdict(known) if known else None)
    is_dropped = request.form.get("action") == "drop"
    is_sent = request.method == "POST" and (is_dropped or form.validate_on_submit())
    if is_sent and was_done(form, lambda: _drop(article) if is_dropped else _save(article, form)):
        return refresh(url_for(".show_article", language=language, slug=slug))
    return show("exposure", article, form)
