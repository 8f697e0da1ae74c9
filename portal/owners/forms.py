"""What enterprises type at their own desk, and officers about it."""

import unicodedata
from collections.abc import Sequence

from flask_babel import lazy_gettext as _
from flask_babel import ngettext
from wtforms import (
    BooleanField,
    HiddenField,
    PasswordField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)

from portal.kernel import clock
from portal.kernel.errors import NotAllowed, NotFound, Refused
from portal.kernel.lifecycle import MoveRefused
from portal.owners import policy
from portal.owners.record import Line
from portal.owners.rules import FilingKind, Period, Ruling, periods_before
from portal.owners.words import FILINGS, REFUSALS, RULINGS, period_word
from portal.ratings.objections import policy as objection_policy
from portal.ratings.objections.forms import options
from portal.ratings.objections.rules import Subject, Wish
from portal.ratings.objections.words import SUBJECTS
from portal.web.attachment_field import AttachmentField
from portal.web.attachments import FileLimits
from portal.web.forms import BaseForm, at_most, filled
from portal.web.locale import language

LONGEST = 20_000
MEGABYTE = 1024 * 1024


def legible(value: str | None) -> str | None:
    """Take out what no database keeps: control characters and lone surrogates."""
    if value is None:
        return None
    kept = (sign for sign in value if sign in "\n\t" or unicodedata.category(sign) not in UNSEEN)
    return "".join(kept).strip()


UNSEEN = {"Cc", "Cs"}


class OwnerForm(BaseForm):
    """Parent of the forms of owners."""

    def refuse(self, refusal: Refused) -> None:
        """Put a refusal at its field; raise it again where it has a page of its own."""
        if isinstance(refusal, (MoveRefused, NotAllowed, NotFound)):
            raise refusal
        super().refuse(refusal)


class OwnFiles(AttachmentField):
    """Photos and PDFs of an enterprise."""

    @staticmethod
    def limits() -> FileLimits:
        """Return what may be attached."""
        return policy.file_limits()


class ClaimForm(OwnerForm):
    """The code of the letter, and the account to be."""

    code = StringField(
        _("信上的认领码"), [filled(_("请填信上的认领码")), at_most(60)], filters=[legible]
    )
    username = StringField(
        _("给自己起个用户名"), [filled(_("请填用户名")), at_most(60)], filters=[legible]
    )
    display_name = StringField(
        _("怎么称呼您"), [filled(_("请填称呼")), at_most(80)], filters=[legible]
    )
    password = PasswordField(_("设一个密码"), [filled(_("请填密码")), at_most(200)])


class SubjectForm(OwnerForm):
    """Parent of what is said about one record."""

    subject = SelectField(
        _("哪条记录"), [filled(REFUSALS["subject_unknown"])], validate_choice=False
    )

    def offer(self, lines: Sequence[Line]) -> None:
        """Offer these records."""
        self.lines = lines
        self.subject.choices = options(
            ((line.key, f"{SUBJECTS[line.subject.kind]} · {line.subject.title}") for line in lines),
            first=_("请选择"),
        )

    def chosen(self) -> Subject:
        """Return the record that was chosen; raises Refused where it is none of them."""
        for line in self.lines:
            if line.key == self.subject.data:
                return line.subject
        raise Refused(REFUSALS["subject_unknown"], field="subject")


class ObjectForm(SubjectForm):
    """An objection."""

    ground = RadioField(_("哪里不对"), [filled(_("请从列出的理由里选一个"))], validate_choice=False)
    statement = TextAreaField(
        _("说明事实和理由"),
        [filled(_("请写明哪里不对、为什么")), at_most(LONGEST)],
        filters=[legible],
    )
    wants_hearing = BooleanField(_("申请听证，当面说明"))
    files = OwnFiles(_("证据"))

    def __init__(self, **kwargs: object) -> None:
        super().__init__(**kwargs)
        self.ground.choices = options(
            (item.code, item.label.in_(language())) for item in objection_policy.grounds()
        )

    def wish(self) -> Wish:
        """Return what was typed."""
        return Wish(
            self.chosen(),
            self.ground.data or "",
            self.statement.data or "",
            wants_hearing=bool(self.wants_hearing.data),
        )


