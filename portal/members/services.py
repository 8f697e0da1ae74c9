"""What can be done with applications. Callers commit."""

from portal.accounts import services as accounts
from portal.accounts.models import Account
from portal.accounts.rules import NewAccount
from portal.extensions import keyring
from portal.kernel import audit, clock
from portal.kernel.audit import CITIZEN
from portal.kernel.db import db, own_transaction
from portal.kernel.errors import Refused
from portal.kernel.throttle import count_try
from portal.members import queries
from portal.members.models import MemberApplication
from portal.members.queries import Applicant
from portal.members.rules import (
    APPLICATIONS,
    LIFECYCLE,
    Kind,
    Stage,
    first_password,
    new_reference,
)
from portal.members.words import WORDS


def _move(application: MemberApplication, stage: Stage, by: Account) -> None:
    before = {"stage": application.stage}
    application.stage = stage
    application.decided_at, application.decided_by_id = clock.now(), by.id
    audit.record(
        f"members.{stage}",
        subject=application.subject,
        by=by.actor,
        before=before,
        after={"stage": stage},
    )


def submit_application(*, name: str, contact: str, wish: str, network: str) -> MemberApplication:
    """Receive a wish to become a volunteer author; the applicant has agreed to be contacted.

    ``network`` is the visitor's bucket; raises Busy where it has sent too many.
    """
    count_try("members.apply", network, limit=APPLICATIONS)
    reference, now = new_reference(), clock.now()
    application = MemberApplication(
        reference=reference,
        kind=Kind.AUTHOR,
        sealed_name=keyring().seal(queries.NAME, name, context=reference),
        sealed_contact=keyring().seal(queries.CONTACT, contact, context=reference),
        wish=wish,
        stage=Stage.SUBMITTED,
        submitted_at=now,
        consented_at=now,
        reason="",
    )
    db.session.add(application)
    audit.record("members.applied", subject=f"application:{reference}", by=CITIZEN)
    return application


def read_applicant(application: MemberApplication, *, by: Account) -> Applicant | None:
    """Return who applied. The look is on record before anything is shown.

    Call it before the request's own work.
    """
    subject, actor, reference = application.subject, by.actor, application.reference
    with own_transaction() as own:
        audit.record("members.contact-read", subject=subject, by=actor, session=own)
    return queries.open_applicant(queries.get_application(reference))


def erase_applicant(application: MemberApplication, *, by: Account) -> None:
    """Forget name and contact at the applicant's wish, once it has been answered.

    Personal Information Protection Law, Article 47: the purpose is served.
    """
    if application.stage is Stage.SUBMITTED:
        raise Refused(WORDS["not_answered"])
    application.sealed_name = application.sealed_contact = b""
    audit.record("members.erased", subject=application.subject, by=by.actor)


def admit(application: MemberApplication, *, by: Account) -> str:
    """Open an account for a volunteer author; return the password for the first sign-in.

    It is shown once and kept nowhere.
    """
    LIFECYCLE.check(application.stage, Stage.ADMITTED)
    password, applicant = first_password(), queries.open_applicant(application)
    facts = NewAccount(
        username=application.reference,
        display_name=applicant.name if applicant else application.reference,
        password=password,
        roles=("volunteer",),
    )
    application.account = accounts.create_account(facts=facts, by=by.actor)
    _move(application, Stage.ADMITTED, by)
    return password


def refuse(application: MemberApplication, *, reason: str, by: Account) -> None:
    """Say no; the applicant reads the reason on the page of the receipt."""
    LIFECYCLE.check(application.stage, Stage.REFUSED)
    if not reason:
        raise Refused(WORDS["reason_missing"], field="reason")
    application.reason = reason
    _move(application, Stage.REFUSED, by)
