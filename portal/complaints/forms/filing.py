"""The short steps in which a case is told."""

from collections.abc import Mapping
from typing import Any, ClassVar

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    Field,
    HiddenField,
    RadioField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Optional, ValidationError

from portal.complaints import policy
from portal.complaints.forms.fields import (
    HONEYPOT_LABEL,
    DayField,
    EvidenceField,
    TickField,
    YuanField,
    choices_of,
    long_enough,
    plain_words,
    reachable,
    readable,
)
from portal.complaints.rules import Channel, Filing, Identity, Step, Track
from portal.enterprises import queries as enterprises
from portal.web.forms import BaseForm, at_most, not_in_the_future

UNKEPT = {"csrf_token", "files", "website"}


class CaseForm(BaseForm):
    """Parent of the steps: which fields the law needs depends on the track."""

    step: ClassVar[Step]
    needed: ClassVar[Mapping[Track, tuple[str, ...]]] = {}
    _track: Track

    def __init__(self, *args: Any, track: Track = Track.COMPLAINT, **kwargs: Any) -> None:
        self._track = track
        super().__init__(*args, **kwargs)
        for name in self.needed.get(track, ()):
            self[name].flags.required = True

    @property
    def track(self) -> Track:
        """The track this form is filled in for."""
        return self._track

    def answers(self) -> dict[str, list[str]]:
        """Return what was typed, as it can be put into the same form again."""
        return {
            name: [str(value) for value in field.raw_data or []]
            for name, field in self._fields.items()
            if name not in UNKEPT
        }


class RespondentForm(CaseForm):
    """Which firm it is about."""

    step = Step.RESPONDENT
    needed = dict.fromkeys(Track, ("respondent", "respondent_address"))
    respondent = StringField(_("商家叫什么名字"), [at_most(200), plain_words], filters=[readable])
    respondent_address = StringField(
        _("商家在哪里"), [at_most(300), plain_words], filters=[readable]
    )
    batch = StringField(_("产品批号或抽检编号"), [at_most(60), plain_words], filters=[readable])
    enterprise = HiddenField(filters=[readable])

    def validate_respondent(self, field: Field) -> None:
        """Ask for a name; an anonymous tip may give a place instead."""
        either = self.track is Track.TIP and self.respondent_address.data
        if not field.data and not either:
            raise ValidationError(
                gettext("请写商家名称或地点，至少一样")
                if self.track is Track.TIP
                else gettext("请写商家名称，招牌上的名字就行")
            )

    def validate_respondent_address(self, field: Field) -> None:
        """Ask where it is: the law wants name and address of the firm."""
        if not field.data and self.track is not Track.TIP:
            raise ValidationError(gettext("请写商家地址；网店请写平台和店铺名"))


