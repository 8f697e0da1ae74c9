"""What a clerk fills in for somebody who calls, writes or comes to the counter."""

from datetime import timedelta
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import Field, HiddenField, RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Optional, ValidationError

from portal.complaints import intake
from portal.complaints.forms.fields import DayField, readable
from portal.complaints.forms.filing import ContactForm, RespondentForm, StoryForm
from portal.complaints.rules import Channel, Track
from portal.complaints.words import label
from portal.kernel import clock
from portal.web.forms import at_most, filled, not_in_the_future


class ClerkForm(RespondentForm, StoryForm, ContactForm):
    """A case that came by telephone, by letter or at the counter, on one page."""

    submit_token = HiddenField(validators=[InputRequired(), at_most(80)])
    chosen = RadioField(_("哪一种"), [filled(_("请选投诉、举报或匿名线索"))])
    channel = RadioField(_("怎么来的"), [filled(_("请选来源"))])
    received_on = DayField(
        _("哪天收到的"), [Optional(), not_in_the_future(_("这个日子晚于今天，请核对"))]
    )
    national_12315_no = StringField(_("全国 12315 编号"), [at_most(60)], filters=[readable])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.chosen.choices = [SelectChoice(track.value, label(track)) for track in Track]
        self.channel.choices = [
            SelectChoice(channel.value, label(channel))
            for channel in Channel
            if channel is not Channel.PORTAL
        ]
        # The clerk is not the one who complains.
        self.name.label.text = gettext("对方的姓名")
        self.wishes.label.text = gettext("对方要什么结果")

    @property
    def track(self) -> Track:
        """The track the clerk has chosen; a complaint, the strictest, until then."""
        known = {track.value for track in Track}
        chosen = self.chosen.data
        return Track(chosen) if chosen in known else Track.COMPLAINT

    def validate_received_on(self, field: Field) -> None:
        """Let a letter be dated back to the day it came, and no further than the place allows."""
        earliest = clock.today() - timedelta(days=intake.entry_days_back())
        if field.data and field.data < earliest:
            raise ValidationError(
                gettext("最早只能补记到 %(day)s，更早的请先报负责人", day=earliest.isoformat())
            )
