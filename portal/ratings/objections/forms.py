"""What officers write about an objection."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _
from wtforms import RadioField, SelectChoice, SelectField, StringField, TextAreaField
from wtforms.validators import Optional

from portal.kernel.errors import NotAllowed, NotFound, Refused
from portal.kernel.lifecycle import MoveRefused
from portal.ratings.objections import policy
from portal.ratings.objections.rules import Change, NoteKind
from portal.ratings.objections.words import NOTES
from portal.ratings.rules import Scheme, exact_score
from portal.web.forms import BaseForm, at_most, filled, strip
from portal.web.locale import language

LONGEST = 5000
ANSWER = _("理由和答复")
RULING_MISSING = _("请选维持还是变更")


def options(
    pairs: Iterable[tuple[str, object]], *, first: object | None = None
) -> list[SelectChoice]:
    """Return what a field offers: values and what each is called; ``first`` stands for none."""
    none = [] if first is None else [SelectChoice("", first)]
    return none + [SelectChoice(value, label) for value, label in pairs]


class ObjectionForm(BaseForm):
    """Parent of the forms of objections."""

    def refuse(self, refusal: Refused) -> None:
        """Put a refusal at its field; raise it again where it has a page of its own."""
        if isinstance(refusal, (MoveRefused, NotAllowed, NotFound)):
            raise refusal
        super().refuse(refusal)


class RefusalForm(ObjectionForm):
    """Why an objection is not taken up."""

    refusal_ground = SelectField(
        _("不予受理的情形"), [filled(_("请选一个不予受理的情形"))], validate_choice=False
    )
    answer = TextAreaField(
        ANSWER, [filled(_("请写明理由，企业会看到")), at_most(LONGEST)], filters=[strip]
    )

    def __init__(self, **kwargs: object) -> None:
        super().__init__(**kwargs)
        self.refusal_ground.choices = options(
            ((item.code, item.label.in_(language())) for item in policy.refusal_grounds()),
            first=_("请选择"),
        )


class NoteForm(ObjectionForm):
    """What was said, or found."""

    kind = RadioField(
        _("记录什么"), [filled(_("请选记录什么"))], default=NoteKind.FINDING, validate_choice=False
    )
    text = TextAreaField(_("内容"), [filled(_("请写下内容")), at_most(LONGEST)], filters=[strip])

    def __init__(self, **kwargs: object) -> None:
        super().__init__(**kwargs)
        self.kind.choices = options((kind.value, NOTES[kind]) for kind in NoteKind)

    def note_kind(self) -> NoteKind:
        """Return what is written down; a finding where nothing was chosen."""
        return NoteKind(self.kind.data) if self.kind.data in set(NoteKind) else NoteKind.FINDING


class ExtensionForm(ObjectionForm):
    """Why it takes longer."""

    reason = StringField(_("延长的理由"), [filled(_("请写明理由")), at_most(300)], filters=[strip])


class DecisionForm(ObjectionForm):
    """What is decided, and why; with a grade, the level that takes its place."""

    ruling = RadioField(
        _("决定"),
        validators=[filled(RULING_MISSING)],
        choices=[SelectChoice("uphold", _("维持")), SelectChoice("change", _("变更"))],
        validate_choice=False,
    )
    level = SelectField(_("变更后的等级"), [Optional()], validate_choice=False)
    score = StringField(_("变更后的得分"), [Optional(), at_most(12)], filters=[strip])
    answer = TextAreaField(
        ANSWER, [filled(_("请写明理由，企业会看到")), at_most(LONGEST)], filters=[strip]
    )

    def offer(self, scheme: Scheme | None) -> None:
        """Offer the levels of a scheme."""
        levels = scheme.levels if scheme else ()
        self.level.choices = options(
            ((level.code, level.name.in_(language())) for level in levels), first=_("不变更等级")
        )

    @property
    def is_change(self) -> bool:
        """Whether the record is to be changed."""
        return bool(self.ruling.data == "change")

    def change(self, standing_level: str) -> Change:
        """Return the grade that was chosen; raises Refused at the score."""
        score = exact_score(self.score.data) if self.score.data else None
        if self.score.data and score is None:
            raise Refused(_("得分请写数字，最多两位小数"), field="score")
        return Change(self.level.data or standing_level, score)
