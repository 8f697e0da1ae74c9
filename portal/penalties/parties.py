"""Which enterprise of the register a record is about, as somebody names it."""

from portal.enterprises import queries
from portal.enterprises.models import Enterprise
from portal.kernel.errors import Refused
from portal.penalties.refusals import REFUSALS


def named_enterprise(key: str | None) -> Enterprise | None:
    """Return the enterprise with this code or reference, None where none is named.

    Raises Refused where the register knows no such enterprise: none is ever made here.
    """
    if not key:
        return None
    found = queries.find_enterprise(key)
    if found is None:
        raise Refused(REFUSALS["enterprise_unknown"], field="enterprise_key")
    return found
