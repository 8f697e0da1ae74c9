"""Notes on a line, and what their author answers."""

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, TextAreaField

from portal.science.forms.fields import counted, kept
from portal.science.writing_words import WRITING
from portal.web.forms import BaseForm, at_most, filled


class NoteForm(BaseForm):
    """What a reviewer says of one line."""

    text = TextAreaField(
        _("您的意见"), [filled(WRITING["note_text_missing"]), at_most(2000)], filters=[kept]
    )
    line = HiddenField()
    version = HiddenField()

    @property
    def noted_line(self) -> int:
        """The number of the line; 0, the whole, where it cannot be read."""
        return counted(self.line.data)

    @property
    def read_version(self) -> int:
        """The version this person read; 0 where it cannot be read."""
        return counted(self.version.data)


class AnswerForm(BaseForm):
    """What the author answers to a note."""

    answer = TextAreaField(_("您的答复"), [at_most(2000)], filters=[kept])
