"""Saying which column is which, where a table leaves it open."""

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.kernel.errors import Refused
from portal.kernel.permissions import Permission
from portal.sampling import queries
from portal.sampling.models import SampleImport
from portal.sampling.queries.mappings import get_learned, list_learned, list_questions
from portal.sampling.rules.batches import ImportStage
from portal.sampling.services.mappings import answer_columns, forget_column
from portal.sampling.views.imports import sampling_desk
from portal.sampling.words.columns import COLUMNS
from portal.tables.mapping_forms import MappingForm
from portal.web.guards import requires
from portal.web.htmx import page, refresh


def _mapping_page(brought: SampleImport, form: MappingForm, status: int = 200) -> Response:
    return page("sampling/desk/mapping.html", brought=brought, form=form, status=status)


@sampling_desk.get("/imports/<string:reference>/columns")
@requires(Permission.SAMPLING_IMPORT)
def ask_import_columns(reference: str) -> ResponseReturnValue:
    """Ask which column is which, with some of what each holds."""
    brought = queries.get_import(reference)
    if brought.stage is not ImportStage.ASKING:
        return refresh(url_for(".show_import", reference=brought.reference))
    return _mapping_page(brought, MappingForm(COLUMNS, list_questions(brought)))


@sampling_desk.post("/imports/<string:reference>/columns")
@requires(Permission.SAMPLING_IMPORT)
def answer_import_columns(reference: str) -> ResponseReturnValue:
    """Take the answers, remember them for tables of this source, and check the file."""
    brought = queries.get_import(reference)
    form = MappingForm(COLUMNS, list_questions(brought), given=request.form)
    try:
        answer_columns(brought, answers=form.answers(), by=current_user.actor)
    except Refused as refusal:
        form.refuse(refusal)
        return _mapping_page(brought, form, status=422)
    return refresh(url_for(".show_import", reference=brought.reference))


@sampling_desk.get("/columns/")
@requires(Permission.SAMPLING_IMPORT)
def list_columns() -> ResponseReturnValue:
    """Show what was learned of the columns of one's own tables."""
    learned = list_learned(current_user.username)
    return page("sampling/desk/columns.html", learned=learned, fields=COLUMNS)


@sampling_desk.post("/columns/<int:number>/forget")
@requires(Permission.SAMPLING_IMPORT)
def forget_learned_column(number: int) -> ResponseReturnValue:
    """Forget what one column means; it is asked about again."""
    forget_column(get_learned(current_user.username, number), by=current_user.actor)
    return refresh(url_for(".list_columns"))
