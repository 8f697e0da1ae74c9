"""The desk's pages of popular science, written in two modules."""

from collections.abc import Callable, Mapping, Sequence

from flask import Blueprint, request, url_for
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_login import current_user

from portal.kernel.errors import NotAllowed, Refused
from portal.kernel.lifecycle import MoveRefused
from portal.science import queries
from portal.science.models import RENEWAL, Article
from portal.science.pipeline import pipeline_of
from portal.science.rules import Path, Source, kind_of_source
from portal.web.forms import BaseForm
from portal.web.htmx import page, wants_fragment
from portal.web.locale import language

desk_pages = Blueprint("science_desk", __name__, url_prefix="/desk/science")
# What takes long to write, by the names of the fields.
LONG = {
    "opinion": lazy_gettext("意见"),
    "text": lazy_gettext("您的意见"),
    "reason": lazy_gettext("撤回的原因"),
    "title": lazy_gettext("标题"),
    "summary": lazy_gettext("摘要"),
    "body": lazy_gettext("正文"),
}
SIGNED_OUT = 403
ONE_ARTICLE = "/<any(zh, en):language>/<string:slug>"


def address_of(article: Article, endpoint: str = "show_article") -> str:
    """Return where the desk shows an article, or one of its other pages."""
    return url_for(f"science_desk.{endpoint}", language=article.language.value, slug=article.slug)


def own_article(slug: str, language: str) -> Article:
    """Return an article to its author; raises NotAllowed for anybody else."""
    article = queries.get_own_article(slug, language, current_user)
    if article.author_id != current_user.id:
        raise NotAllowed(slug)
    return article


def was_done(form: BaseForm, act: Callable[[], object]) -> bool:
    """Do it. A refusal the reader can mend goes to the form; any other gets its own page."""
    try:
        act()
    except (NotAllowed, MoveRefused):
        raise
    except Refused as refusal:
        form.refuse(refusal)
        return False
    return True


@desk_pages.before_request
def hand_back_what_was_written() -> ResponseReturnValue | None:
    """Show whoever was signed out while writing what they sent: nothing else holds it."""
    if current_user.is_authenticated or request.method != "POST" or wants_fragment():
        return None
    written = {label: text for name, label in LONG.items() if (text := request.form.get(name))}
    if not written:
        return None
    return page("science/desk/signed_out.html", status=SIGNED_OUT, written=written)


@desk_pages.app_template_filter("step_name")
def step_name(code: str) -> str:
    """Return what a step on record is called, in the reader's language."""
    return _("到期复审") if code == RENEWAL else queries.step_name(code)


@desk_pages.app_template_filter("source_kind")
def source_kind(source: Mapping[str, str]) -> str:
    """Return what kind of source a source of an article is, in the reader's language."""
    return kind_of_source(Source(**source)).name.in_(language())


@desk_pages.app_template_filter("way_of")
def way_of(article: Article) -> Path:
    """Return which steps an article takes and which of them stand."""
    return queries.path_of_article(article)


@desk_pages.app_template_filter("basis_of")
def basis_of(article: Article) -> queries.Basis | None:
    """Return what a negative case rests on; None for every other article."""
    return queries.basis_of(article)


@desk_pages.app_template_filter("steps_taken")
def steps_taken(article: Article) -> Sequence[queries.PublicStep]:
    """Return the steps an article took before it was public, for readers."""
    return queries.steps_taken(article)


@desk_pages.record_once
def check_pipeline(state: BlueprintSetupState) -> None:
    """Read the steps when the site is built: with a faulty file it does not start."""
    pipeline_of(state.app.config["PORTAL_PLACE"])
