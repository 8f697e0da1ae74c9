"""Reports from an enterprise's own desk, and where officers read them."""

from flask import request, url_for
from flask.typing import ResponseReturnValue

from portal.kernel.errors import NotFound, Refused
from portal.kernel.permissions import Permission
from portal.owners import policy, queries, services
from portal.owners.forms import FilingForm, files_hint
from portal.owners.rules import FilingKind
from portal.owners.views.letters import owners_desk
from portal.owners.views.pages import own, owner_pages
from portal.owners.words import FILINGS, period_word
from portal.web.guards import requires
from portal.web.htmx import page, refresh
from portal.web.sealed_downloads import attachment_answer


@owner_pages.get("/filings/")
@requires(Permission.OWNER_DESK)
def list_filings() -> ResponseReturnValue:
    """Show an enterprise its reports, and offer to file one."""
    return _filings(FilingForm(formdata=None))


@owner_pages.post("/filings/")
@requires(Permission.OWNER_DESK)
def file_report() -> ResponseReturnValue:
    """Take a report."""
    form, owner = FilingForm(), own()
    try:
        if form.validate():
            services.file_report(
                owner.enterprise,
                kind=form.filing_kind(),
                period=form.span(),
                text=form.text.data or "",
                by=owner.account.actor,
                files=form.files.checked,
            )
            return refresh(url_for(".list_filings"))
    except Refused as refusal:
        form.refuse(refusal)
    return _filings(form, status=422)


@owner_pages.get("/filings/<string:reference>/files/<string:key>")
@requires(Permission.OWNER_DESK)
def download_report_file(reference: str, key: str) -> ResponseReturnValue:
    """Hand an enterprise back a file of its report."""
    filing = queries.get_filing(reference)
    if filing.enterprise_id != own().enterprise_id:
        raise NotFound(filing.reference)
    file = queries.get_file(filing, key)
    return attachment_answer(services.read_file(file), file.media_type)


@owners_desk.get("/filings/")
@requires(Permission.OWNER_ADMIT)
def list_reports() -> ResponseReturnValue:
    """Show officers what enterprises have reported, the newest first."""
    return page(
        "owners/desk/filings.html",
        found=queries.page_of_filings(after=request.args.get("after")),
        kinds=FILINGS,
        period_word=period_word,
    )


@owners_desk.get("/filings/<string:reference>")
@requires(Permission.OWNER_ADMIT)
def show_report(reference: str) -> ResponseReturnValue:
    """Show officers one report with its files."""
    return page(
        "owners/desk/filing.html",
        filing=queries.get_filing(reference),
        kinds=FILINGS,
        period_word=period_word,
    )


@owners_desk.get("/filings/<string:reference>/files/<string:key>")
@requires(Permission.OWNER_ADMIT)
def download_file(reference: str, key: str) -> ResponseReturnValue:
    """Hand an officer a file of a report."""
    file = queries.get_file(queries.get_filing(reference), key)
    return attachment_answer(services.read_file(file), file.media_type)


def _filings(form: FilingForm, status: int = 200) -> ResponseReturnValue:
    owner = own()
    return page(
        "owners/filings.html",
        status=status,
        owner=owner,
        form=form,
        hint=files_hint(),
        filings=queries.list_filings(owner.enterprise_id),
        kinds=FILINGS,
        period_word=period_word,
        rules=[(kind, policy.filing_rule(kind)) for kind in FilingKind],
    )
