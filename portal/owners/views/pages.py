"""The blueprint of an enterprise's own desk, and who stands at it."""

from flask import Blueprint

from portal.accounts.sessions import signed_in
from portal.kernel.errors import NotAllowed
from portal.owners import queries
from portal.owners.models import Owner

owner_pages = Blueprint("owners", __name__, url_prefix="/owner")


def own() -> Owner:
    """Return for whom the person behind this request acts; raises NotAllowed where for nobody."""
    owner = queries.find_owner(signed_in().id)
    if owner is None:
        raise NotAllowed
    return owner
