"""What reviewers fill in."""

from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import (
    BooleanField,
    DateField,
    DateTimeLocalField,
    HiddenField,
    RadioField,
    SelectChoice,
    TextAreaField,
)
from wtforms.validators import Optional

from portal.science.forms.fields import MOMENT, at_china, counted, in_this_century, kept
from portal.science.rules import Step, Verdict
from portal.science.words import WORDS
from portal.web.forms import BaseForm, at_most, filled


class OpinionForm(BaseForm):
    """An opinion on one version."""

    opinion = TextAreaField(
        _("意见"), [filled(WORDS["opinion_missing"]), at_most(2000)], filters=[kept]
    )
    version = HiddenField()

    @property
    def read_version(self) -> int:
        """The version this person read; 0 where it cannot be read."""
        return counted(self.version.data)


class StepForm(OpinionForm):
    """A verdict at one step; the last step may set when the article appears."""

    step = HiddenField()
    verdict = RadioField(_("结论"), [filled(_("请选通过或退回"))])
    publish_at = DateTimeLocalField(_("定时发布"), [Optional(), in_this_century], format=MOMENT)
    may_name = BooleanField(_("公开页面可以写我的名字"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.verdict.choices = [
            SelectChoice(Verdict.APPROVED.value, _("通过")),
            SelectChoice(Verdict.RETURNED.value, _("退回作者修改")),
        ]

    @property
    def moment(self) -> datetime | None:
        """When it is to appear; None at once."""
        return at_china(self.publish_at.data)

    def turn_to(self, version: int, step: Step) -> None:
        """Ask about this version at this step; a verdict on another one is not taken over."""
        if (self.read_version, self.step.data) != (version, step.code):
            self.verdict.data = None
        self.version.data, self.step.data = str(version), step.code
        passed = _("终审通过并发布") if step.publishes else _("通过，交给下一步")
        self.verdict.choices[0] = SelectChoice(Verdict.APPROVED.value, passed)


class CorrectionDecisionForm(OpinionForm):
    """A decision on a proposed correction."""

    verdict = RadioField(
        _("结论"),
        [filled(_("请选发布或退回"))],
        choices=[
            SelectChoice(Verdict.APPROVED.value, _("发布这份更正")),
            SelectChoice(Verdict.RETURNED.value, _("不采用")),
        ],
    )


class WithdrawForm(BaseForm):
    """Why something leaves the site."""

    reason = TextAreaField(
        _("撤回的原因"), [filled(WORDS["reason_missing"]), at_most(400)], filters=[kept]
    )


class ScheduleForm(BaseForm):
    """What is to become of an article whose day has not come."""

    MOVE, NOW, BACK = "move", "now", "back"
    wish = RadioField(
        _("怎么处理"),
        [filled(_("请选一种处理办法"))],
        choices=[
            SelectChoice(MOVE, _("改到另一个时间")),
            SelectChoice(NOW, _("现在就发布")),
            SelectChoice(BACK, _("取消定时，退回作者修改")),
        ],
    )
    publish_at = DateTimeLocalField(_("新的发布时间"), [Optional(), in_this_century], format=MOMENT)
    opinion = TextAreaField(_("为什么退回"), [at_most(2000)], filters=[kept])

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for the time where it is the time that changes."""
        is_valid = bool(super().validate(extra_validators))
        if self.wish.data == self.MOVE and not self.publish_at.data and not self.publish_at.errors:
            self.publish_at.errors = [WORDS["day_missing"]]
            return False
        return is_valid

    @property
    def moment(self) -> datetime | None:
        """When it is to appear; None at once."""
        return at_china(self.publish_at.data) if self.wish.data == self.MOVE else None


class RenewForm(OpinionForm):
    """Until when an article holds."""

    review_by_on = DateField(_("下次复审日期"), [filled(_("请写下次复审的日期")), in_this_century])
