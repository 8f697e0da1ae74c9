"""What organisations, groups and the desk fill in."""

import re
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import (
    BooleanField,
    DateField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import NumberRange, Regexp

from portal.places.profile import current_place
from portal.visits import queries
from portal.visits.rules import Report, VisitWish
from portal.visits.words import WORDS
from portal.web.forms import BaseForm, WholeNumberField, at_least, at_most, filled
from portal.web.locale import language
from portal.web.once_forms import OnceForm

_UNKEEPABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
ARTICLE = r"(/science/[a-z0-9/-]+)?\Z"
# More than any hall of the place holds; a longer number is a slip of the hand.
MOST_PEOPLE = 100_000


def kept(value: str | None) -> str | None:
    """Take off what cannot be kept, and blanks at both ends."""
    return _UNKEEPABLE.sub("", value).strip() if value else value


def people_field(label: object) -> WholeNumberField:
    """Return the field of a number of people."""
    between = NumberRange(1, MOST_PEOPLE, _("人数请填 1 到 100000 的整数"))
    return WholeNumberField(label, [filled(_("请填写人数")), between])


def contact_field() -> StringField:
    """Return the field of how to reach whoever asks."""
    return StringField(
        _("联系人和电话"),
        [
            filled(_("请写联系人和电话，不写就没法回复您")),
            at_least(5, _("这个联系方式太短，请核对")),
            at_most(120),
        ],
        filters=[kept],
    )


class RequestForm(OnceForm):
    """A wish for a visit."""

    organisation = StringField(
        _("单位名称"), [filled(_("请写单位名称")), at_most(120)], filters=[kept]
    )
    place = StringField(
        _("是什么地方"), [filled(_("请写是什么地方，如学校、村")), at_most(80)], filters=[kept]
    )
    region = SelectField(
        _("在哪个街道"), [filled(_("请选在哪个街道"))], choices=[], validate_choice=False
    )
    address = StringField(_("地址"), [filled(_("请写地址")), at_most(200)], filters=[kept])
    wished_on = DateField(_("想在哪天"), [filled(_("请填写想在哪天"))])
    people_count = people_field(_("大约多少人"))
    topic = StringField(
        _("想听什么、看什么"), [filled(_("请写想听什么、看什么")), at_most(200)], filters=[kept]
    )
    contact = contact_field()
    may_publish = BooleanField(_("约定以后，可以在公开日历上写单位名称"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tongue, regions = language(), current_place().regions
        self.region.choices = [SelectChoice("", str(_("请选择")))] + [
            SelectChoice(one.code, one.name.in_(tongue)) for one in regions.streets()
        ]
        self.places = [(one.code, one.label.in_(tongue)) for one in queries.five_items()]

    @property
    def wish(self) -> VisitWish:
        """What was filled in."""
        wished_on: Any = self.wished_on.data
        return VisitWish(
            organisation=self.organisation.data or "",
            place=self.place.data or "",
            region=self.region.data or "",
            address=self.address.data or "",
            wished_on=wished_on,
            people_count=self.people_count.data,
            topic=self.topic.data or "",
            contact=self.contact.data or "",
            may_publish=self.may_publish.data,
        )


class BookingForm(OnceForm):
    """Places on a day of a base."""

    people = people_field(_("几个人来"))
    contact = contact_field()


class DeclineForm(BaseForm):
    """Why it cannot be done."""

    reason = TextAreaField(
        _("原因"), [filled(WORDS["reason_missing"]), at_most(400)], filters=[kept]
    )


class ProposeForm(DeclineForm):
    """Another day, and why."""

    day = DateField(_("改到哪天"), [filled(_("请填写改到哪天"))])


class ReportForm(BaseForm):
    """What came of a visit."""

    people = people_field(_("来了多少人"))
    note = TextAreaField(
        _("写给公众"),
        [filled(_("请写几句：讲了什么、大家问了什么")), at_most(1000)],
        filters=[kept],
    )
    article = StringField(
        _("相关文章的地址"),
        [Regexp(ARTICLE, message=_("请填本站科普文章的地址，以 /science/ 开头")), at_most(200)],
        filters=[kept],
    )

    @property
    def report(self) -> Report:
        """What was filled in."""
        return Report(self.people.data, self.note.data or "", self.article.data or "")


class DayForm(BaseForm):
    """A day on which a base is open."""

    base = SelectField(_("基地"), choices=[], validate_choice=False)
    open_on = DateField(_("哪一天"), [filled(_("请填写开放的日期"))])
    hours = StringField(_("几点到几点"), [filled(_("请写几点到几点")), at_most(40)], filters=[kept])
    quota = people_field(_("最多多少人"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.base.choices = [
            SelectChoice(item.code, item.label.in_(language())) for item in queries.bases()
        ]
