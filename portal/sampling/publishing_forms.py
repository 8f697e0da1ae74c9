"""What the desk asks of whoever publishes, holds back, announces."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import (
    DateField,
    Field,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    TimeField,
)
from wtforms.validators import Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from portal.kernel import clock
from portal.places.profile import current_place
from portal.sampling.held_reasons import list_choosable
from portal.sampling.queries.publication import list_announcements_to_choose
from portal.sampling.rules.batches import Result
from portal.sampling.words import RESULTS
from portal.web.forms import BaseForm, at_most, filled, strip
from portal.web.locale import language

NEW, NONE = "new", ""
NOW, LATER = "now", "later"
LONGEST_NOTE = 500
LONGEST_LIST = 20_000


def department_choices() -> list[SelectChoice]:
    """Return the bodies that can be given a case, as choices."""
    offices = current_place().departments.offices
    return [SelectChoice(one.code, one.name.in_(language())) for one in offices]


class Checks(SelectMultipleField):  # type: ignore[misc]  # the library has no types
    """Several answers, each a box to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class PublishForm(BaseForm):
    """Which announcement an import is published with, and when."""

    announcement = SelectField(_("公告"))
    announcement_title = StringField(_("公告标题"), [Optional(), at_most(300)], filters=[strip])
    announcement_number = StringField(
        _("公告号（期号）"), [Optional(), at_most(120)], filters=[strip]
    )
    announced_on = DateField(_("公告日期"), [Optional()])
    department = SelectField(_("发布部门"))
    document = StringField(_("公告文号"), [Optional(), at_most(200)], filters=[strip])
    when = RadioField(
        _("什么时候公示"),
        choices=[SelectChoice(NOW, _("现在")), SelectChoice(LATER, _("按下面的时间"))],
        default=NOW,
    )
    publish_on = DateField(_("公示日期"), [Optional()])
    publish_time = TimeField(_("公示时间（北京时间）"), [Optional()])

    def __init__(self, **kwargs: Any) -> None:
        """Offer the announcements that are there, and the departments of the place."""
        super().__init__(**kwargs)
        known = list_announcements_to_choose()
        self.announcement.choices = [
            SelectChoice(NONE, str(_("不附公告"))),
            SelectChoice(NEW, str(_("填写新的公告"))),
            *(SelectChoice(one.reference, " ".join((one.number, one.title))) for one in known),
        ]
        self.department.choices = department_choices()
        if self.department.data is None:
            self.department.data = current_place().departments.intake.code
        if self.announcement.data is None:
            self.announcement.data = NONE
        if self.when.data is None:
            self.when.data = NOW
        self.when.flags.required = True  # it is answered beforehand

    def validate_announcement(self, field: Field) -> None:
        """Ask for a title or a number where a new announcement is chosen."""
        if field.data == NEW and not self.names_new:
            raise ValidationError(str(_("请填写新公告的标题或公告号")))

    def validate_publish_on(self, field: Field) -> None:
        """Ask for the day and the time where a later time is chosen."""
        if self.is_later and not (field.data and self.publish_time.data):
            raise ValidationError(str(_("请填写公示的日期和时间")))

    @property
    def names_new(self) -> bool:
        """Whether an announcement is named that may not be there yet."""
        return bool(self.announcement_title.data or self.announcement_number.data)

    @property
    def chosen(self) -> str | None:
        """The reference of the announcement that is chosen, or None."""
        told = self.announcement.data
        return told if told not in {NONE, NEW} else None

    @property
    def is_later(self) -> bool:
        """Whether a time is told."""
        return bool(self.when.data == LATER)

    def publish_at(self) -> datetime:
        """Return the time that is told, as clocks in China show it."""
        return datetime.combine(self.publish_on.data, self.publish_time.data, tzinfo=clock.CHINA)


class HoldForm(BaseForm):
    """Which batches of an import are held back, and by what reason."""

    chosen = SelectMultipleField(_("勾选的批次"), choices=[], validate_choice=False)
    numbers = TextAreaField(
        _("其他批次的抽样编号"), [Optional(), at_most(LONGEST_LIST)], filters=[strip]
    )
    reason = SelectField(_("暂不公示的理由"))

    def __init__(self, **kwargs: Any) -> None:
        """Offer the lawful reasons of the place."""
        super().__init__(**kwargs)
        self.reason.choices = [
            SelectChoice(one.code, one.label.in_(language())) for one in list_choosable()
        ]

    def told_numbers(self) -> list[str]:
        """Return every number and reference that is told, once."""
        written = (self.numbers.data or "").replace("，", "\n").replace(",", "\n").splitlines()
        return list(dict.fromkeys([*(self.chosen.data or ()), *filter(None, map(_plain, written))]))


def _plain(text: str) -> str:
    return text.strip().replace("\x00", "")


class ReleaseForm(BaseForm):
    """Why a held batch may be public now."""

    note = TextAreaField(
        _("依据"),
        [filled(_("请写明暂不公示的理由已经消除的依据")), at_most(LONGEST_NOTE)],
        filters=[strip],
    )


class DecideForm(BaseForm):
    """What came out of a batch that was undecided."""

    result = RadioField(
        _("最后的结论"),
        [filled(_("请选择最后的结论"))],
        choices=[SelectChoice(one.value, RESULTS[one]) for one in (Result.PASSED, Result.FAILED)],
    )
    failed = Checks(_("不合格项目"), coerce=int)
    note = StringField(
        _("检验报告编号"),
        [filled(_("请填写检验报告的编号或名称")), at_most(LONGEST_NOTE)],
        filters=[strip],
    )

    @classmethod
    def of(cls, items: Iterable[tuple[int, str]], **kwargs: Any) -> "DecideForm":
        """Return the form that offers the items of a batch."""
        form = cls(**kwargs)
        form.failed.choices = [SelectChoice(place, name) for place, name in items]
        return form

    def told_result(self) -> Result:
        """Return the chosen result, once the form is valid."""
        return Result(self.result.data)
