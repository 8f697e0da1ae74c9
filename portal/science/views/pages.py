"""The desk's pages of popular science, written in two modules."""

from collections.abc import Callable, Mapping, Sequence

from flask import Blueprint, url_for
from flask.blueprints import BlueprintSetupState
from flask_babel import gettext as _
from flask_login import current_user

from portal.kernel.errors import NotAllowed, Refused
from portal.kernel.lifecycle import MoveRefused
from portal.science import queries
from portal.science.models import RENEWAL, Article
from portal.science.pipeline import pipeline_of
from portal.science.rules import Path, Source, kind_of_source
from portal.web.forms import BaseForm
from portal.web.locale import language

desk_pages = Blueprint("science_desk", __name__, url_prefix="/desk/science")
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
