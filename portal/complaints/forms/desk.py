"""What clerks fill in beside their decisions: the queue, notes, questions, meetings, leave."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields import DateTimeLocalField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional

from portal.accounts.models import Account
from portal.complaints import links
from portal.complaints.forms.fields import DayField, TickField, plain_words, readable
from portal.complaints.rules import MeetingOutcome, Party, Stage, Track, Urgency
from portal.complaints.words import label
from portal.kernel import clock
from portal.web.forms import BaseForm, FilterForm, at_most, filled

NARROWINGS = ("q", "due", "track", "stage", "whose")
LONGEST_WORDS = 60


class QueueForm(FilterForm):
    """Which cases to show."""

    q = StringField(_("编号或商家"), filters=[readable])
    due = SelectField(_("期限"))
    track = SelectField(_("类型"))
    stage = SelectField(_("进度"))
    whose = SelectField(_("范围"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.due.choices = [SelectChoice("", _("全部期限")), *_worded(Urgency)]
        self.track.choices = [SelectChoice("", _("全部类型")), *_worded(Track)]
        self.stage.choices = [SelectChoice("", _("在办的")), *_worded(Stage)]
        self.whose.choices = [
            SelectChoice("", _("本部门")),
            SelectChoice("mine", _("我接办的")),
            SelectChoice("unassigned", _("待接办的")),
            SelectChoice("closed", _("已办结的")),
        ]

    @property
    def words(self) -> str:
        """What is looked for, in words."""
        return (self.q.data or "")[:LONGEST_WORDS].strip()

    @property
    def wanted(self) -> dict[str, str]:
        """What the queue is narrowed to, as a view of it is kept."""
        told = {name: (self[name].data or "")[:LONGEST_WORDS] for name in NARROWINGS}
        return {name: value for name, value in told.items() if value}


def _worded(words: Iterable[Any]) -> list[SelectChoice]:
    return [SelectChoice(one.value, label(one)) for one in words]


class ManyForm(BaseForm):
    """Several rows of the queue, and to whom they go."""

    handler = SelectField(_("分派给"), [filled(_("请选择承办人"))])

    def __init__(self, people: Iterable[Account], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.handler.choices = [
            SelectChoice("", "—"),
            *(SelectChoice(one.username, one.display_name) for one in people),
        ]


class ViewForm(BaseForm):
    """A name for what the queue is narrowed to."""

    name = StringField(_("给这个筛选起名"), [at_most(40), plain_words], filters=[readable])


class RemarkForm(BaseForm):
    """A note that no citizen reads."""

    text = TextAreaField(_("内部备注"), [at_most(2000), plain_words], filters=[readable])


class QuestionForm(BaseForm):
    """A question, and until when an answer is wanted."""

    text = TextAreaField(_("要问的事"), [at_most(2000), plain_words], filters=[readable])
    until = DayField(_("请在哪天以前答复"), [filled(_("请选答复期限，要晚于今天"))])


class ReplyForm(BaseForm):
    """A reply to be kept for the next time."""

    title = StringField(_("标题"), [at_most(60), plain_words], filters=[readable])
    text = TextAreaField(_("答复的话"), [at_most(2000), plain_words], filters=[readable])


class MomentField(DateTimeLocalField):
    """A moment on a Chinese clock; what is none is said in our own words."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the moment the browser, or somebody by hand, has written."""
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(gettext("时间请这样写：2026-11-08T14:30")) from None

    @property
    def moment(self) -> datetime | None:
        """The moment with its zone, or None where none was given."""
        given: datetime | None = self.data
        return given.replace(tzinfo=clock.CHINA) if given else None


class MeetingForm(BaseForm):
    """When and where the parties meet."""

    starts_at = MomentField(_("时间"), [filled(_("请选时间"))])
    place = StringField(_("地点"), [at_most(200), plain_words], filters=[readable])
    parties = TickField(_("请谁来"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parties.choices = _worded(Party)

    def chosen(self) -> list[Party]:
        """Return who is asked to come."""
        return [Party(code) for code in self.parties.data or []]


class MinutesForm(BaseForm):
    """Who came, how it ended, and what was agreed."""

    came = TickField(_("谁来了"))
    outcome = RadioField(_("结果"), [filled(_("请选择结论"))])
    record = TextAreaField(_("经过"), [at_most(2000), plain_words], filters=[readable])
    agreement = TextAreaField(_("协议内容"), [at_most(2000), plain_words], filters=[readable])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.came.choices = _worded(Party)
        self.outcome.choices = _worded(MeetingOutcome)

    def chosen(self) -> tuple[Party, ...]:
        """Return who came."""
        return tuple(Party(code) for code in self.came.data or [])


class OtherForm(BaseForm):
    """The number of another case."""

    other = StringField(_("另一件的编号"), [at_most(60)], filters=[readable])


class LinkForm(BaseForm):
    """A record of another room, by its number."""

    kind = SelectField(_("种类"), [Optional()])
    number = StringField(_("编号"), [at_most(160)], filters=[readable])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind.choices = [SelectChoice(one.code, one.title) for one in links.kinds().values()]


class NumberForm(BaseForm):
    """Which line of a list is meant."""

    number = HiddenField(filters=[readable])


class LeaveForm(BaseForm):
    """From when until when somebody is away, and who has the cases meanwhile."""

    handler = SelectField(_("谁请假"), [filled(_("请选择承办人"))])
    from_on = DayField(_("从哪天"), [filled(_("请选开始日期"))])
    until_on = DayField(_("到哪天（含）"), [filled(_("请选结束日期"))])
    deputy = SelectField(_("由谁代办"), [filled(_("请选择承办人"))])

    def __init__(self, people: Iterable[Account], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [SelectChoice(one.username, one.display_name) for one in people]
        self.handler.choices = choices
        self.deputy.choices = [SelectChoice("", "—"), *choices]
