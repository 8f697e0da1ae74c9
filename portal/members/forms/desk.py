"""What the desk fills in: refusals, terms, hours."""

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import DateField, SelectField, StringField, TextAreaField
from wtforms.validators import Optional, ValidationError

from portal.kernel import clock
from portal.members import queries
from portal.members.forms.fields import RegionField, choices_of, kept
from portal.members.models import Member, MemberApplication
from portal.members.policy import level_of_area, months_of_term
from portal.members.rules import MAX_MINUTES, Kind, Served, TermWish
from portal.members.words import WORDS
from portal.places.profile import current_place
from portal.web.forms import BaseForm, WholeNumberField, at_most, filled, not_in_the_future
from portal.web.once_forms import OnceForm


class RefusalForm(BaseForm):
    """Why an application is not admitted."""

    reason = TextAreaField(
        _("原因"), [filled(WORDS["reason_missing"]), at_most(400)], filters=[kept]
    )


class TermForm(BaseForm):
    """A term: where, from when and, where no rule says how long, until when."""

    region = RegionField(_("区域"))
    begins_on = DateField(_("第一天"), [filled(_("请填写任期的第一天"))])
    ends_on = DateField(_("最后一天"), [Optional()])
    months: int | None

    @classmethod
    def of(cls, kind: Kind, *, region: str | None, begins_on: date | None = None) -> "TermForm":
        """Return the form for somebody of this kind, with what is likely filled in."""
        root = current_place().regions.root.code
        first = {"region": region or root, "begins_on": begins_on or clock.today()}
        form = cls(data=first)
        form.region.offer(level_of_area(kind))
        form.months = months_of_term(kind)
        return form

    @classmethod
    def for_application(cls, application: MemberApplication) -> "TermForm":
        """Return the form for the first term of an applicant."""
        return cls.of(application.kind, region=application.region)

    @property
    def wish(self) -> TermWish:
        """The term that was filled in."""
        begins_on: Any = self.begins_on.data
        return TermWish(self.region.data or "", begins_on, self.ends_on.data)


class HoursForm(OnceForm):
    """Minutes that somebody served."""

    card = StringField(_("证号"), [filled(_("请填写名册上的证号")), at_most(20)], filters=[kept])
    served_on = DateField(
        _("哪一天"),
        [filled(_("请填写服务日期")), not_in_the_future(WORDS["served_in_future"])],
    )
    minutes = WholeNumberField(
        _("多少分钟"), [filled(_("请填写时长"))], render_kw={"min": 1, "max": MAX_MINUTES}
    )
    activity = StringField(_("服务内容"), [filled(_("请写做了什么")), at_most(120)], filters=[kept])
    kind = SelectField(_("计入哪一类"), choices=[], validate_choice=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        items = current_place().parameters.items("members.counted_hours", clock.today())
        self.kind.choices = [("", str(_("不计入"))), *choices_of(items)]
        self.has_kinds = bool(items)
        self._member: Member | None = None

    def validate_card(self, field: StringField) -> None:
        """Refuse a number that nobody on the roll has."""
        self._member = queries.find_member(field.data or "")
        if self._member is None:
            raise ValidationError(str(_("名册上没有这个证号，请核对")))

    @property
    def member(self) -> Member:
        """Whose hours they are."""
        if self._member is None:
            raise LookupError("the form was not read yet")
        return self._member

    @property
    def served(self) -> Served:
        """What was done; each form is an occasion of its own, however often it is sent."""
        on: Any = self.served_on.data
        return Served(
            minutes_count=self.minutes.data,
            on=on,
            source=f"desk:{self.sent_once}",
            activity=self.activity.data or "",
            kind=self.kind.data or "",
        )


class NoteForm(BaseForm):
    """Why something is not confirmed, or taken back."""

    note = TextAreaField(_("原因"), [filled(WORDS["reason_missing"]), at_most(200)], filters=[kept])
