"""To whom the words of a step go, where several cases are handled as one matter."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from wtforms import RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice

from portal.complaints.forms.fields import plain_words, readable
from portal.complaints.rules.matter import Addressed
from portal.web.forms import BaseForm, at_most

ALL, ONLY = "all", "only"


def for_matter(form: type[BaseForm], numbers: Sequence[str], here: str) -> type[BaseForm]:
    """Return a form that also asks whom its words are for.

    ``numbers`` are those of the matter, the one at which steps are taken first; ``here`` is the
    one that is open.
    """
    if len(numbers) == 1:
        return form
    asked: dict[str, Any] = {"readers": _readers(numbers, here)}
    for number in numbers[1:] if numbers[0] == here else ():
        asked[f"own_{number.replace('-', '_')}"] = TextAreaField(
            _("只写给查询码 %(number)s 的当事人（不填就用上面的话）", number=number),
            [at_most(2000), plain_words],
            filters=[readable],
            description=number,
        )
    return type(form.__name__, (form,), asked)


def _readers(numbers: Sequence[str], here: str) -> RadioField:
    choices = [SelectChoice(ONLY, _("只办这一件，从并案里分出来"))]
    if numbers[0] == here:
        choices.insert(0, SelectChoice(ALL, _("并案的 %(n)s 件一起", n=len(numbers))))
    return RadioField(_("办哪几件"), choices=choices, default=choices[0].value)


def for_message(form: type[BaseForm], numbers: Sequence[str]) -> type[BaseForm]:
    """Return a form that also asks whether a message goes to one citizen or to all."""
    if len(numbers) == 1:
        return form
    choices = [
        SelectChoice(ONLY, _("只发给这一件的当事人")),
        SelectChoice(ALL, _("发给并案的 %(n)s 件的当事人", n=len(numbers))),
    ]
    readers = RadioField(_("发给谁"), choices=choices, default=ONLY)
    return type(form.__name__, (form,), {"readers": readers})


def addressed(form: BaseForm) -> Addressed:
    """Return whom the words of a form are for."""
    fields: dict[str, Any] = {field.short_name: field for field in form}
    own = {
        field.description: field.data or ""
        for name, field in fields.items()
        if name.startswith("own_")
    }
    return Addressed(is_only=_chosen(form) == ONLY, own_words=own)


def is_to_all(form: BaseForm) -> bool:
    """Whether a message goes to every citizen of the matter."""
    return _chosen(form) == ALL


def _chosen(form: BaseForm) -> str | None:
    readers: Any = getattr(form, "readers", None)
    return None if readers is None else readers.data
