"""What may be asked of the page of rules."""

from flask_babel import lazy_gettext as _
from wtforms import SelectField, StringField

from portal.places.profile import Profile
from portal.web.forms import FilterForm, at_most, strip
from portal.web.locale import language

LONGEST_QUERY = 60


class ParameterFilterForm(FilterForm):
    """Which parameters to show."""

    group = SelectField(_("类别"), default="")
    text = StringField(
        _("名称、依据或来源里的字"), filters=[strip], validators=[at_most(LONGEST_QUERY)]
    )

    def offer(self, profile: Profile) -> "ParameterFilterForm":
        """Offer the groups of this place."""
        used = {row.group.code: row.group.name.in_(language()) for row in profile.parameters}
        self.group.choices = [("", str(_("全部类别"))), *used.items()]
        return self
