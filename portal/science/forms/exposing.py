"""What an author says of a negative case."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import DateField, RadioField, SelectChoice, StringField, TextAreaField
from wtforms.validators import Optional

from portal.science import decisions
from portal.science.forms.fields import in_this_century, kept
from portal.science.rules import Exposure
from portal.science.words import WORDS
from portal.web.forms import BaseForm, at_most, filled

LONGEST_REPLY = 2000


class ExposureForm(BaseForm):
    """The decision a negative case rests on, and what the firm said to it."""

    decision_kind = RadioField(_("依据哪一种决定"), [filled(_("请选一种决定"))])
    decision_number = StringField(
        _("决定的编号"), [filled(WORDS["decision_unknown"]), at_most(80)], filters=[kept]
    )
    asked_on = DateField(_("哪天请企业答复的"), [filled(_("请写日期")), in_this_century])
    answer_by_on = DateField(_("请它在哪天之前答复"), [filled(_("请写日期")), in_this_century])
    reply = TextAreaField(_("企业的答复"), [at_most(LONGEST_REPLY)], filters=[kept])
    replied_on = DateField(_("收到答复的日期"), [Optional(), in_this_century])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.decision_kind.choices = [
            SelectChoice(kind.code, kind.title) for kind in decisions.kinds().values()
        ]

    def exposure(self) -> Exposure:
        """Return what was written, once the form is valid."""
        return Exposure(
            decision_kind=self.decision_kind.data,
            decision_number=self.decision_number.data or "",
            asked_on=self.asked_on.data,
            answer_by_on=self.answer_by_on.data,
            reply=self.reply.data or "",
            replied_on=self.replied_on.data,
        )
