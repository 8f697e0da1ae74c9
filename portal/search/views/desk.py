"""The desk's synonyms: added with a reason, found by the next question, removed with a reason."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue

from portal.accounts.sessions import signed_in
from portal.kernel.errors import Refused
from portal.kernel.permissions import Permission
from portal.search import services, synonyms
from portal.search.forms import RemovalForm, SynonymForm
from portal.search.lexicon import shipped_groups
from portal.search.models import SynonymGroup
from portal.web.guards import requires
from portal.web.htmx import page, refresh

desk_pages = Blueprint("search_desk", __name__, url_prefix="/desk/search/synonyms")
ONE_GROUP = "/<string:reference>"
REMOVED_SHOWN = 20


def _show_list(form: SynonymForm, status: int = 200) -> ResponseReturnValue:
    return page(
        "search/desk/synonyms.html",
        status=status,
        form=form,
        groups=synonyms.list_groups(),
        removed=synonyms.list_removed(REMOVED_SHOWN),
        shipped=shipped_groups(),
    )


def _show_group(group: SynonymGroup, form: RemovalForm, status: int = 200) -> ResponseReturnValue:
    return page("search/desk/synonym_group.html", status=status, group=group, form=form)


@desk_pages.get("/")
@requires(Permission.ARTICLE_REVIEW)
def list_synonyms() -> ResponseReturnValue:
    """List the words that count as the same, and offer to add some."""
    return _show_list(SynonymForm())


@desk_pages.post("/")
@requires(Permission.ARTICLE_REVIEW)
def add_synonyms() -> ResponseReturnValue:
    """Let words mean the same."""
    form = SynonymForm()
    if form.validate_on_submit():
        try:
            services.add_synonyms(form.words.data, reason=form.reason.data, by=signed_in())
        except Refused as refusal:
            form.refuse(refusal)
        else:
            return refresh(url_for("search_desk.list_synonyms"))
    return _show_list(form, status=422)


@desk_pages.get(ONE_GROUP)
@requires(Permission.ARTICLE_REVIEW)
def show_synonyms(reference: str) -> ResponseReturnValue:
    """Show one group, who added it and why."""
    return _show_group(synonyms.get_group(reference), RemovalForm())


@desk_pages.post(f"{ONE_GROUP}/remove")
@requires(Permission.ARTICLE_REVIEW)
def remove_synonyms(reference: str) -> ResponseReturnValue:
    """Let the words of a group stand alone again."""
    group, form = synonyms.get_group(reference, for_change=True), RemovalForm()
    if form.validate_on_submit():
        try:
            services.remove_synonyms(group, reason=form.reason.data, by=signed_in())
        except Refused as refusal:
            form.refuse(refusal)
        else:
            return refresh(url_for("search_desk.list_synonyms"))
    return _show_group(group, form, status=422)
