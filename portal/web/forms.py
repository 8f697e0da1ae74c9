"""What every form shares. Labels are whole phrases; messages say how to put it right."""

from collections.abc import Callable
from functools import cache
from typing import Any

from flask import request
from flask_babel import get_locale
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import Field, Form, HiddenField, IntegerField
from wtforms.i18n import get_translations
from wtforms.validators import InputRequired, Length, ValidationError
from wtforms.widgets import FileInput

from portal.kernel import clock
from portal.kernel.errors import Refused
from portal.kernel.lifecycle import MoveRefused

LARGEST_NUMBER = 2**31 - 1
# A move that a table does not list names stages, which nobody outside the code knows.
MOVED_ON = _("现在不能这样做，情况可能已有变化，请刷新后再看")


@cache
def _words_in(locale: str) -> Any:
    return get_translations([locale])


class BaseForm(FlaskForm):
    """Parent of every form that changes something."""

    class Meta(FlaskForm.Meta):
        """How a form reads the request, and whose words its own messages are in."""

        def get_translations(self, form: Form) -> Any:  # noqa: ARG002 - WTForms' own signature
            """Return WTForms' words in the reader's language.

            Flask-WTF would read them from the disk for every request.
            """
            return _words_in(str(get_locale()))

        def wrap_formdata(self, form: Form, formdata: Any) -> MultiDict[str, Any] | None:
            """Read words for the fields of words and files for the fields of files, as browsers do.

            Flask-WTF would hand a file to a field of words, and whatever JSON holds to any field.
            """
            if formdata is None or isinstance(formdata, MultiDict):
                return formdata
            if not (request.form or request.files):
                return None
            words = list(request.form.items(multi=True))
            wanted = {field.name for field in form if isinstance(field.widget, FileInput)}
            files = [sent for sent in request.files.items(multi=True) if sent[0] in wanted]
            return MultiDict([*words, *files])

    def refuse(self, refusal: Refused) -> None:
        """Put a service's refusal at the field it names, or above the form."""
        message = str(MOVED_ON if isinstance(refusal, MoveRefused) else refusal.reason)
        field = self._fields.get(refusal.field or "")
        if field is None:
            self.form_errors.append(message)
        else:
            field.errors = [*field.errors, message]

    def refuse_alone(self, refusal: Refused) -> None:
        """Say a refusal and nothing else: what is wrong with a field matters no more."""
        for field in self:
            field.errors = []
        self.form_errors.clear()
        self.refuse(refusal)

    @property
    def error_list(self) -> list[tuple[str | None, str]]:
        """Every message with the id of its field, in the order of the page."""
        found: list[tuple[str | None, str]] = [(None, str(text)) for text in self.form_errors]
        for field in self:
            target = None if isinstance(field, HiddenField) else field.id
            found += [(target, str(text)) for text in field.errors]
        return found


class WholeNumberField(IntegerField):
    """A whole number that a database keeps; a longer one is none, and the field says so."""

    data: Any
    errors: Any

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read what was typed; raises ValueError, which shows at the field."""
        super().process_formdata(valuelist)
        if self.data is not None and abs(self.data) > LARGEST_NUMBER:
            self.data = None
            raise ValueError(_("请填整数"))

    def post_validate(self, *_told: Any) -> None:
        """Say one thing of one slip: where the form has words of its own, they stand alone."""
        told: list[str] = list(self.errors)
        self.errors = told[len(self.process_errors) :] or told


class FilterForm(Form):
    """Parent of every form that only asks (GET); it carries no token."""


def filled(message: str) -> InputRequired:
    """Require an answer; ``message`` says which one is missing."""
    return InputRequired(message=message)


def at_most(length: int) -> Length:
    """Limit the number of characters."""
    return Length(max=length, message=_("最多 %(max)d 个字"))


def at_least(length: int, message: str) -> Length:
    """Ask for a little more."""
    return Length(min=length, message=message)


def strip(value: str | None) -> str | None:
    """Take blanks off both ends; for ``filters=[strip]``."""
    return value.strip() if value else value


def not_in_the_future(message: str) -> Callable[[Form, Field], None]:
    """Refuse a day after today."""

    def check(_form: Form, field: Field) -> None:
        value: Any = field.data
        if value is not None and value > clock.today():
            raise ValidationError(message)

    return check
