"""People on the roll for tests. Callers commit."""

from datetime import date

from portal.accounts.models import Account
from portal.kernel import clock
from portal.members import services
from portal.members.models import Member
from portal.members.rules import ROLES, Kind, Seen, TermWish, Wish
from tests.factories.accounts import make_account

STREET, OTHER_STREET, PLACE = "330302006", "330302023", "330302"
FIRST, LAST = date(2026, 1, 1), date(2027, 12, 31)


def make_member(
    kind: Kind = Kind.SUPERVISOR,
    *,
    account: Account | None = None,
    region: str = STREET,
    term: tuple[date, date | None] = (FIRST, LAST),
    may_list: bool = False,
) -> Member:
    """Return somebody admitted, who has an account; the term is as asked."""
    person = account or make_account(ROLES[kind])
    wish = Wish(
        name=f"示例{person.username}",
        contact="13800000000",
        told="示例",
        kind=kind,
        region=region,
        may_list=may_list,
    )
    application = services.keep_application(wish, account=person)
    publisher = make_account("publisher", name="admitting-publisher")
    services.admit(application, wish=TermWish(region, *term), by=publisher)
    member = application.member
    assert member is not None
    return member


def seen(**facts: object) -> Seen:
    """Return what a supervisor saw today in the own street, but for ``facts``."""
    told = {
        "seen_on": clock.today(),
        "region": STREET,
        "domain": "food",
        "category": "expired",
        "respondent": "示例便利店",
        "address": "示例路 1 号",
        "told": "货架上有三盒过期的示例酸奶。",
    }
    return Seen(**{**told, **facts})  # type: ignore[arg-type]  # each fact has its field's type
