"""What of a record everybody may read: names masked by the one rule of the place."""

from portal.enterprises import rules as enterprise_rules
from portal.penalties.models import DishonestEntry, Penalty
from portal.penalties.rules.kinds import RespondentKind
from portal.places.masking import Names


def shown_respondent(record: Penalty | DishonestEntry, names: Names | None = None) -> str:
    """Return whom a record concerns as everybody may read it: of a person surname and 某."""
    names = names or Names()
    if record.respondent_kind is RespondentKind.PERSON:
        return names.person(record.respondent)
    return names.name(record.respondent)


def shown_text(record: Penalty | DishonestEntry, text: str, names: Names | None = None) -> str:
    """Return a text of a record as everybody may read it (45号 第六、七条).

    The respondent as shown above it, other persons masked where the text introduces them,
    without telephone and identity numbers.
    """
    names = names or Names()
    shown = shown_respondent(record, names)
    told = text.replace(record.respondent, shown) if record.respondent != shown else text
    return names.text(told)


def search_key(penalty: Penalty) -> str:
    """Return what a penalty is found by: only what everybody may read of it."""
    names = Names()
    parts = (
        penalty.number,
        shown_respondent(penalty, names),
        shown_text(penalty, penalty.conduct, names),
        penalty.authority,
    )
    return "\n".join(enterprise_rules.name_key(part) for part in parts)