class ReplyForm(SubjectForm):
    """A public answer."""

    text = TextAreaField(_("答复"), [filled(_("请写下内容")), at_most(LONGEST)], filters=[legible])


class RevisionForm(OwnerForm):
    """Another wording of an answer that was returned."""

    text = TextAreaField(
        _("改好的答复"), [filled(_("请写下内容")), at_most(LONGEST)], filters=[legible]
    )


class FilingForm(OwnerForm):
    """A report about a period."""

    kind = RadioField(_("报告种类"), [filled(REFUSALS["kind_unknown"])], validate_choice=False)
    period = SelectField(
        _("报告哪一期"), [filled(REFUSALS["period_unknown"])], validate_choice=False
    )
    text = TextAreaField(
        _("报告内容"), [filled(_("请写下内容")), at_most(LONGEST)], filters=[legible]
    )
    files = OwnFiles(_("附件"))

    def __init__(self, **kwargs: object) -> None:
        super().__init__(**kwargs)
        self.kind.choices = options((kind.value, FILINGS[kind]) for kind in FilingKind)
        self.period.choices = options(
            (period.code, period_word(period)) for period in periods_before(clock.today())
        )

    def filing_kind(self) -> FilingKind:
        """Return which report it is; raises Refused."""
        if self.kind.data not in set(FilingKind):
            raise Refused(REFUSALS["kind_unknown"], field="kind")
        return FilingKind(self.kind.data)

    def span(self) -> Period:
        """Return the period it is about; raises Refused."""
        period = Period.read(self.period.data or "")
        if period is None:
            raise Refused(REFUSALS["period_unknown"], field="period")
        return period


class RepairForm(SubjectForm):
    """An application for credit repair."""

    statement = TextAreaField(
        _("说明已经履行了什么、改正了什么"),
        [filled(_("请写下内容")), at_most(LONGEST)],
        filters=[legible],
    )
    files = OwnFiles(_("证明材料"))


class SupplementForm(OwnerForm):
    """What was missing from an application."""

    statement = TextAreaField(
        _("补正的内容"), [filled(_("请写下内容")), at_most(LONGEST)], filters=[legible]
    )
    files = OwnFiles(_("证明材料"))


class LetterForm(OwnerForm):
    """For which enterprise a letter is to be issued."""

    enterprise = StringField(
        _("统一社会信用代码或本站编号"),
        [filled(_("请填统一社会信用代码或本站编号")), at_most(60)],
        filters=[legible],
    )


UNKNOWN_ENTERPRISE = _("没有这家企业，请核对统一社会信用代码或本站编号")


class ModerationForm(OwnerForm):
    """What is done with a public answer."""

    # Which wording was read: it may have been returned and sent in anew since.
    seen = HiddenField()
    ruling = RadioField(_("怎么办"), [filled(REFUSALS["ruling_missing"])], validate_choice=False)
    ground = SelectField(_("不予发布的情形"), validate_choice=False)
    reason = TextAreaField(_("给企业的理由"), [at_most(500)], filters=[legible])

    def __init__(self, **kwargs: object) -> None:
        super().__init__(**kwargs)
        self.ruling.choices = options((ruling.value, RULINGS[ruling]) for ruling in Ruling)
        self.ground.choices = options(
            ((item.code, item.label.in_(language())) for item in policy.refusal_grounds()),
            first=_("请选择"),
        )

    def chosen(self) -> Ruling:
        """Return what was chosen; raises Refused."""
        if self.ruling.data not in set(Ruling):
            raise Refused(REFUSALS["ruling_missing"], field="ruling")
        return Ruling(self.ruling.data)


def files_hint() -> str:
    """Say what may be attached."""
    limits = policy.file_limits()
    return str(
        ngettext(
            "最多 %(num)s 个，每个不超过 %(size)s MB，照片（JPG、PNG、WebP）或 PDF",
            "最多 %(num)s 个，每个不超过 %(size)s MB，照片（JPG、PNG、WebP）或 PDF",
            limits.count,
            size=limits.size // MEGABYTE,
        )
    )


class AnswerForm(OwnerForm):
    """What an enterprise answers to a bureau's question."""

    text = TextAreaField(_("您的答复"), [filled(_("请写答复")), at_most(4000)], filters=[legible])
