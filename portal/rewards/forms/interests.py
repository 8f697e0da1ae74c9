"""What staff declare about themselves."""

from flask_babel import lazy_gettext as _
from wtforms import StringField

from portal.rewards.forms.fields import RewardForm, tidy
from portal.web.forms import at_most, filled


class RelativeForm(RewardForm):
    """A relative's name, of which a digest is kept."""

    name = StringField(_("亲属姓名"), [filled(_("请填写亲属姓名")), at_most(60)], filters=[tidy])


class EnterpriseForm(RewardForm):
    """An enterprise in which somebody has an interest."""

    code = StringField(
        _("统一社会信用代码"), [filled(_("请填写统一社会信用代码")), at_most(40)], filters=[tidy]
    )
