"""Whether a receipt is genuine: for anybody, with nothing but the receipt."""

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue

from portal.complaints import proof, signed
from portal.complaints.forms.verifying import VerifyForm
from portal.complaints.signed import Finding, Standing
from portal.complaints.words import REFUSALS
from portal.extensions import signing_keys
from portal.kernel.errors import NotFound, Refused
from portal.web.guards import public
from portal.web.htmx import page
from portal.web.programmes import as_json

verifying_pages = Blueprint("verification", __name__)
PEM = "application/x-pem-file"


def _page(form: VerifyForm, finding: Finding | None = None, status: int = 200) -> Response:
    told = finding.statement if finding else None
    compared = signed.compare(told, text=form.text.data or "", files=form.digests()) if told else []
    return page(
        "complaints/verify.html",
        status=status,
        form=form,
        finding=finding,
        facts=proof.facts_of(told) if told else None,
        compared=compared,
        wants_more=bool(form.text.data or form.files.errors),
    )


@verifying_pages.get("/complaints/verify")
@public
def ask_for_receipt() -> ResponseReturnValue:
    """Ask for a receipt to verify."""
    return _page(VerifyForm())


@verifying_pages.post("/complaints/verify")
@public
def verify_receipt() -> ResponseReturnValue:
    """Say whether a receipt is genuine; nothing that is brought along is kept."""
    form = VerifyForm()
    if not form.validate_on_submit():
        return _page(form, status=422)
    finding = signed.verify(form.written(), signing_keys().find)
    if finding.standing is Standing.UNREADABLE:
        form.refuse(Refused(REFUSALS["receipt_unreadable"], field="receipt"))
        return _page(form, status=422)
    return _page(form, finding)


@verifying_pages.get("/complaints/verify/keys")
@public
def list_keys() -> ResponseReturnValue:
    """Show the keys that sign receipts, those before them, and how to verify without this site."""
    keys = signing_keys().history()
    return page("complaints/keys.html", keys=keys, commands=proof.OPENSSL)


@verifying_pages.get("/complaints/verify/keys/<string:fingerprint>.pem")
@public
def download_key(fingerprint: str) -> ResponseReturnValue:
    """Give one public key to other programmes."""
    key = signing_keys().find(fingerprint)
    if key is None:
        raise NotFound("key")
    answer = Response(key.pem, mimetype=PEM)
    answer.headers["Content-Disposition"] = f'attachment; filename="{key.key_id}.pem"'
    return answer


@verifying_pages.get("/.well-known/clear-bowl-receipt-keys.json")
@public
def give_keys() -> ResponseReturnValue:
    """Give every public key, with the days it signed, at an address that does not change."""
    return as_json({"keys": [proof.key_document(key) for key in signing_keys().history()]})
