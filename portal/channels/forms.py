"""What the desk notes of a channel."""

import re
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import DateField, SelectChoice, SelectField, StringField, TextAreaField

from portal.channels.register import list_channels
from portal.channels.words import WORDS
from portal.web.forms import BaseForm, at_most, filled
from portal.web.locale import language

_UNKEEPABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def kept(value: str | None) -> str | None:
    """Take off what cannot be kept, and blanks at both ends."""
    return _UNKEEPABLE.sub("", value).strip() if value else value


class EntryForm(BaseForm):
    """Something a channel published."""

    channel = SelectField(_("渠道"), [filled(WORDS["channel_missing"])])
    title = StringField(_("标题"), [filled(WORDS["title_missing"]), at_most(200)], filters=[kept])
    told_on = DateField(_("发布日期"), [filled(WORDS["day_missing"])])
    address = StringField(_("网址"), [at_most(500)], filters=[kept])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.channel.choices = [
            SelectChoice(one.code, (one.name or one.kind).in_(language()))
            for one in list_channels()
        ]


class StrikeForm(BaseForm):
    """Why an entry is struck."""

    reason = TextAreaField(
        _("为什么划掉"), [filled(WORDS["reason_missing"]), at_most(400)], filters=[kept]
    )
