"""The desk where tables of every kind are brought in, and what came of each."""

from collections.abc import Iterable, Mapping

from flask import Blueprint, Response, request, stream_with_context, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.extensions import objects
from portal.kernel.errors import NotAllowed, Refused
from portal.kernel.permissions import Permission
from portal.tables import background, queries, services
from portal.tables.forms import UploadForm
from portal.tables.kinds import TableKind, get_kind, list_kinds
from portal.tables.mapping_forms import MappingForm
from portal.tables.models import TableImport
from portal.tables.reading import LARGEST_FILE
from portal.tables.reporting import report_as_workbook
from portal.tables.rules.stages import TableStage
from portal.tables.rules.verdicts import Outcome
from portal.tables.services.noting import ROOM
from portal.tables.words import OUTCOMES, STAGE_MARKS, STAGES, file_note
from portal.web.guards import requires
from portal.web.htmx import page, refresh, wants_fragment
from portal.web.locale import language

tables_desk = Blueprint("tables_desk", __name__, url_prefix="/desk/tables")
PAGES = (tables_desk,)
background.register_runners()
WORDS = {"stages": STAGES, "marks": STAGE_MARKS, "outcomes": OUTCOMES}
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _own_kinds() -> list[TableKind]:
    return [kind for kind in list_kinds() if current_user.may(kind.permission)]


def _own_table(reference: str) -> TableImport:
    table = queries.get_table(reference)
    if not current_user.may(get_kind(table.kind).permission):
        raise NotAllowed(table.kind)
    return table


def _tables_page(form: UploadForm, status: int = 200) -> Response:
    kinds = _own_kinds()
    return page(
        "tables/list.html",
        form=form,
        kinds={kind.code: kind for kind in kinds},
        tables=queries.list_newest_tables([kind.code for kind in kinds]),
        words=WORDS,
        limit=LARGEST_FILE // 1024 // 1024,
        status=status,
    )


@tables_desk.get("/")
@requires(Permission.TABLE_BRING)
def list_tables() -> ResponseReturnValue:
    """Show what was brought in, and take another table."""
    return _tables_page(UploadForm.of(_own_kinds(), request.args.get("kind", "")))


@tables_desk.post("/")
@requires(Permission.TABLE_BRING)
def upload_table() -> ResponseReturnValue:
    """Take a table; it is checked in the background."""
    form = UploadForm.of(_own_kinds())
    if not form.validate():
        return _tables_page(form, status=422)
    try:
        table = services.receive_table(
            content=form.file.data.read(),
            file_name=form.file.data.filename or "",
            kind=form.kind.data,
            source=form.source.data,
            by=current_user.actor,
        )
    except Refused as refusal:
        form.refuse(refusal)
        return _tables_page(form, status=422)
    return refresh(url_for(".show_table", reference=table.reference))


@tables_desk.get("/kinds/<string:code>")
@requires(Permission.TABLE_BRING)
def show_kind(code: str) -> ResponseReturnValue:
    """Show which columns a kind of table may have, and how they may be headed."""
    return page("tables/kind.html", kind=get_kind(code))


@tables_desk.get("/<string:reference>")
@requires(Permission.TABLE_BRING)
def show_table(reference: str) -> ResponseReturnValue:
    """Show how far a table is, then what each of its rows would do or did."""
    table = _own_table(reference)
    seen = _progress_mark(table)
    if wants_fragment() and request.args.get("seen") == seen:
        return "", 204
    return page(
        "tables/show.html",
        fragment="tables/_report.html",
        table=table,
        kind=get_kind(table.kind),
        counts=queries.count_outcomes(table),
        refused=queries.list_lines(table, Outcome.REFUSED, Outcome.HELD),
        changed=queries.list_lines(table, Outcome.CHANGED, Outcome.GONE),
        notes=[file_note(code, facts) for code, facts in table.notes],
        seen=seen,
        words=WORDS,
    )


def _progress_mark(table: TableImport) -> str:
    done, total = table.job.progress if table.job else (0, 0)
    return f"{table.stage.value}-{done}-{total}"


def _mapping_form(table: TableImport, given: Mapping[str, str] | None = None) -> MappingForm:
    titles = {field.name: field.title.in_(language()) for field in get_kind(table.kind).fields}
    return MappingForm(titles, queries.list_questions(table), given)


@tables_desk.get("/<string:reference>/columns")
@requires(Permission.TABLE_BRING)
def ask_table_columns(reference: str) -> ResponseReturnValue:
    """Ask which column is which, with some of what each holds."""
    table = _own_table(reference)
    if table.stage is not TableStage.ASKING:
        return refresh(url_for(".show_table", reference=table.reference))
    form = _mapping_form(table)
    return page("tables/columns.html", table=table, form=form)


@tables_desk.post("/<string:reference>/columns")
@requires(Permission.TABLE_BRING)
def answer_table_columns(reference: str) -> ResponseReturnValue:
    """Take the answers, remember them for tables of this kind and source, and check the file."""
    table = _own_table(reference)
    form = _mapping_form(table, given=request.form)
    try:
        services.answer_columns(table, answers=form.answers(), by=current_user.actor)
    except Refused as refusal:
        form.refuse(refusal)
        return page("tables/columns.html", table=table, form=form, status=422)
    return refresh(url_for(".show_table", reference=table.reference))


@tables_desk.post("/<string:reference>/writing")
@requires(Permission.TABLE_BRING)
def apply_table(reference: str) -> ResponseReturnValue:
    """Let what the report shows be written."""
    table = _own_table(reference)
    services.begin_writing(table, by=current_user.actor)
    return refresh(url_for(".show_table", reference=table.reference))


@tables_desk.post("/<string:reference>/cancellation")
@requires(Permission.TABLE_BRING)
def cancel_table(reference: str) -> ResponseReturnValue:
    """Call a table off."""
    table = _own_table(reference)
    services.cancel_table(table, by=current_user.actor)
    return refresh(url_for(".show_table", reference=table.reference))


@tables_desk.post("/<string:reference>/check")
@requires(Permission.TABLE_BRING)
def check_table(reference: str) -> ResponseReturnValue:
    """Look at the records again, now that held ones may have been decided."""
    table = _own_table(reference)
    services.look_again(table, by=current_user.actor)
    return refresh(url_for(".show_table", reference=table.reference))


@tables_desk.get("/<string:reference>/report.xlsx")
@requires(Permission.TABLE_BRING)
def download_report(reference: str) -> ResponseReturnValue:
    """Give the table as it was, with what became of each row beside it."""
    table = _own_table(reference)
    parts = stream_with_context(report_as_workbook(table.reference))
    return _attachment(parts, f"{table.reference}.xlsx", WORKBOOK)


@tables_desk.get("/<string:reference>/source")
@requires(Permission.TABLE_BRING)
def download_source(reference: str) -> ResponseReturnValue:
    """Give the file as it was sent."""
    table = _own_table(reference)
    content = objects().get(table.sha256, room=ROOM)
    return _attachment([content], f"{table.reference}.bin", "application/octet-stream")


def _attachment(parts: Iterable[bytes], name: str, kind: str) -> Response:
    answer = Response(parts, mimetype=kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
