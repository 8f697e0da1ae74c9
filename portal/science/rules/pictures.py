"""Terms under which a picture may be shown."""

from enum import StrEnum


class Licence(StrEnum):
    """Why the portal may show a picture."""

    OWN = "own"
    PERMITTED = "permitted"
    CC0 = "cc0"
    CC_BY = "cc-by"
    CC_BY_SA = "cc-by-sa"
