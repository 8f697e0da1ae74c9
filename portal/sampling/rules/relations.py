"""What two results may have in common."""

from enum import StrEnum


class Relation(StrEnum):
    """What another result shares with this one, the closest first."""

    PRODUCT = "product"
    MAKER = "maker"
    SELLER = "seller"
