"""What whoever looks after the records fills in."""

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, StringField, TextAreaField

from portal.complaints.forms.fields import plain_words, readable
from portal.web.forms import BaseForm, at_most, filled


class HoldForm(BaseForm):
    """Which case is to be kept, and why."""

    reference = StringField(
        _("查询码"), [filled(_("请填要保留的查询码")), at_most(60)], filters=[readable]
    )
    reason = TextAreaField(
        _("保留的理由"),
        [filled(_("请写明理由，例如正在诉讼的案号")), at_most(500), plain_words],
        filters=[readable],
    )


class ReleaseForm(BaseForm):
    """Why a case need not be kept any more."""

    reason = TextAreaField(
        _("解除的理由"),
        [filled(_("请写明理由，例如正在诉讼的案号")), at_most(500), plain_words],
        filters=[readable],
    )


class PurgeForm(BaseForm):
    """Of what the period is to be carried out."""

    kept = HiddenField()


class StepForm(BaseForm):
    """Nothing but the button."""
