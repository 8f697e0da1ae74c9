"""What supervisors tell, and what follows of it."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import (
    DateField,
    HiddenField,
    RadioField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
)

from portal.kernel import clock
from portal.members.forms.fields import RegionField, choices_of, kept
from portal.members.rules import Seen
from portal.members.words import WORDS
from portal.places.profile import current_place
from portal.web.attachment_field import AttachmentField
from portal.web.attachments import FileLimits
from portal.web.form_tokens import TOKEN, new_token
from portal.web.forms import BaseForm, at_least, at_most, filled, not_in_the_future

MEGABYTE = 1024 * 1024
FOUND, UNFOUNDED = "found", "unfounded"


def photo_limits() -> FileLimits:
    """Return what may be attached: photos, as to a tip, which it may become."""
    parameters, on = current_place().parameters, clock.today()
    kinds = parameters.items("complaints.attachment_types", on)
    return FileLimits(
        count=parameters.whole("complaints.attachment_max_count", on) or 3,
        size=parameters.whole("complaints.attachment_max_bytes", on) or 5 * MEGABYTE,
        pixels=parameters.whole("complaints.photo_max_pixels", on) or 50_000_000,
        types=tuple(item.code for item in kinds if item.code.startswith("image/")),
    )


class PhotosField(AttachmentField):
    """Photos of what was seen."""

    limits = staticmethod(photo_limits)


class ObservationForm(BaseForm):
    """What a supervisor saw."""

    ticket = HiddenField()
    seen_on = DateField(
        _("哪天看到的"),
        [filled(WORDS["seen_missing"]), not_in_the_future(WORDS["seen_in_future"])],
    )
    region = RegionField(_("在哪个街道"))
    respondent = StringField(
        _("哪家店、哪个地方"), [filled(WORDS["respondent_missing"]), at_most(200)], filters=[kept]
    )
    address = StringField(_("门牌或者怎么找"), [at_most(200)], filters=[kept])
    domain = SelectField(_("关于什么"), [filled(WORDS["domain_missing"])], choices=[])
    category = SelectField(_("最接近哪一类"), [filled(WORDS["category_unknown"])], choices=[])
    told = TextAreaField(
        _("看到了什么"),
        [
            filled(WORDS["told_missing"]),
            at_least(10, _("请再写几句，别人才看得明白")),
            at_most(2000),
        ],
        filters=[kept],
    )
    files = PhotosField(_("照片"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parameters, on = current_place().parameters, clock.today()
        self.region.offer()
        nothing = SelectChoice("", str(_("请选择")))
        self.domain.choices = [nothing, *choices_of(parameters.items("complaints.domains", on))]
        kinds = choices_of(parameters.items("complaints.categories", on))
        self.category.choices = [nothing, *kinds]
        if not TOKEN.fullmatch(self.ticket.data or ""):
            self.ticket.data = new_token()

    @property
    def seen(self) -> Seen:
        """What was filled in."""
        seen_on: Any = self.seen_on.data
        return Seen(
            seen_on=seen_on,
            region=self.region.data or "",
            domain=self.domain.data,
            category=self.category.data,
            respondent=self.respondent.data or "",
            address=self.address.data or "",
            told=self.told.data or "",
        )


class StepForm(BaseForm):
    """What the supervisor is told of a step."""

    note = TextAreaField(
        _("写给监督员"), [filled(WORDS["note_missing"]), at_most(2000)], filters=[kept]
    )


class VerificationForm(StepForm):
    """Whether it was found as told."""

    finding = RadioField(
        _("核实结果"),
        [filled(_("请选核实结果"))],
        choices=[
            SelectChoice(FOUND, _("属实或部分属实")),
            SelectChoice(UNFOUNDED, _("没有发现")),
        ],
    )


class AnswerForm(StepForm):
    """What came of it, and what the public is told."""

    public_text = TextAreaField(
        _("写给公众"), [filled(WORDS["public_text_missing"]), at_most(2000)], filters=[kept]
    )