class StoryForm(CaseForm):
    """What went wrong."""

    step = Step.STORY
    needed = dict.fromkeys(Track, ("told",))
    domain = RadioField(_("是什么东西"), [InputRequired(_("请选一样"))])
    category = RadioField(_("哪一类问题"), [InputRequired(_("请选最接近的一类"))])
    occurred_on = DayField(
        _("哪天的事"), [Optional(), not_in_the_future(_("这个日子晚于今天，请核对"))]
    )
    amount = YuanField(_("花了多少钱（元）"), [at_most(20)], filters=[readable])
    told = TextAreaField(_("说说经过"), [long_enough, plain_words], filters=[readable])
    files = EvidenceField(_("照片、小票、聊天截图"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.domain.choices = choices_of(policy.domains())
        self.category.choices = choices_of(policy.categories())
        if self._track is not Track.COMPLAINT:
            del self.amount


class ContactForm(CaseForm):
    """What is asked for, and by whom: 投诉 only under a real name, 举报 with a name or without."""

    step = Step.CONTACT
    needed = {Track.COMPLAINT: ("wishes", "name", "telephone", "address")}  # noqa: RUF012
    wishes = TickField(_("您要什么结果"))
    wish_words = TextAreaField(_("还想说明的"), [at_most(500), plain_words], filters=[readable])
    name = StringField(_("您的姓名"), [at_most(60), plain_words], filters=[readable])
    telephone = StringField(_("电话"), [at_most(40), reachable], filters=[readable])
    address = StringField(_("通讯地址"), [at_most(200), plain_words], filters=[readable])
    may_publish = BooleanField(_("同意公示这件投诉"))
    may_delegate = BooleanField(_("同意委托调解"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.wishes.choices = choices_of(policy.requests())
        if self._track is not Track.COMPLAINT and type(self) is ContactForm:
            for name in ("wishes", "wish_words", "may_publish", "may_delegate"):
                delattr(self, name)

    def _needed(self, field: Field, message: str) -> None:
        if self.track is Track.COMPLAINT and not field.data:
            raise ValidationError(message)

    def validate_wishes(self, field: Field) -> None:
        """Ask for a concrete request, in ticks or in words."""
        if self.track is Track.COMPLAINT and not field.data and not self.wish_words.data:
            raise ValidationError(gettext("请至少选一项，或者在下面写明您要的结果"))

    def validate_name(self, field: Field) -> None:
        """Ask for the name where the law does, and where a telephone was left."""
        self._needed(field, gettext("投诉要实名，请写身份证上的姓名"))
        if not field.data and (self.telephone.data or self.address.data):
            raise ValidationError(gettext("要实名请写姓名；不想留名，请把下面几栏都空着"))

    def validate_telephone(self, field: Field) -> None:
        """Ask for a telephone where the law does, and where a name was left."""
        self._needed(field, gettext("请写能找到您的电话"))
        if not field.data and self.name.data:
            raise ValidationError(gettext("请写电话，结果要告诉您"))

    def validate_address(self, field: Field) -> None:
        """Ask for a postal address where the law does."""
        self._needed(field, gettext("请写能收到信的地址"))

    def identity(self) -> Identity | None:
        """Return who files, or None for somebody who gave no name."""
        if not self.name.data:
            return None
        return Identity(
            name=self.name.data,
            telephone=self.telephone.data or "",
            address=self.address.data or "",
        )

    def request_words(self) -> str:
        """Return what is asked for, in words."""
        if self.track is not Track.COMPLAINT:
            return ""
        ticked = [policy.label(policy.requests(), code, "zh") for code in self.wishes.data or []]
        return "；".join([*ticked, *([self.wish_words.data] if self.wish_words.data else [])])


class CheckForm(BaseForm):
    """The last look before sending. No person fills in ``website``."""

    website = StringField(HONEYPOT_LABEL, [at_most(200)])

    def validate_website(self, field: Field) -> None:
        """Tell a machine, or a browser that fills in everything, what to do."""
        if field.data:
            raise ValidationError(gettext("请把这一栏清空再发送：它只用来识别自动程序"))


STEP_FORMS: Mapping[Step, type[CaseForm]] = {
    form.step: form for form in (RespondentForm, StoryForm, ContactForm)
}


def form_again(
    step: Step, track: Track, answers: Mapping[str, list[str]], *, is_shown: bool = False
) -> CaseForm:
    """Return a step's form as it was filled in; one that is shown carries its token."""
    typed = MultiDict([(name, value) for name, values in answers.items() for value in values])
    return STEP_FORMS[step](formdata=typed, meta={} if is_shown else {"csrf": False}, track=track)


def filing_of(track: Track, forms: Mapping[Step, Any], channel: Channel = Channel.PORTAL) -> Filing:
    """Return what valid steps say together; a tip has no contact step."""
    respondent, story = forms[Step.RESPONDENT], forms[Step.STORY]
    contact: Any = None if track is Track.TIP else forms[Step.CONTACT]
    named = enterprises.find_enterprise(respondent.enterprise.data or "")
    complaint = track is Track.COMPLAINT
    return Filing(
        track=track,
        told=story.told.data or "",
        category=story.category.data,
        domain=story.domain.data,
        respondent=respondent.respondent.data or "",
        respondent_address=respondent.respondent_address.data or "",
        channel=channel,
        enterprise_id=named.id if named else None,
        batch=respondent.batch.data or None,
        occurred_on=story.occurred_on.data,
        amount_fen=story.amount.fen if complaint else None,
        request=contact.request_words() if contact else "",
        identity=contact.identity() if contact else None,
        may_publish=bool(complaint and contact.may_publish.data),
        may_delegate=bool(complaint and contact.may_delegate.data),
    )
