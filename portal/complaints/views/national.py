"""The way to the national platform and back, for the desk."""

from typing import Any

from flask import Response, jsonify
from flask.typing import ResponseReturnValue

from portal.complaints import access
from portal.complaints.forms.national import HandOverForm, PairsForm
from portal.complaints.models import Case
from portal.complaints.national import Wanted, columns, read_pairs
from portal.complaints.rules import Track
from portal.complaints.services.national import PairRefused, take_numbers
from portal.complaints.services.national import hand_over as hand_over_cases
from portal.complaints.services.national import set_national_number as set_number
from portal.complaints.views.desk import desk_pages, person
from portal.complaints.views.handling import act
from portal.kernel.errors import Refused
from portal.kernel.permissions import Permission
from portal.web.downloads import csv_answer
from portal.web.guards import requires
from portal.web.htmx import page

__all__ = ["desk_pages"]
FILE_NAME = "12315-hand-over"


@desk_pages.post("/<string:reference>/national-number")
@requires(Permission.CASE_HANDLE)
def set_national_number(reference: str) -> ResponseReturnValue:
    """Note under which number the national platform has a case."""

    def deed(case: Case, form: Any) -> None:
        set_number(case, number=form.number.data or "", by=person())

    return act(reference, "national-number", deed)


def _page(
    status: int = 200,
    *,
    out: HandOverForm | None = None,
    back: PairsForm | None = None,
    taken: int | None = None,
    refused: list[PairRefused] | None = None,
) -> Response:
    return page(
        "complaints/desk/national.html",
        status=status,
        out=out or HandOverForm(prefix="out-"),
        back=back or PairsForm(prefix="back-"),
        titles=[names[0] for names in columns().values()],
        taken=taken,
        refused=refused or [],
    )


@desk_pages.get("/national")
@requires(Permission.CASE_HANDLE)
def show_handover() -> ResponseReturnValue:
    """Show how cases are handed over and how numbers come back."""
    return _page()


@desk_pages.post("/national/files")
@requires(Permission.CASE_HANDLE)
def download_handover() -> ResponseReturnValue:
    """Send a hand-over file of the own department's cases; it is on record."""
    form = HandOverForm(prefix="out-")
    if not form.validate_on_submit():
        return _page(422, out=form)
    wanted = Wanted(
        departments=access.departments_of(person()),
        first=form.first.data,
        last=form.last.data,
        track=Track(form.track.data) if form.track.data else None,
        only_without_number=form.which.data == "new",
    )
    return _file_of(hand_over_cases(wanted, by=person()), form.kind.data)


def _file_of(rows: list[dict[str, str]], kind: str) -> Response:
    titles = {name: names[0] for name, names in columns().items()}
    if kind == "json":
        answer = jsonify({"columns": titles, "cases": rows})
        answer.headers["Content-Disposition"] = f'attachment; filename="{FILE_NAME}.json"'
    else:
        cells = [[row[name] for name in titles] for row in rows]
        answer = csv_answer(FILE_NAME, list(titles.values()), cells)
    answer.headers["Cache-Control"] = "no-store"
    return answer


@desk_pages.post("/national/numbers")
@requires(Permission.CASE_HANDLE)
def import_numbers() -> ResponseReturnValue:
    """Take the platform's numbers from a table; say of each row that was not taken why."""
    form = PairsForm(prefix="back-")
    if form.validate_on_submit():
        try:
            pairs = read_pairs(form.file.data.read())
            taken, refused = take_numbers(pairs, by=person())
        except Refused as refusal:
            form.refuse(refusal)
        else:
            return _page(taken=taken, refused=refused)
    return _page(422, back=form)
