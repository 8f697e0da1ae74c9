"""Applications: received, admitted, refused, forgotten. Callers commit."""

from portal.accounts import services as accounts
from portal.accounts.models import Account
from portal.accounts.rules import NewAccount
from portal.extensions import keyring
from portal.kernel import audit, clock
from portal.kernel.audit import CITIZEN
from portal.kernel.db import db, own_transaction, take_turns
from portal.kernel.errors import Refused
from portal.kernel.throttle import count_try
from portal.members import queries
from portal.members.models import MemberApplication
from portal.members.queries import Applicant
from portal.members.rules import (
    APPLICATIONS,
    LIFECYCLE,
    ROLES,
    Stage,
    TermWish,
    Wish,
    first_password,
    new_reference,
    reference_of,
)
from portal.members.services.roll import check_area, enter
from portal.members.words import WORDS
from portal.places.profile import current_place

ONCE = "members.once"
# Any constant does, as long as nothing else locks it.
_APPLYING_LOCK = 0x0B0D7


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


def submit_application(
    wish: Wish, *, network: str, account: Account | None = None, once: str = ""
) -> MemberApplication:
    """Receive a wish to join; the applicant has agreed to be contacted.

    ``network`` is the visitor's bucket, ``account`` whoever is signed in; raises Busy where it has
    sent too many, Refused where the area lies elsewhere or the same person has asked before.
    ``once`` is the form's own token: a form that is sent again is answered with what it made.
    """
    count_try("members.apply", network, limit=APPLICATIONS)
    return keep_application(wish, account=account, once=once)


def keep_application(
    wish: Wish, *, account: Account | None = None, once: str = ""
) -> MemberApplication:
    """Keep a wish to join, as ``submit_application`` does once tries are counted."""
    take_turns(_APPLYING_LOCK)
    reference = reference_of(keyring().digest(ONCE, once)) if once else new_reference()
    known = queries.find_application(reference)
    if known is not None:
        return known
    if wish.region is not None:
        check_area(wish.kind, wish.region)
    if account is not None and queries.is_on_roll(account, wish.kind):
        raise Refused(WORDS["on_roll"], field="kind")
    digest = queries.person_digest(wish.kind, name=wish.name, contact=wish.contact)
    if queries.find_same_person(digest) is not None:
        raise Refused(WORDS["same_person"])
    now = clock.now()
    application = MemberApplication(
        reference=reference,
        kind=wish.kind,
        sealed_name=keyring().seal(queries.NAME, wish.name, context=reference),
        sealed_contact=keyring().seal(queries.CONTACT, wish.contact, context=reference),
        wish=wish.told,
        region=wish.region,
        may_list=wish.may_list,
        person_digest=digest,
        account=account,
        stage=Stage.SUBMITTED,
        submitted_at=now,
        consented_at=now,
        reason="",
    )
    db.session.add(application)
    after = {"kind": wish.kind.value, "region": wish.region}
    audit.record("members.applied", subject=application.subject, by=CITIZEN, after=after)
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
    application.person_digest = None
    audit.record("members.erased", subject=application.subject, by=by.actor)


def admit(
    application: MemberApplication, *, by: Account, wish: TermWish | None = None
) -> str | None:
    """Enter somebody on the roll; return the password for the first sign-in, shown once only.

    None where they had an account before: it opens one more desk from now on. Without a ``wish``
    the term begins today, where they asked for, and has no end. Raises Refused with the field.
    """
    LIFECYCLE.check(application.stage, Stage.ADMITTED)
    root = current_place().regions.root.code
    term = wish or TermWish(application.region or root, clock.today())
    role, password = ROLES[application.kind], None
    if application.account is None:
        password = first_password()
        application.account = _open_account(application, role, password, by)
    else:
        accounts.grant_role(application.account, role, by=by.actor)
    enter(application, application.account, term, by)
    _move(application, Stage.ADMITTED, by)
    return password


def _open_account(application: MemberApplication, role: str, password: str, by: Account) -> Account:
    applicant = queries.open_applicant(application)
    facts = NewAccount(
        username=application.reference,
        display_name=applicant.name if applicant else application.reference,
        password=password,
        roles=(role,),
    )
    return accounts.create_account(facts=facts, by=by.actor)


def refuse(application: MemberApplication, *, reason: str, by: Account) -> None:
    """Say no; the applicant reads the reason on the page of the receipt."""
    LIFECYCLE.check(application.stage, Stage.REFUSED)
    if not reason:
        raise Refused(WORDS["reason_missing"], field="reason")
    application.reason = reason
    _move(application, Stage.REFUSED, by)
