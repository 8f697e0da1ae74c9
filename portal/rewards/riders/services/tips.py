"""A tip of an enrolled rider: tied to its rider by a keyed digest, once for each order."""

import secrets
import unicodedata

from sqlalchemy.exc import IntegrityError

from portal.complaints.models import Case
from portal.complaints.rules import Filing
from portal.extensions import keyring
from portal.kernel import audit, clock
from portal.kernel.audit import CITIZEN
from portal.kernel.db import db, own_transaction
from portal.kernel.errors import Refused
from portal.rewards.riders import codes, queries
from portal.rewards.riders.models import Rider, RiderTip
from portal.rewards.riders.words import WORDS

KEY_BYTES = 16
MOST_ORDERS = 100


def check_order(rider: Rider, filing: Filing, *, is_other_order: bool) -> None:
    """Raise Refused at respondent where the rider told of this shop and platform today already.

    One order is told once; whoever says that it is another order is believed, and the handler
    sees that it is a further one of the day.
    """
    first = _order(rider, filing.respondent, filing.enterprise_id, filing.platform, 1)
    if not is_other_order and queries.has_order(first):
        with own_transaction() as own:
            audit.record("rider-tip.doubled", subject="rider:-", by=CITIZEN, session=own)
        raise Refused(WORDS["order_twice"], field="respondent")


def link_tip(rider: Rider, case: Case) -> RiderTip:
    """Tie a case that was just filed to its rider; again it is the same tie.

    No line and no column says which rider: the case's line tells that an enrolled one sent it.
    """
    known = queries.find_tip_of_case(case)
    if known is not None:
        return known
    for ordinal in range(1, MOST_ORDERS):
        told = (case.respondent, case.enterprise_id, case.platform, ordinal)
        digest = _order(rider, *told)
        if queries.has_order(digest):
            continue
        tip = RiderTip(
            key=secrets.token_urlsafe(KEY_BYTES),
            case_id=case.id,
            tag=codes.tag_of(rider.number),
            order_digest=digest,
            is_further_order=ordinal > 1,
        )
        try:
            with db.session.begin_nested():
                db.session.add(tip)
                db.session.flush()
        except IntegrityError:  # another phone of the same rider was quicker
            continue
        audit.record("case.from-enrolled-rider", subject=case.subject, by=CITIZEN)
        return tip
    raise Refused(WORDS["order_twice"], field="respondent")


def _order(
    rider: Rider, respondent: str, enterprise_id: int | None, platform: str | None, ordinal: int
) -> str:
    shop = str(enterprise_id) if enterprise_id else _folded(respondent)
    day = clock.today().isoformat()
    told = (codes.tag_of(rider.number), shop, platform or "", day, str(ordinal))
    return keyring().digest("rider order", "\n".join(told))


def _folded(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())
