"""An article as texts, field by field: what two states of it are compared by."""

from collections.abc import Mapping

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
    }
