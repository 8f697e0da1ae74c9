"""Forms of one page: an anonymous tip, somebody ill after eating, an adverse reaction, a rider."""

from typing import Any

from flask_babel import force_locale, gettext
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, Field, RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, NumberRange, Optional, ValidationError

from portal.complaints import intake, policy
from portal.complaints.forms.fields import (
    HONEYPOT_LABEL,
    EvidenceField,
    choices_of,
    plain_words,
    reachable,
    readable,
)
from portal.complaints.forms.filing import CaseForm, PassForm, RespondentForm, StoryForm
from portal.complaints.rules import Filing, Identity, Seal, Track
from portal.complaints.rules.intake import Door
from portal.complaints.words import label
from portal.enterprises import queries as enterprises
from portal.places.profile import current_place
from portal.web.forms import WholeNumberField, at_most
from portal.web.locale import LOCALES

MOST_ILL = 100_000
FEWEST_WORDS = 300


def refuse_filled(field: Field) -> None:
    """Tell a machine, or a browser that fills in everything, what to do."""
    if field.data:
        raise ValidationError(gettext("请把这一栏清空再发送：它只用来识别自动程序"))


class CheckForm(PassForm):
    """The last look before sending. No person fills in ``website``."""

    website = StringField(HONEYPOT_LABEL, [at_most(200)])

    def validate_website(self, field: Field) -> None:
        """Tell a machine, or a browser that fills in everything, what to do."""
        refuse_filled(field)


class WholeForm(RespondentForm, StoryForm):
    """Everything that is told, on one page."""

    step = RespondentForm.step
    needed = {Track.TIP: ("told",)}  # noqa: RUF012


class TipForm(WholeForm):
    """An anonymous tip; it can be sent from its page."""

    template = "tip"
    website = CheckForm.website

    def validate_website(self, field: Field) -> None:
        """Tell a machine, or a browser that fills in everything, what to do."""
        refuse_filled(field)


class CallBackForm(CaseForm):
    """Whom to call back; who leaves a name leaves a telephone with it."""

    name = StringField(_("您的姓名"), [at_most(60), plain_words], filters=[readable])
    telephone = StringField(_("电话"), [at_most(40), reachable], filters=[readable])

    def validate_name(self, field: Field) -> None:
        """Ask for the name of a telephone."""
        if not field.data and self.telephone.data:
            raise ValidationError(gettext("留了电话，请写怎么称呼您；不想留名，两栏都空着"))

    def validate_telephone(self, field: Field) -> None:
        """Ask for the telephone of a name."""
        if not field.data and self.name.data:
            raise ValidationError(gettext("请写电话，我们好回您"))

    def identity(self) -> Identity | None:
        """Return whom to call back, or None for somebody who gave no name."""
        if not self.name.data:
            return None
        return Identity(name=self.name.data, telephone=self.telephone.data or "")


class IllnessForm(WholeForm, CallBackForm):
    """Somebody fell ill after eating: what, where, when, how many."""

    template = "illness"
    needed = {Track.TIP: ("told", "ill_count")}  # noqa: RUF012
    ill_count = WholeNumberField(
        _("几个人不舒服"),
        [
            InputRequired(_("请写人数，一个人就写 1")),
            NumberRange(1, MOST_ILL, message=_("请写人数，一个人就写 1")),
        ],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("domain", "category", "batch"):
            delattr(self, name)


class ReactionForm(WholeForm, CallBackForm):
    """A reaction to a drug, device, cosmetic or health food."""

    template = "reaction"
    needed = {Track.TIP: ("told", "product", "domain")}  # noqa: RUF012

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bodies = {item.code for item in intake.reaction_bodies()}
        self.domain.choices = choices_of(one for one in policy.domains() if one.code in bodies)
        del self.category

    def validate_respondent(self, field: Field) -> None:
        """Where it was bought need not be known: the product is what matters."""

    def validate_product(self, field: Field) -> None:
        """Ask which product it was."""
        if not field.data:
            raise ValidationError(gettext("请写产品名称，盒子上的名字就行"))


class RiderForm(PassForm):
    """What a rider sees when picking up: which shop, which platform, how the seal was."""

    respondent = StringField(_("哪家店"), [at_most(200), plain_words], filters=[readable])
    enterprise = StringField(filters=[readable])
    platform = RadioField(_("哪个平台"), [InputRequired(_("请选平台"))])
    seal = RadioField(_("封签怎么样"), [InputRequired(_("请选封签的样子"))])
    told = TextAreaField(
        _("还看到什么"), [Optional(), at_most(FEWEST_WORDS), plain_words], filters=[readable]
    )
    files = EvidenceField(_("拍一张"))
    is_other_order = BooleanField(_("这是另一单"))
    website = CheckForm.website

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.platform.choices = choices_of(intake.platforms())
        self.seal.choices = [SelectChoice(one.value, label(one)) for one in Seal]
        self.respondent.flags.required = True

    def validate_respondent(self, field: Field) -> None:
        """Ask for the shop; a rider knows it from the order."""
        if not field.data:
            raise ValidationError(gettext("请写店名，订单上的名字就行"))

    def validate_website(self, field: Field) -> None:
        """Tell a machine, or a browser that fills in everything, what to do."""
        refuse_filled(field)

    def filing(self) -> Filing:
        """Return the tip this makes: what was ticked stands in its story too, for people."""
        seal = Seal(self.seal.data)
        entrance = current_place().sorting.entrance(Door.RIDER.value)
        presets = entrance.presets if entrance else {}
        platform = policy.label(intake.platforms(), self.platform.data, "zh")
        named = enterprises.find_enterprise(self.enterprise.data or "")
        with force_locale(LOCALES["zh"]):  # handlers read it, whatever language the rider reads
            ticked = gettext(
                "骑手取餐：%(platform)s，%(seal)s。", platform=platform, seal=label(seal)
            )
        return Filing(
            track=Track.TIP,
            told="\n".join(part for part in (ticked, self.told.data) if part),
            category=presets.get("category", ""),
            domain=presets.get("domain", ""),
            respondent=self.respondent.data or "",
            respondent_address="",
            enterprise_id=named.id if named else None,
            door=Door.RIDER,
            platform=self.platform.data,
            seal=seal,
        )
