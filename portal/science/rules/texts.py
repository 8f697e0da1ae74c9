"""An article as texts, field by field: what two states of it are compared by."""

from collections.abc import Mapping

from portal.science.rules.exposure import Exposure
from portal.science.rules.facts import ArticleFacts


def texts_of(facts: ArticleFacts) -> Mapping[str, str]:
    """Return what each field says, in the order of the form; "" where it says nothing."""
    event = facts.event
    said = facts.details.as_json()
    return {
        "title": facts.title,
        "summary": facts.summary,
        "body": facts.body,
        "sources": "\n".join(
            " | ".join((one.title, one.reference, one.url, one.publisher)).rstrip(" |")
            for one in facts.sources
        ),
        "items": "\n".join(facts.items),
        "event": f"{event.starts_at:%Y-%m-%d} {event.hours} {event.venue}" if event else "",
        "details": "\n".join(str(value) for value in said.values()),
        "series": f"{facts.series} {facts.part or ''}".strip(),
        "byline": facts.byline,
        "audience": facts.audience.value,
        "exposure": _exposed(facts.exposure),
        "sounds": "\n".join(
            f"{one.title} [{one.digest[:8]}] {one.credit} {one.licence}\n{one.transcript}"
            for one in facts.sounds
        ),
    }


def _exposed(case: Exposure | None) -> str:
    if case is None:
        return ""
    days = f"{case.asked_on:%Y-%m-%d} → {case.answer_by_on:%Y-%m-%d}"
    replied = f"{case.replied_on:%Y-%m-%d}" if case.replied_on else ""
    return "\n".join(text for text in (case.decision_number, days, case.reply, replied) if text)
