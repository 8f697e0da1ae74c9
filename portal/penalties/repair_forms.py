"""What officers type about applications for repair."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _
from wtforms import DateField, RadioField, SelectChoice, StringField, TextAreaField

from portal.kernel import clock
from portal.penalties.models import RepairCase
from portal.penalties.queries import repairs
from portal.penalties.rules.repairs import Finding
from portal.places.profile import current_place
from portal.web.attachment_field import AttachmentField
from portal.web.attachments import FileLimits
from portal.web.forms import BaseForm, at_most, filled, not_in_the_future, strip
from portal.web.locale import language

MET, NOT_MET = "met", "not-met"
ANSWERS = [SelectChoice(MET, _("满足")), SelectChoice(NOT_MET, _("不满足"))]
ANSWER = [filled(_("请选满足或者不满足"))]
MEGABYTE = 1024 * 1024


def file_limits() -> FileLimits:
    """Return what may be attached: as much as to a complaint."""
    parameters, on = current_place().parameters, clock.today()
    return FileLimits(
        count=parameters.whole("complaints.attachment_max_count", on) or 3,
        size=parameters.whole("complaints.attachment_max_bytes", on) or 5 * MEGABYTE,
        pixels=parameters.whole("complaints.photo_max_pixels", on) or 50 * MEGABYTE,
        types=tuple(item.code for item in parameters.items("complaints.attachment_types", on)),
    )


class FilesField(AttachmentField):
    """Documents that show what was put right."""

    limits = staticmethod(file_limits)


class PaperForm(BaseForm):
    """An application that came on paper."""

    about = StringField(
        _("针对哪条记录（本站编号）"), [filled(_("请填写本站编号")), at_most(40)], filters=[strip]
    )
    applied_on = DateField(
        _("收到申请的日期"),
        [filled(_("请填写收到申请的日期")), not_in_the_future(_("申请日期晚于今天，请核对"))],
    )
    statement = TextAreaField(
        _("申请理由和整改情况"),
        [filled(_("请写明申请理由和整改情况")), at_most(20_000)],
    )
    files = FilesField(_("证明材料"))


class SupplementForm(BaseForm):
    """What is missing, or what was handed in."""

    statement = TextAreaField(_("写明内容"), [filled(_("请写明内容")), at_most(20_000)])
    files = FilesField(_("证明材料"))


class DecisionForm(BaseForm):
    """The decision on an application."""

    number = StringField(_("决定书文号"), [at_most(80)], filters=[strip])
    reason = StringField(
        _("理由（会告知申请人）"), [filled(_("请写明理由")), at_most(300)], filters=[strip]
    )


class FindingsForm(BaseForm):
    """Every condition as a question: met or not, and what shows it."""

    @classmethod
    def of(cls, repair: RepairCase) -> "FindingsForm":
        """Return the form with the questions that hold for an application."""

        class Asked(cls):  # type: ignore[valid-type,misc]  # the questions are data
            """The questions of this application."""

        for item in repairs.conditions_for(repair):
            label = item.label.in_(language())
            setattr(
                Asked, item.code, RadioField(label, ANSWER, choices=ANSWERS, validate_choice=False)
            )
            setattr(Asked, f"{item.code}-evidence", StringField(_("凭什么认定"), [at_most(300)]))
        form: FindingsForm = Asked()
        return form

    def findings(self, codes: Sequence[str]) -> list[Finding]:
        """Return the answers that were given."""
        found = []
        for code in codes:
            answer = self._fields[code].data
            if answer in {MET, NOT_MET}:
                evidence = (self._fields[f"{code}-evidence"].data or "").strip()
                found.append(Finding(code, answer == MET, evidence))
        return found
