"""What the desk asks about names and entries of the register."""

from flask_babel import lazy_gettext as _
from wtforms import RadioField, StringField, TextAreaField

from portal.enterprises import queries
from portal.enterprises.candidates import Candidate
from portal.enterprises.models import Enterprise
from portal.enterprises.words import REFUSALS
from portal.kernel.errors import Refused
from portal.web.forms import BaseForm, at_most, filled, strip

NOBODY, OTHER = "nobody", "other"
LONGEST_KEY, LONGEST_REASON = 40, 300


def told_enterprise(key: str, *, field: str) -> Enterprise:
    """Return the enterprise that somebody named by code or reference; raises Refused."""
    found = queries.find_enterprise(key)
    if found is None:
        raise Refused(REFUSALS["enterprise_missing"], field=field)
    return found


class NameForm(BaseForm):
    """Whom a name means: one of the candidates, another enterprise, or nobody."""

    meant = RadioField(
        _("指的是哪家企业"), [filled(_("请选择指的是哪家企业"))], validate_choice=True
    )
    key = StringField(_("统一社会信用代码或本站编号"), [at_most(LONGEST_KEY)], filters=[strip])

    @classmethod
    def of(cls, candidates: list[Candidate]) -> "NameForm":
        """Return the form with the candidates to choose from."""
        form = cls()
        form.meant.choices = [
            *((one.enterprise.reference, one.enterprise.name) for one in candidates),
            (OTHER, str(_("另一家，写在下面"))),
            (NOBODY, str(_("不在企业库里"))),
        ]
        return form

    def told(self) -> Enterprise | None:
        """Return who is meant, None for nobody; raises Refused where that one is not known."""
        if self.meant.data == NOBODY:
            return None
        key = (self.key.data or "") if self.meant.data == OTHER else self.meant.data
        return told_enterprise(key, field="key")


class MergeForm(BaseForm):
    """Two entries that are one enterprise, and how anybody knows."""

    kept = StringField(
        _("保留的登记"),
        [filled(_("请填写代码或本站编号")), at_most(LONGEST_KEY)],
        filters=[strip],
    )
    gone = StringField(
        _("并入的登记"),
        [filled(_("请填写代码或本站编号")), at_most(LONGEST_KEY)],
        filters=[strip],
    )
    reason = TextAreaField(
        _("理由"), [filled(_("请写明理由")), at_most(LONGEST_REASON)], filters=[strip]
    )


class DeclineForm(BaseForm):
    """Why two entries stay apart."""

    reason = StringField(
        _("不合并的理由"), [filled(_("请写明理由")), at_most(LONGEST_REASON)], filters=[strip]
    )


class ReasonForm(BaseForm):
    """Why a merger is undone."""

    reason = StringField(
        _("拆分理由"), [filled(_("请写明理由")), at_most(LONGEST_REASON)], filters=[strip]
    )
