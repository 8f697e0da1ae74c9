"""Files of an article, each with its licence and words for those who cannot see or hear it."""

from typing import IO

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField
from wtforms import Field, RadioField, SelectChoice, StringField, TextAreaField
from wtforms.validators import ValidationError

from portal.science.forms.fields import kept
from portal.science.pictures import LARGEST_FILE
from portal.science.rules import Licence
from portal.science.words import LICENCES, WORDS
from portal.science.writing_words import WRITING
from portal.web.forms import BaseForm, at_most, filled

LONGEST_TRANSCRIPT = 20_000


def licence_field(question: str) -> RadioField:
    """Return the question why a file may be used; without an answer there is no upload."""
    return RadioField(
        question,
        [filled(WRITING["licence_missing"])],
        choices=[SelectChoice(licence.value, LICENCES[licence]) for licence in Licence],
    )


class PictureForm(BaseForm):
    """One picture for an article."""

    picture = FileField(_("图片文件"))
    alt = StringField(_("图片说明"), [filled(WORDS["picture_alt"]), at_most(200)], filters=[kept])
    licence = licence_field(_("为什么可以用这张图"))
    credit = StringField(_("图片作者或来源"), [at_most(120)], filters=[kept])

    def validate_picture(self, field: Field) -> None:
        """Ask for a file."""
        if not field.data:
            raise ValidationError(WRITING["picture_missing"])

    def raw(self) -> bytes:
        """Return the file, or as much of it as shows that it is too large."""
        content: bytes = self.picture.data.stream.read(LARGEST_FILE + 1)
        return content


class SoundForm(BaseForm):
    """One recording for an article."""

    sound = FileField(_("录音文件"))
    title = StringField(
        _("录音名称"), [filled(WRITING["sound_title"]), at_most(120)], filters=[kept]
    )
    transcript = TextAreaField(
        _("文字稿或歌词"),
        [filled(WRITING["sound_words"]), at_most(LONGEST_TRANSCRIPT)],
        filters=[kept],
    )
    licence = licence_field(_("为什么可以用这段录音"))
    credit = StringField(_("录音者或来源"), [at_most(120)], filters=[kept])

    def validate_sound(self, field: Field) -> None:
        """Ask for a file."""
        if not field.data:
            raise ValidationError(WRITING["sound_missing"])

    def sent(self) -> IO[bytes]:
        """Return the file as it was sent."""
        stream: IO[bytes] = self.sound.data.stream
        return stream
