"""Fields and checks that the forms of this room share."""

import re
from typing import Any

from wtforms import SelectChoice, SelectField
from wtforms.validators import ValidationError

from portal.members.rules import AreaLevel, is_fit_area
from portal.members.words import WORDS
from portal.places.profile import current_place
from portal.places.rules import Item
from portal.web.locale import language

_UNKEEPABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def kept(value: str | None) -> str | None:
    """Take off what cannot be kept, and blanks at both ends."""
    return _UNKEEPABLE.sub("", value).strip() if value else value


def choices_of(items: tuple[Item, ...]) -> list[SelectChoice]:
    """Return the answers of a list parameter in the reader's language."""
    return [SelectChoice(item.code, item.label.in_(language())) for item in items]


class RegionField(SelectField):
    """A division of the place: the place itself, what lies in it, each street."""

    def __init__(self, label: Any = None, *, blank: object = None, **kwargs: Any) -> None:
        super().__init__(label, choices=[], validate_choice=False, **kwargs)
        self._blank = blank

    def offer(self, level: AreaLevel | None = None) -> None:
        """Fill in the divisions, each under the one it lies in; of one level, where it is set."""
        regions, tongue = current_place().regions, language()
        first = [SelectChoice("", str(self._blank))] if self._blank is not None else []
        self.choices = first + [
            SelectChoice(
                region.code,
                " · ".join(above.name.in_(tongue) for above in regions.lineage(region.code)[1:])
                or region.name.in_(tongue),
            )
            for region in regions
            if is_fit_area(region.kind, level)
        ]

    def pre_validate(self, form: Any) -> None:  # noqa: ARG002 - WTForms' own signature
        """Refuse a division that lies elsewhere, in words of this room."""
        is_blank = not self.data and self._blank is not None
        if not is_blank and current_place().regions.find(self.data or "") is None:
            raise ValidationError(str(WORDS["region_unknown"]))
