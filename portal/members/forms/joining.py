"""What applicants fill in, and what people on the roll agree to."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, RadioField, SelectChoice, StringField, TextAreaField
from wtforms.validators import ValidationError

from portal.members.forms.fields import RegionField, kept
from portal.members.models import Member
from portal.members.rules import Consent, Kind, Wish
from portal.members.words import CONSENTS, KINDS, WORDS
from portal.web.forms import BaseForm, at_least, at_most, filled
from portal.web.once_forms import OnceForm


class ApplicationForm(OnceForm):
    """A wish to join."""

    kind = RadioField(
        _("您想做什么"),
        [filled(WORDS["kind_missing"])],
        choices=[SelectChoice(kind.value, words) for kind, words in KINDS.items()],
        default=Kind.AUTHOR.value,
    )
    name = StringField(_("姓名"), [filled(WORDS["name_missing"]), at_most(60)], filters=[kept])
    contact = StringField(
        _("手机号码或电子邮箱"),
        [
            filled(WORDS["contact_missing"]),
            at_least(5, _("这个联系方式太短，请核对")),
            at_most(120),
        ],
        filters=[kept],
    )
    region = RegionField(_("在哪里"), blank=_("不限"))
    wish = TextAreaField(
        _("说说您想做的"), [filled(WORDS["wish_missing"]), at_most(1000)], filters=[kept]
    )
    may_list = BooleanField(_("通过以后，可以在公开名册上写我的名字"))
    consent = BooleanField(
        _("我同意保存以上内容，只用于和我联系"), [filled(WORDS["consent_missing"])]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.region.offer()

    def validate_region(self, field: RegionField) -> None:
        """Ask supervisors for an area; to others every place is the same."""
        if self.kind.data == Kind.SUPERVISOR and not field.data:
            raise ValidationError(str(WORDS["region_missing"]))

    @property
    def told(self) -> Wish:
        """What was filled in."""
        return Wish(
            name=self.name.data or "",
            contact=self.contact.data or "",
            told=self.wish.data or "",
            kind=Kind(self.kind.data),
            region=self.region.data or None,
            may_list=self.may_list.data,
        )


class ConsentForm(BaseForm):
    """What somebody on the roll agrees to now."""

    listed = BooleanField(CONSENTS[Consent.LISTED])
    signed = BooleanField(CONSENTS[Consent.SIGNED])
    thanked = BooleanField(CONSENTS[Consent.THANKED])
    hours = BooleanField(CONSENTS[Consent.HOURS])

    @classmethod
    def of(cls, member: Member) -> "ConsentForm":
        """Return the form as things stand."""
        return cls(data={consent.value: member.agrees(consent) for consent in Consent})

    @property
    def given(self) -> set[Consent]:
        """What is agreed to."""
        return {consent for consent in Consent if self._fields[consent.value].data}
