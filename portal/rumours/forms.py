"""What senders, readers and the desk fill in."""

import re
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import (
    BooleanField,
    DateField,
    Field,
    FieldList,
    Form,
    FormField,
    HiddenField,
    RadioField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import Optional, ValidationError

from portal.places.rules.names import mask_text
from portal.rumours.rules import (
    MOST_EVIDENCE,
    Content,
    Evidence,
    EvidenceKind,
    SentClaim,
    SentPicture,
    Verdict,
    categories,
)
from portal.rumours.words import KINDS, VERDICTS, WORDS
from portal.web.attachment_field import AttachmentField
from portal.web.attachments import FileLimits
from portal.web.forms import BaseForm, at_least, at_most, filled, not_in_the_future
from portal.web.locale import language

_UNKEEPABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
LONGEST_TEXT = 2000
FEWEST_SIGNS = 6
WORDED = (
    *("claim", "claim_en", "short", "short_en", "truth", "truth_en"),
    *("category", "seen_where", "product", "enterprise", "authority", "expert"),
)
# What a telephone's screenshot needs at most; more would only keep the cleaner busy.
PICTURE = FileLimits(1, 8 * 1024 * 1024, 40_000_000, ("image/jpeg", "image/png", "image/webp"))
ADDRESS = re.compile(r"https?://[^\s/]+\.[^\s]+", re.IGNORECASE)


def kept(value: str | None) -> str | None:
    """Take off what cannot be kept, and blanks at both ends."""
    return _UNKEEPABLE.sub("", value).strip() if value else value


def without_person(_form: Form, field: Field) -> None:
    """Refuse telephone and identity numbers: checking a claim needs nobody's."""
    if field.data and mask_text(field.data) != field.data:
        raise ValidationError(WORDS["personal"])


def web_address(_form: Form, field: Field) -> None:
    """Ask for an address of the web where one is written."""
    if field.data and not ADDRESS.fullmatch(field.data):
        raise ValidationError(WORDS["link_bad"])


class PictureField(AttachmentField):
    """One picture, painted again: place, device and time stay behind."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.widget.multiple = False

    @staticmethod
    def limits() -> FileLimits:
        """Return what may be attached."""
        return PICTURE


class ClaimForm(BaseForm):
    """A claim somebody wants checked."""

    text = TextAreaField(
        _("您看到或听到的说法"),
        [
            filled(WORDS["text_missing"]),
            at_least(FEWEST_SIGNS, WORDS["text_missing"]),
            at_most(LONGEST_TEXT),
            without_person,
        ],
        filters=[kept],
    )
    heard_where = StringField(_("在哪里看到的"), [at_most(80), without_person], filters=[kept])
    link = StringField(_("网址"), [at_most(500), web_address, without_person], filters=[kept])
    picture = PictureField(_("截图或照片"))
    sure = HiddenField()

    def sent(self) -> SentClaim:
        """Return what was filled in."""
        files = [one for one in self.picture.checked if one.cleaned is not None]
        picture = SentPicture(files[0].cleaned or b"", files[0].media_type) if files else None
        return SentClaim(self.text.data, self.link.data or "", self.heard_where.data or "", picture)


class EvidenceForm(Form):
    """One thing a verdict rests on; a row without a name is none."""

    kind = SelectField(
        _("种类"),
        choices=[SelectChoice(kind.value, KINDS[kind]) for kind in EvidenceKind],
        validate_choice=False,
    )
    title = StringField(_("名称"), [at_most(200)], filters=[kept])
    number = StringField(_("编号"), [at_most(80)], filters=[kept])
    place = StringField(_("条款"), [at_most(80)], filters=[kept])
    address = StringField(_("网址"), [at_most(500), web_address], filters=[kept])

    def validate_kind(self, field: Field) -> None:
        """Ask for one of the kinds where the row has a name."""
        if self.title.data and field.data not in set(EvidenceKind):
            raise ValidationError(WORDS["evidence_kind"])

    def validate_title(self, field: Field) -> None:
        """Ask for the name where something else of the row is filled in."""
        if not field.data and (self.number.data or self.place.data or self.address.data):
            raise ValidationError(WORDS["evidence_title"])


class ContentForm(BaseForm):
    """What the desk writes of a rumour."""

    claim = TextAreaField(_("传言"), [filled(WORDS["claim_missing"]), at_most(200)], filters=[kept])
    claim_en = TextAreaField(_("传言（英文）"), [at_most(400)], filters=[kept])
    verdict = RadioField(
        _("结论"),
        [Optional()],
        choices=[SelectChoice(verdict.value, VERDICTS[verdict]) for verdict in Verdict],
    )
    short = TextAreaField(_("一句话结论"), [at_most(200)], filters=[kept])
    short_en = TextAreaField(_("一句话结论（英文）"), [at_most(400)], filters=[kept])
    truth = TextAreaField(_("真相"), [at_most(6000)], filters=[kept])
    truth_en = TextAreaField(_("真相（英文）"), [at_most(9000)], filters=[kept])
    category = SelectField(_("类别"))
    seen_where = StringField(_("最早见于"), [at_most(80)], filters=[kept])
    seen_on = DateField(_("最早见到的日期"), [Optional(), not_in_the_future(_("这一天还没有到"))])
    product = StringField(_("相关产品"), [at_most(80)], filters=[kept])
    enterprise = StringField(_("相关企业"), [at_most(40)], filters=[kept])
    authority = StringField(_("权威来源"), [at_most(200)], filters=[kept])
    expert = StringField(_("专家"), [at_most(80)], filters=[kept])
    consent = BooleanField(_("本人已书面同意署名"))
    evidence = FieldList(
        FormField(EvidenceForm), min_entries=MOST_EVIDENCE, max_entries=MOST_EVIDENCE
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        told = [SelectChoice(code, name[language()]) for code, name in categories().items()]
        self.category.choices = told

    @classmethod
    def of(cls, content: Content) -> "ContentForm":
        """Return the form with what is written so far."""
        told = {**vars(content), "evidence": [vars(one) for one in content.evidence]}
        return cls(data={**told, "consent": bool(content.expert)})

    @property
    def error_list(self) -> list[tuple[str | None, str]]:
        """Every message with the id of its field; those of evidence name their row's field."""
        found = [one for one in super().error_list if not one[1].startswith("{")]
        fields = [field for row in self.evidence for field in row.form]
        return [*found, *((field.id, str(text)) for field in fields for text in field.errors)]

    def validate_expert(self, field: Field) -> None:
        """Ask for consent before an expert is named (PIPL Article 25)."""
        if field.data and not self.consent.data:
            raise ValidationError(WORDS["consent_missing"])

    def content(self) -> Content:
        """Return what was filled in."""
        words = {name: getattr(self, name).data or "" for name in WORDED}
        rows = [row.form for row in self.evidence if row.form.title.data]
        return Content(
            **words,
            verdict=Verdict(self.verdict.data) if self.verdict.data else None,
            seen_on=self.seen_on.data,
            evidence=tuple(
                Evidence(
                    EvidenceKind(row.kind.data),
                    row.title.data,
                    row.number.data or "",
                    row.place.data or "",
                    row.address.data or "",
                )
                for row in rows
            ),
        )


class StepForm(BaseForm):
    """A word with a step; ``seen`` is how many steps had been taken when it was read."""

    seen = HiddenField()

    opinion = TextAreaField(_("意见或说明"), [at_most(400)], filters=[kept])


class AsideForm(BaseForm):
    """Why a lead is not looked into."""

    reason = TextAreaField(_("原因"), [filled(WORDS["word_missing"]), at_most(400)], filters=[kept])


class JoinForm(BaseForm):
    """Which rumour a lead belongs to."""

    rumour = StringField(_("传言编号"), [filled(WORDS["no_such_rumour"]), at_most(60)])
