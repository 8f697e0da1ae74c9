"""What somebody who brings food fills in, and what the desk does."""

import re
from datetime import datetime
from typing import Any

from flask_babel import force_locale
from flask_babel import lazy_gettext as _
from wtforms import (
    BooleanField,
    DateTimeLocalField,
    Field,
    RadioField,
    SelectChoice,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import NumberRange, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from portal.kernel import clock
from portal.walkins import policy
from portal.walkins.facts import BookingFacts, Reading, ResultFacts, SlotFacts
from portal.walkins.models import WalkInSlot
from portal.walkins.rules import MOST_SEATS, Finding
from portal.walkins.words import FINDINGS, WORDS
from portal.web.forms import BaseForm, WholeNumberField, at_least, at_most, filled
from portal.web.locale import LOCALES, language
from portal.web.once_forms import OnceForm

_UNKEEPABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
# What browsers send: with seconds only where somebody typed them.
MOMENT = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]
FIRST_YEAR, LAST_YEAR = 2000, 2100
PARTS = 3


def meanings_told() -> dict[str, Finding]:
    """Return what a result can mean by how it is said in each language, capitals folded."""
    told: dict[str, Finding] = {}
    for locale in LOCALES.values():
        with force_locale(locale):
            told |= {str(label).casefold(): finding for finding, label in FINDINGS.items()}
    return told


def kept(value: str | None) -> str | None:
    """Take off what cannot be kept, and blanks at both ends."""
    return _UNKEEPABLE.sub("", value).strip() if value else value


def in_this_century(_form: object, field: Field) -> None:
    """Refuse a day no calendar of ours reaches."""
    value: Any = field.data
    if value is not None and not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise ValidationError(_("请核对年份"))


class BookingForm(OnceForm):
    """A wish to bring something."""

    kind = RadioField(_("送检的是哪一类"), [filled(WORDS["kind"])])
    product = StringField(
        _("是什么"), [filled(WORDS["product_missing"]), at_most(120)], filters=[kept]
    )
    name = StringField(
        _("怎么称呼您"), [filled(WORDS["name_missing"]), at_most(60)], filters=[kept]
    )
    contact = StringField(
        _("手机号码或电子邮箱"),
        [
            filled(WORDS["contact_missing"]),
            at_least(5, WORDS["contact_short"]),
            at_most(120),
        ],
        filters=[kept],
    )
    consent = BooleanField(
        _("我同意保存以上内容，只用于这次送检"), [filled(WORDS["consent_missing"])]
    )

    def __init__(self, slot: WalkInSlot, **told: Any) -> None:
        super().__init__(**told)
        names, tongue = policy.kinds(), language()
        self.kind.choices = [
            SelectChoice(code, names[code].in_(tongue) if code in names else code)
            for code in slot.kinds
        ]

    @property
    def facts(self) -> BookingFacts:
        """What was told, as the service takes it."""
        return BookingFacts(
            name=self.name.data or "",
            contact=self.contact.data or "",
            kind=self.kind.data or "",
            product=self.product.data or "",
        )


class SlotForm(BaseForm):
    """When and where samples are taken in."""

    starts_at = DateTimeLocalField(
        _("开始时间"), [filled(WORDS["past"]), in_this_century], format=MOMENT
    )
    ends_at = DateTimeLocalField(
        _("结束时间"), [filled(WORDS["times"]), in_this_century], format=MOMENT
    )
    venue = StringField(_("地点"), [filled(WORDS["place_missing"]), at_most(120)], filters=[kept])
    venue_en = StringField(_("地点（英文）"), [at_most(200)], filters=[kept])
    seats = WholeNumberField(
        _("能测几份"), [filled(WORDS["seats"]), NumberRange(1, MOST_SEATS, WORDS["seats"])]
    )
    kinds = SelectMultipleField(
        _("收哪几类"),
        [filled(WORDS["kinds_missing"])],
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )

    def __init__(self, **told: Any) -> None:
        super().__init__(**told)
        tongue = language()
        self.kinds.choices = [
            SelectChoice(code, label.in_(tongue)) for code, label in policy.kinds().items()
        ]

    @property
    def facts(self) -> SlotFacts:
        """What was told, as the service takes it."""
        begins: datetime = self.starts_at.data
        ends: datetime = self.ends_at.data
        return SlotFacts(
            starts_at=begins.replace(tzinfo=clock.CHINA),
            ends_at=ends.replace(tzinfo=clock.CHINA),
            venue=self.venue.data or "",
            venue_en=self.venue_en.data or "",
            seats=self.seats.data,
            kinds=self.kinds.data or [],
        )


class QuotaForm(BaseForm):
    """How many tests a slot has."""

    seats = WholeNumberField(
        _("能测几份"), [filled(WORDS["seats"]), NumberRange(1, MOST_SEATS, WORDS["seats"])]
    )


class ReasonForm(BaseForm):
    """Why a slot is called off, or a result given back."""

    reason = TextAreaField(
        _("原因"), [filled(WORDS["reason_missing"]), at_most(400)], filters=[kept]
    )


class ResultForm(BaseForm):
    """What a test showed."""

    method = StringField(
        _("检测方法和试剂"), [filled(WORDS["method_missing"]), at_most(200)], filters=[kept]
    )
    readings = TextAreaField(
        _("检测项目"), [filled(WORDS["readings_missing"]), at_most(2000)], filters=[kept]
    )

    def validate_readings(self, field: Field) -> None:
        """Read each line: what was tested, what showed, and what that means."""
        self.told: list[Reading] = []
        meanings = meanings_told()
        lines = [line for line in (field.data or "").splitlines() if line.strip()]
        for number, line in enumerate(lines, 1):
            parts = [part.strip() for part in re.split("[|｜]", line)]
            if len(parts) != PARTS or not parts[0] or parts[2].casefold() not in meanings:
                raise ValidationError(str(WORDS["reading"]) % {"line": number})
            self.told.append(Reading(parts[0][:80], parts[1][:80], meanings[parts[2].casefold()]))

    @property
    def facts(self) -> ResultFacts:
        """What was told, as the service takes it."""
        return ResultFacts(method=self.method.data or "", readings=self.told)
