"""What the desk asks about notices: the file, and each step that a part of one tells of."""

from collections.abc import Iterator, Sequence
from typing import Any

from flask import request
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, DateField, Form, FormField, RadioField, SelectChoice, StringField
from wtforms.validators import Optional

from portal.kernel.errors import Refused
from portal.sampling.disposal_forms import MET, NOT_MET
from portal.sampling.rules.disposals import FACTS_OF, MONEY, DisposalStage, StepTaken
from portal.sampling.rules.notice_facts import Proposal, money_in_fen
from portal.sampling.words import DISPOSAL_REFUSALS, DISPOSAL_STAGES, FACTS
from portal.web.forms import BaseForm, at_most, not_in_the_future, strip

FEN_PER_YUAN = 100


class NoticeForm(BaseForm):
    """A notice to bring in."""

    file = FileField(_("通告文件"), [FileRequired(_("请选择核查处置通告文件"))])
    announced_on = DateField(
        _("通告日期"), [Optional(), not_in_the_future(_("通告日期晚于今天，请核对"))]
    )


class EntryForm(BaseForm):
    """The steps that one part of a notice tells of; made for each part anew."""

    offered: Sequence[DisposalStage] = ()

    @classmethod
    def of(cls, stages: Sequence[DisposalStage], proposals: Sequence[Proposal]) -> "EntryForm":
        """Return the form of these steps, filled as far as the notice tells."""
        fields: dict[str, Any] = {
            _key(stage): FormField(_part_of(stage), label=DISPOSAL_STAGES[stage], separator="-")
            for stage in stages
        }
        made: type[EntryForm] = type("EntryForm", (cls,), {**fields, "offered": tuple(stages)})
        if request.method == "POST":
            return made()  # what somebody took out stays out
        return made(data={_key(one.stage): _filled(one) for one in proposals})

    def parts(self) -> Iterator[tuple[DisposalStage, Any]]:
        """Return each step with its fields."""
        for stage in self.offered:
            yield stage, self[_key(stage)].form

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask of each chosen step what the law asks of it; refuse an amount that is none."""
        is_right = bool(super().validate(extra_validators))
        for _stage, part in self.parts():
            if part.use.data:
                is_right = _is_whole(part) and is_right
        return is_right

    def refuse(self, refusal: Refused) -> None:
        """Put a refusal at the field of its step."""
        name, _sign, inner = (refusal.field or "").partition("-")
        part = self[name].form if name in self and inner else None
        if part is None or inner not in part:
            self.form_errors.append(str(refusal.reason))
        else:
            part[inner].errors = [*part[inner].errors, str(refusal.reason)]

    @property
    def error_list(self) -> list[tuple[str | None, str]]:
        """Every message with the id of its field, in the order of the page."""
        found: list[tuple[str | None, str]] = [(None, str(text)) for text in self.form_errors]
        for _stage, part in self.parts():
            found += [(field.id, str(text)) for field in part for text in field.errors]
        return found

    def steps(self) -> list[StepTaken]:
        """Return the chosen steps as told, once the form is valid."""
        return [_step(stage, part) for stage, part in self.parts() if part.use.data]


def _key(stage: DisposalStage) -> str:
    return stage.value


def _part_of(stage: DisposalStage) -> type[Form]:
    fields: dict[str, Any] = {
        "use": BooleanField(DISPOSAL_STAGES[stage]),
        "done_on": DateField(_("办理日期"), [Optional()]),
        "document": StringField(_("文书名称或文号"), [at_most(200)], filters=[strip]),
    }
    if stage is DisposalStage.RECHECKED:
        choices = [SelectChoice(MET, _("已到位")), SelectChoice(NOT_MET, _("未到位，回到处理"))]
        fields["is_met"] = RadioField(_("整改是否到位"), choices=choices, validate_choice=False)
    for fact in FACTS_OF.get(stage, ()):
        fields[fact.value] = StringField(FACTS[fact], [at_most(300)], filters=[strip])
    return type("StepPart", (Form,), fields)


def _is_whole(part: Any) -> bool:
    missing: list[tuple[Any, str]] = []
    if part.done_on.data is None and not part.done_on.errors:
        missing.append((part.done_on, gettext("通告没有写明的日期，请查文书后填写")))
    for fact in MONEY:
        text = part[fact.value].data if fact.value in part else ""
        if text and money_in_fen(text, None) is None:
            missing.append((part[fact.value], gettext("请填写以元为单位的金额，例如 1234.50")))
    if "is_met" in part and part.is_met.data not in {MET, NOT_MET}:
        missing.append((part.is_met, str(DISPOSAL_REFUSALS["recheck_missing"])))
    for field, text in missing:
        field.errors = [*field.errors, text]
    return not missing


def _filled(proposal: Proposal) -> dict[str, Any]:
    facts = {
        name: _in_yuan(value) if name in MONEY else value for name, value in proposal.facts.items()
    }
    told = {"use": proposal.done_on is not None, "done_on": proposal.done_on}
    return {**told, "document": proposal.document, **facts}


def _in_yuan(fen: int) -> str:
    whole, rest = divmod(fen, FEN_PER_YUAN)
    return f"{whole}.{rest:02d}" if rest else str(whole)


def _step(stage: DisposalStage, part: Any) -> StepTaken:
    facts: dict[str, Any] = {}
    for fact in FACTS_OF.get(stage, ()):
        text = part[fact.value].data or ""
        value: object = money_in_fen(text, None) if fact in MONEY and text else text
        if value not in ("", None):
            facts[fact.value] = value
    found = part["is_met"].data if "is_met" in part else None
    return StepTaken(
        stage,
        part.done_on.data,
        part.document.data or "",
        is_met={MET: True, NOT_MET: False}.get(found or ""),
        facts=facts,
    )
