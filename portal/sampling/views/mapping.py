"""Saying which column is which, where a table leaves it open."""

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.kernel.errors import Refused
from portal.kernel.permissions import Permission
from portal.sampling import queries
from portal.sampling.mapping_form import MappingForm
from portal.sampling.models import SampleImport
from portal.sampling.queries.mappings import list_questions
from portal.sampling.rules.batches import ImportStage
from portal.sampling.services.mappings import answer_columns
from portal.sampling.views.imports import sampling_desk
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
    return _mapping_page(brought, MappingForm(list_questions(brought)))


@sampling_desk.post("/imports/<string:reference>/columns")
@requires(Permission.SAMPLING_IMPORT)
def answer_import_columns(reference: str) -> ResponseReturnValue:
    """Take the answers, remember them for tables of this source, and check the file."""
    brought = queries.get_import(reference)
    form = MappingForm(list_questions(brought), given=request.form)
    try:
        answer_columns(brought, answers=form.answers(), by=current_user.actor)
    except Refused as refusal:
        form.refuse(refusal)
        return _mapping_page(brought, form, status=422)
    return refresh(url_for(".show_import", reference=brought.reference))
