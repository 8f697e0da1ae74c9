"""What the desk's page of an objection shows, and how its decision is carried out."""

from collections.abc import Mapping
from typing import Any

from portal.kernel import clock
from portal.kernel.audit import Actor
from portal.kernel.errors import Refused
from portal.ratings import queries as rating_queries
from portal.ratings.objections import deciding, forms, policy
from portal.ratings.objections.models import Objection
from portal.ratings.objections.rules import OBJECTION_LIFECYCLE
from portal.ratings.objections.words import NOTES, STAGE_MARKS, STAGES, SUBJECTS
from portal.ratings.rules import Scheme
from portal.web.locale import language

FORMS = {
    "refusal": forms.RefusalForm,
    "note": forms.NoteForm,
    "extension": forms.ExtensionForm,
    "decision": forms.DecisionForm,
}


def context_of(objection: Objection, typed: Mapping[str, forms.ObjectionForm]) -> dict[str, Any]:
    """Return what the page reads: the objection, its words, and each form as it was typed."""
    scheme = scheme_of(objection)
    shown = {name: typed.get(name) or form(formdata=None) for name, form in FORMS.items()}
    for form in shown.values():
        if isinstance(form, forms.DecisionForm):
            form.offer(scheme)
    return {
        "objection": objection,
        "scheme": scheme,
        "level": scheme.find_level(objection.rating.level) if scheme and objection.rating else None,
        "ground": policy.label(policy.grounds(), objection.ground, language()),
        "refusal_ground": policy.label(
            policy.refusal_grounds(), objection.refusal_ground, language()
        ),
        "limits": policy.time_limits(
            objection.subject_kind, clock.in_china(objection.lodged_at).date()
        ),
        "moves": OBJECTION_LIFECYCLE.next_stages(objection.stage),
        "stages": STAGES,
        "marks": STAGE_MARKS,
        "subjects": SUBJECTS,
        "notes": NOTES,
        "today": clock.today(),
        "forms": shown,
        "errors": next(iter(typed.values()), None),
    }


def scheme_of(objection: Objection) -> Scheme | None:
    """Return the scheme of the grade that is objected to; None for other records."""
    return rating_queries.scheme_of(objection.rating) if objection.rating else None


def decide(objection: Objection, form: forms.DecisionForm, *, by: Actor) -> None:
    """Carry out what was decided; raises Refused with the field."""
    answer = form.answer.data or ""
    if form.is_change:
        change = form.change(objection.rating.level) if objection.rating else None
        deciding.change_objected(objection, answer=answer, by=by, change=change)
    elif form.ruling.data == "uphold":
        deciding.uphold_objected(objection, answer=answer, by=by)
    else:
        raise Refused(forms.RULING_MISSING, field="ruling")
