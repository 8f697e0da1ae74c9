"""What was typed, put into its form again, and made into what is filed."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from werkzeug.datastructures import MultiDict

from portal.complaints.forms.doors import IllnessForm, ReactionForm, TipForm
from portal.complaints.forms.filing import CaseForm, ContactForm, RespondentForm, StoryForm
from portal.complaints.rules import Channel, Filing, Step, Track, Way, track_of
from portal.enterprises import queries as enterprises
from portal.places.profile import current_place
from portal.web.origin import form_meta

LONG_FORMS: Mapping[Step, type[CaseForm]] = {
    form.step: form for form in (RespondentForm, StoryForm, ContactForm)
}
SHORT_FORMS: Mapping[Way, type[CaseForm]] = {
    Way.TIP: TipForm,
    Way.ILLNESS: IllnessForm,
    Way.REACTION: ReactionForm,
}


def form_class(way: Way, step: Step) -> type[CaseForm]:
    """Return the form of one step."""
    return SHORT_FORMS.get(way) or LONG_FORMS[step]


def sent_form(way: Way, step: Step) -> CaseForm:
    """Return a step's form as it was sent with this request."""
    return form_class(way, step)(way=way, meta=form_meta())


def form_again(
    way: Way, step: Step, answers: Mapping[str, list[str]], *, is_shown: bool = False
) -> CaseForm:
    """Return a step's form as it was filled in; one that is shown carries its token."""
    typed = MultiDict([(name, value) for name, values in answers.items() for value in values])
    meta = form_meta() if is_shown else {"csrf": False}
    return form_class(way, step)(formdata=typed, meta=meta, way=way)


def parts_of(way: Way, forms: Mapping[Step, Any]) -> dict[str, Any]:
    """Return which form holds firm, story and contact; a short form holds all it asks."""
    if Step.STORY in forms:
        return {step.value: form for step, form in forms.items()}
    whole = forms[Step.RESPONDENT]
    told = {Step.RESPONDENT.value: whole, Step.STORY.value: whole}
    return told if way is Way.TIP else {**told, Step.CONTACT.value: whole}


def filings_of(way: Way, forms: Mapping[Step, Any]) -> list[Filing]:
    """Return what valid steps say together: one case, or a complaint and a report beside it."""
    first = filing_of(parts_of(way, forms), door=way)
    also = forms[Step.CONTACT].also_report.data if way is Way.COMPLAINT else False
    return [first, report_beside(first)] if also else [first]


def report_beside(complaint: Filing) -> Filing:
    """Return the report of what was also told as a complaint; the two are handled apart."""
    return replace(
        complaint,
        track=Track.REPORT,
        amount_fen=None,
        request="",
        may_publish=False,
        may_delegate=False,
    )


def _asked(form: Any, name: str) -> Any:
    field = getattr(form, name, None)
    return field.data if field is not None else None


def filing_of(
    parts: Mapping[str, Any],
    channel: Channel = Channel.PORTAL,
    *,
    door: Way | None = None,
    track: Track | None = None,
) -> Filing:
    """Return what valid forms say together; what a door does not ask it presets."""
    respondent, story = parts[Step.RESPONDENT.value], parts[Step.STORY.value]
    contact: Any = parts.get(Step.CONTACT.value)
    identity = contact.identity() if contact else None
    way = door or Way.COMPLAINT
    kind = track or track_of(way, is_named=identity is not None)
    entrance = current_place().sorting.entrance(way.value)
    presets = entrance.presets if entrance else {}
    named = enterprises.find_enterprise(respondent.enterprise.data or "")
    complaint = kind is Track.COMPLAINT
    return Filing(
        track=kind,
        told=story.told.data or "",
        category=_asked(story, "category") or presets.get("category", ""),
        domain=_asked(story, "domain") or presets.get("domain", ""),
        respondent=respondent.respondent.data or "",
        respondent_address=respondent.respondent_address.data or "",
        channel=channel,
        enterprise_id=named.id if named else None,
        batch=_asked(respondent, "batch") or None,
        product=respondent.product.data or "",
        occurred_on=story.occurred_on.data,
        amount_fen=story.amount.fen if complaint else None,
        request=contact.request_words() if complaint else "",
        identity=identity,
        may_publish=bool(complaint and contact.may_publish.data),
        may_delegate=bool(complaint and contact.may_delegate.data),
        door=way.door,
        ill_count=_asked(story, "ill_count"),
    )
