"""Whose name may be read, and how text is folded: one rule for every room, kept with the place."""

from portal.places.rules.names import (
    HAN,
    fold,
    is_person,
    mask_introduced,
    mask_name,
    mask_text,
    surname_of,
)

__all__ = [
    "HAN",
    "fold",
    "is_person",
    "mask_introduced",
    "mask_name",
    "mask_text",
    "surname_of",
]
