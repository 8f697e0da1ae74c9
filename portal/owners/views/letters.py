"""The desk of letters: issue, print, send, revoke; and who acts for whom."""

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.enterprises import queries as enterprises
from portal.kernel.errors import NotFound, Refused
from portal.kernel.permissions import Permission
from portal.owners import queries, services
from portal.owners.forms import UNKNOWN_ENTERPRISE, LetterForm
from portal.owners.words import LETTER_MARKS, LETTERS
from portal.web.guards import requires
from portal.web.htmx import page, refresh

owners_desk = Blueprint("owners_desk", __name__, url_prefix="/desk/owners")


@owners_desk.get("/")
@requires(Permission.OWNER_ADMIT)
def list_letters() -> ResponseReturnValue:
    """Show every letter, and offer to issue one."""
    form = LetterForm(formdata=None)
    form.enterprise.data = request.args.get("enterprise", "")
    return _letters(form)


@owners_desk.post("/")
@requires(Permission.OWNER_ADMIT)
def give_letter() -> ResponseReturnValue:
    """Issue a code for an enterprise."""
    form = LetterForm()
    if form.validate():
        enterprise = enterprises.find_enterprise(form.enterprise.data or "")
        if enterprise is not None:
            letter = services.issue_letter(enterprise, by=current_user.actor)
            return refresh(url_for(".show_letter", reference=letter.reference))
        form.refuse(Refused(UNKNOWN_ENTERPRISE, field="enterprise"))
    return _letters(form, status=422)


@owners_desk.get("/letters/<string:reference>")
@requires(Permission.OWNER_ADMIT)
def show_letter(reference: str) -> ResponseReturnValue:
    """Show the letter as it is printed; its code until it was sent."""
    letter = queries.get_letter(reference)
    return page(
        "owners/desk/letter.html",
        letter=letter,
        code=services.readable_code(letter),
        states=LETTERS,
        marks=LETTER_MARKS,
        form=LetterForm(formdata=None),
        address=url_for("owners.claim_page", _external=True),
    )


@owners_desk.post("/letters/<string:reference>/sending")
@requires(Permission.OWNER_ADMIT)
def send_letter(reference: str) -> ResponseReturnValue:
    """Say that the letter was sent."""
    services.send_letter(queries.get_letter(reference), by=current_user.actor)
    return refresh(url_for(".list_letters"))


@owners_desk.post("/letters/<string:reference>/revocation")
@requires(Permission.OWNER_ADMIT)
def revoke_letter(reference: str) -> ResponseReturnValue:
    """Take a letter's code out of use."""
    services.revoke_letter(queries.get_letter(reference), by=current_user.actor)
    return refresh(url_for(".list_letters"))


@owners_desk.get("/people/<string:reference>")
@requires(Permission.OWNER_ADMIT)
def list_people(reference: str) -> ResponseReturnValue:
    """Show who acts for an enterprise, and its letters."""
    enterprise = enterprises.get_enterprise(reference)
    return page(
        "owners/desk/people.html",
        enterprise=enterprise,
        people=queries.list_people(enterprise.id),
        letters=queries.list_letters(enterprise.id),
        states=LETTERS,
        marks=LETTER_MARKS,
        form=LetterForm(formdata=None),
    )


@owners_desk.post("/people/<string:reference>/<string:username>/revocation")
@requires(Permission.OWNER_ADMIT)
def revoke_owner(reference: str, username: str) -> ResponseReturnValue:
    """End somebody's access to an enterprise's desk."""
    enterprise = enterprises.find_enterprise(reference)
    if enterprise is None:
        raise NotFound
    services.revoke_owner(queries.get_owner(username, enterprise.id), by=current_user.actor)
    return refresh(url_for(".list_people", reference=reference))


def _letters(form: LetterForm, status: int = 200) -> ResponseReturnValue:
    return page(
        "owners/desk/letters.html",
        status=status,
        form=form,
        found=queries.page_of_letters(after=request.args.get("after")),
        states=LETTERS,
        marks=LETTER_MARKS,
    )
