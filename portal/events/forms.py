"""What somebody who wants to come fills in, and what the desk does."""

import re
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import (
    BooleanField,
    DateField,
    DateTimeLocalField,
    Field,
    HiddenField,
    RadioField,
    SelectChoice,
    StringField,
    TextAreaField,
)
from wtforms.validators import NumberRange, Optional, ValidationError

from portal.events.facts import EditionFacts, EventSetting, SignUpFacts
from portal.events.models import CampaignEdition
from portal.events.rules import MINUTES_OF_A_DAY, MOST_SEATS, Part
from portal.events.words import PARTS, WORDS
from portal.kernel import clock
from portal.web.forms import BaseForm, WholeNumberField, at_least, at_most, filled
from portal.web.once_forms import OnceForm

_UNKEEPABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
# What browsers send: with seconds only where somebody typed them.
MOMENT = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]
FIRST_YEAR, LAST_YEAR = 2000, 2100
MOST_SLUGS = 60


def kept(value: str | None) -> str | None:
    """Take off what cannot be kept, and blanks at both ends."""
    return _UNKEEPABLE.sub("", value).strip() if value else value


def in_this_century(_form: object, field: Field) -> None:
    """Refuse a day no calendar of ours reaches."""
    value: Any = field.data
    if value is not None and not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise ValidationError(_("请核对年份"))


class SignUpForm(OnceForm):
    """A wish to come."""

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
    part = RadioField(
        _("您是"),
        choices=[SelectChoice(part.value, label) for part, label in PARTS.items()],
        default=Part.GUEST.value,
    )
    people = WholeNumberField(
        _("一共来几个人"), [Optional(), NumberRange(1, MOST_SEATS, WORDS["people"])], default=1
    )
    member = StringField(_("志愿者或义工编号"), [at_most(20)], filters=[kept])
    waits = BooleanField(_("满了就排候补"))
    consent = BooleanField(
        _("我同意保存以上内容，只用于这场活动"), [filled(WORDS["consent_missing"])]
    )

    def __init__(self, *, helpers_wanted: bool, **told: Any) -> None:
        super().__init__(**told)
        if not helpers_wanted:
            del self.part
            del self.member

    @property
    def facts(self) -> SignUpFacts:
        """What was told, as the service takes it."""
        is_helper = "part" in self and self.part.data == Part.HELPER.value
        return SignUpFacts(
            name=self.name.data or "",
            contact=self.contact.data or "",
            people=self.people.data or 0,
            waits=bool(self.waits.data),
            part=Part.HELPER if is_helper else Part.GUEST,
            member="".join((self.member.data or "").split()).upper() if is_helper else "",
        )


class EventForm(BaseForm):
    """How people sign up for an event."""

    seats = WholeNumberField(
        _("名额"), [filled(WORDS["seats"]), NumberRange(1, MOST_SEATS, WORDS["seats"])]
    )
    closes_at = DateTimeLocalField(
        _("报名截止"), [filled(WORDS["closes"]), in_this_century], format=MOMENT
    )
    helpers_wanted = BooleanField(_("也招志愿者、义工来帮忙"))
    seen = HiddenField()

    @property
    def setting(self) -> EventSetting:
        """What was told, as the service takes it."""
        moment: datetime = self.closes_at.data
        return EventSetting(
            seats=self.seats.data,
            closes_at=moment.replace(tzinfo=clock.CHINA),
            helpers_wanted=bool(self.helpers_wanted.data),
        )

    @property
    def seen_count(self) -> int | None:
        """How often the event had been changed when this form was opened."""
        told = self.seen.data or ""
        return int(told) if re.fullmatch("[0-9]{1,6}", told) else None


class ReasonForm(BaseForm):
    """Why an event is called off."""

    reason = TextAreaField(
        _("取消的原因"), [filled(WORDS["reason_missing"]), at_most(400)], filters=[kept]
    )


class AttendanceForm(BaseForm):
    """For how long helpers helped; who came is ticked in the table."""

    minutes = WholeNumberField(
        _("帮忙的人服务了几分钟"),
        [Optional(), NumberRange(1, MINUTES_OF_A_DAY, WORDS["minutes"])],
    )


def answers_of_edition(edition: CampaignEdition) -> dict[str, Any]:
    """Return an edition as its form shows it: one article a line."""
    names = ("starts_on", "ends_on", "theme", "theme_en")
    told = {name: getattr(edition, name) for name in names}
    return {**told, "slugs": "\n".join(edition.slugs), "seen": str(edition.changed_count)}


class EditionForm(BaseForm):
    """A campaign in one year."""

    starts_on = DateField(_("开始日期"), [Optional(), in_this_century])
    ends_on = DateField(_("结束日期"), [Optional(), in_this_century])
    theme = StringField(_("主题"), [at_most(120)], filters=[kept])
    theme_en = StringField(_("主题（英文）"), [at_most(240)], filters=[kept])
    slugs = TextAreaField(_("属于它的文章和活动"), [at_most(5000)], filters=[kept])
    seen = HiddenField(default="0")

    @property
    def facts(self) -> EditionFacts:
        """What was told, as the service takes it: one article a line, by the end of its address."""
        lines = [line.strip().rstrip("/") for line in (self.slugs.data or "").splitlines()]
        slugs = list(dict.fromkeys(line.rpartition("/")[2] for line in lines if line))
        return EditionFacts(
            starts_on=self.starts_on.data,
            ends_on=self.ends_on.data,
            theme=self.theme.data or "",
            theme_en=self.theme_en.data or "",
            slugs=slugs[:MOST_SLUGS],
        )

    @property
    def seen_count(self) -> int:
        """How often the edition had been changed when this form was opened."""
        told = self.seen.data or ""
        return int(told) if re.fullmatch("[0-9]{1,6}", told) else 0
