"""The short steps in which a case is told."""

from collections.abc import Mapping
from typing import Any, ClassVar

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import (
    BooleanField,
    Field,
    HiddenField,
    RadioField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Optional, ValidationError

from portal.complaints import firms, policy
from portal.complaints.forms.fields import (
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
from portal.complaints.passes import Toll
from portal.complaints.rules import Identity, Step, Track, Way, track_of
from portal.web.forms import BaseForm, at_most, not_in_the_future

UNKEPT = {"csrf_token", "files", "website", "ticket", "proof"}


class PassForm(BaseForm):
    """What the door may ask for where too much comes in: a ticket, or a proof of work."""

    ticket = HiddenField()
    proof = HiddenField()
    toll: Toll | None = None
    is_weighed = False


class CaseForm(PassForm):
    """Parent of the steps: which fields the law needs depends on the track."""

    step: ClassVar[Step]
    template: ClassVar[str] = ""
    needed: ClassVar[Mapping[Track, tuple[str, ...]]] = {}
    _way: Way

    def __init__(self, *args: Any, way: Way = Way.COMPLAINT, **kwargs: Any) -> None:
        self._way = way
        super().__init__(*args, **kwargs)
        for name in self.needed.get(self.track, ()):
            self[name].flags.required = True

    @property
    def way(self) -> Way:
        """The way in which the case is told."""
        return self._way

    @property
    def track(self) -> Track:
        """The track this form is filled in for."""
        return track_of(self._way)

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
    needed = dict.fromkeys((Track.COMPLAINT, Track.REPORT), ("respondent", "respondent_address"))
    respondent = StringField(_("商家叫什么名字"), [at_most(200), plain_words], filters=[readable])
    respondent_address = StringField(
        _("商家在哪里"), [at_most(300), plain_words], filters=[readable]
    )
    product = StringField(_("什么产品"), [at_most(120), plain_words], filters=[readable])
    batch = StringField(_("产品批号或抽检编号"), [at_most(60), plain_words], filters=[readable])
    enterprise = HiddenField(filters=[readable])

    def validate_respondent(self, field: Field) -> None:
        """Ask for a name; an anonymous tip may give a place instead."""
        self._name_the_meant()
        either = self.track is Track.TIP and self.respondent_address.data
        if not field.data and not either:
            raise ValidationError(
                gettext("请写商家名称或地点，至少一样")
                if self.track is Track.TIP
                else gettext("请写商家名称，招牌上的名字就行")
            )

    def _name_the_meant(self) -> None:
        # What a QR code says, or a code from a licence, stands for a firm of the register.
        typed = self.respondent.data or ""
        meant = firms.find_meant(typed) if firms.is_code(typed) else None
        if meant is None:
            return
        place = self.respondent_address.data or meant.shown_address
        for field, told in (
            (self.respondent, meant.shown_name),
            (self.respondent_address, place),
            (self.enterprise, meant.address_key),
        ):
            field.data, field.raw_data = told, [told]

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
        if self._way is not Way.COMPLAINT:
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
    also_report = BooleanField(_("同时举报，请你们查处"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.wishes.choices = choices_of(policy.requests())
        if self._way is not Way.COMPLAINT and type(self) is ContactForm:
            for name in ("wishes", "wish_words", "may_publish", "may_delegate", "also_report"):
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
