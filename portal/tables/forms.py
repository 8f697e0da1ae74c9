"""What the desk asks of somebody who brings a table in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField, FileRequired
from wtforms import SelectField, StringField

from portal.kernel.errors import Refused
from portal.tables.kinds import TableKind
from portal.tables.models import LONGEST_SOURCE, TableQuestion
from portal.tables.rules.cells import cell_address
from portal.tables.rules.heads import IGNORED
from portal.web.forms import BaseForm, at_most, filled, strip
from portal.web.locale import language

Choice = tuple[str, str]


class UploadForm(BaseForm):
    """A table to bring in: of which kind, and from where."""

    kind = SelectField(_("表格类型"), [filled(_("请选择这是哪一类表格"))], validate_choice=True)
    source = StringField(
        _("出自哪里"), [filled(_("请写明这张表出自哪里")), at_most(LONGEST_SOURCE)], filters=[strip]
    )
    file = FileField(_("表格文件"), [FileRequired(_("请选择要导入的表格文件"))])

    @classmethod
    def of(cls, kinds: Sequence[TableKind], chosen: str = "") -> "UploadForm":
        """Return the form with the kinds that its reader may bring in."""
        form = cls()
        titles = [(kind.code, kind.title.in_(language())) for kind in kinds]
        form.kind.choices = [("", str(_("请选择"))), *titles]
        if chosen and form.kind.data is None:
            form.kind.data = chosen
        return form


@dataclass
class AskedColumn:
    """One column with its likely fields first; ``chosen`` is what is selected."""

    name: str
    letters: str
    question: TableQuestion
    likely: Sequence[Choice]
    others: Sequence[Choice]
    chosen: str
    error: str = ""


class MappingForm:
    """As many selects as a file has unsure columns, so no class of fields: it is made of them."""

    def __init__(
        self,
        kind: TableKind,
        questions: Sequence[TableQuestion],
        given: Mapping[str, str] | None = None,
    ) -> None:
        titles = {field.name: field.title.in_(language()) for field in kind.fields}
        self.columns = [_asked(titles, question, given) for question in questions]
        self.form_errors: list[str] = []

    def answers(self) -> dict[str, str]:
        """Return what was chosen, by the id of the question."""
        return {str(column.question.id): column.chosen for column in self.columns}

    def refuse(self, refusal: Refused) -> None:
        """Put a refusal at the column it names, or above the form."""
        named = next((one for one in self.columns if one.name == refusal.field), None)
        if named is None:
            self.form_errors.append(str(refusal.reason))
        else:
            named.error = str(refusal.reason)

    @property
    def error_list(self) -> list[tuple[str | None, str]]:
        """Every message with the id of its select."""
        found: list[tuple[str | None, str]] = [(None, text) for text in self.form_errors]
        return found + [(one.name, one.error) for one in self.columns if one.error]


def _asked(
    titles: Mapping[str, str], question: TableQuestion, given: Mapping[str, str] | None
) -> AskedColumn:
    name = f"q{question.id}"
    likely = [one for one in question.candidates if one in titles]
    others = [one for one in titles if one not in likely]
    chosen = given.get(name, "") if given is not None else ""
    return AskedColumn(
        name=name,
        letters=cell_address(question.column, 1)[:-1],
        question=question,
        likely=[(one, titles[one]) for one in likely],
        others=[(one, titles[one]) for one in others],
        chosen=chosen if chosen in titles or chosen == IGNORED else "",
    )
