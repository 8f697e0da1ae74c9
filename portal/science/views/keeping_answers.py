"""What windows hold while somebody writes: kept at the site, offered again, thrown away."""

from collections.abc import Callable, Sequence

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.datastructures import MultiDict

from portal.kernel.errors import NotFound
from portal.kernel.permissions import Permission
from portal.science.forms import ArticleForm, KeptForm
from portal.science.models import KeptAnswers
from portal.science.queries.writing import list_kept
from portal.science.rules import Language, is_slug
from portal.science.services import keeping_answers
from portal.science.views.pages import desk_pages
from portal.web.forms import BaseForm
from portal.web.guards import requires
from portal.web.htmx import page, refresh

Sent = MultiDict[str, str] | None
NEW = "new"


def place_of(slug: str, language: Language) -> str:
    """Return what a form is called where its answers are kept: of an article, or of a new one."""
    return f"{slug or NEW}.{language.value}"


def kept_form(
    place: str, make: Callable[..., ArticleForm]
) -> tuple[ArticleForm, Sequence[KeptAnswers]]:
    """Return the form, and what other windows held of it.

    With ``?window=`` in the address it holds what that window held.
    """
    windows = list_kept(place, current_user)
    if request.method == "POST":
        form: ArticleForm = make(request.form)
        return form, [one for one in windows if one.tab != form.tab.data]
    wanted = request.args.get("window", "")
    chosen = next((one for one in windows if wanted and one.tab == wanted), None)
    if chosen is None:
        return make(None), windows
    form = make(MultiDict({**chosen.answers, "tab": chosen.tab}))
    return form, [one for one in windows if one is not chosen]


def _place() -> str:
    place = request.args.get("place", "")
    name, _dot, language = place.rpartition(".")
    if language not in {one.value for one in Language} or not is_slug(name):
        raise NotFound(place)
    return place


@desk_pages.post("/kept/")
@requires(Permission.ARTICLE_WRITE)
def keep_answers() -> ResponseReturnValue:
    """Keep what a window's form holds, as it is; nothing is checked and nothing else changes."""
    form = KeptForm()
    kept = keeping_answers.keep_answers(
        _place(), form.window, revision=form.opened_revision, answers=form.held(), by=current_user
    )
    return page("science/desk/_kept.html", kept_at=kept.kept_at)


@desk_pages.post("/kept/forget")
@requires(Permission.ARTICLE_WRITE)
def forget_answers() -> ResponseReturnValue:
    """Throw away what a window held."""
    place = _place()
    form = BaseForm()
    if form.validate_on_submit():
        keeping_answers.forget_answers(place, request.form.get("tab", "")[:40], by=current_user)
    return refresh(url_for(".list_articles"))
