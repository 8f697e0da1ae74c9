"""What handlers fill in to print a document, or to declare one void."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import RadioField, StringField
from wtforms.fields.choices import SelectChoice

from portal.complaints.documents.words import READERS
from portal.complaints.forms.fields import plain_words, readable
from portal.complaints.rules import Reader
from portal.web.forms import BaseForm, at_most, filled


class CopyForm(BaseForm):
    """Whose copy is printed with the name on it, and why."""

    reader = RadioField(_("印给谁"), [filled(_("请选印给谁"))])
    reason = StringField(
        _("理由"), [filled(_("请写明理由")), at_most(300), plain_words], filters=[readable]
    )

    def __init__(self, readers: Sequence[Reader], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reader.choices = [SelectChoice(one.value, READERS[one]) for one in readers]


class VoidForm(BaseForm):
    """Why a document is declared void."""

    reason = StringField(
        _("为什么作废"),
        [filled(_("请写明为什么作废")), at_most(300), plain_words],
        filters=[readable],
    )
