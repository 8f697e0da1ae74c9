"""What sampling knows of an enterprise, for its page."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from portal.enterprises.models import Enterprise
from portal.front.grades import grades_by_id, grades_in_force
from portal.kernel import clock
from portal.kernel.panels import Panel
from portal.rumours import queries as rumours
from portal.rumours.words import VERDICT_MARKS, VERDICTS
from portal.sampling import queries, telling
from portal.sampling.cards import Card, find_card
from portal.sampling.models import SampleBatch
from portal.sampling.queries.listed import ListedResult
from portal.sampling.rules.batches import Result
from portal.sampling.words import KINDS, RESULT_MARKS, RESULTS
from portal.science import queries as science
from portal.web.locale import language

# Of the results that are read once, the newest stand in the table; what failed, in the other one.
SHOWN, READ, YEARS_BACK = 10, 100, 3
# 29 February has no anniversary; the last day that every February has will do.
LAST_OF_FEBRUARY = 28


def three_years_ago(today: date) -> date:
    """Return the same day three years ago."""
    day = min(today.day, LAST_OF_FEBRUARY) if today.month == 2 else today.day  # noqa: PLR2004
    return date(today.year - YEARS_BACK, today.month, day)


def show_results(enterprise: Enterprise) -> Panel:
    """Return the newest results with their verdicts, and the count of three years."""
    newest = queries.list_of_enterprise(enterprise.id, limit=READ)
    counts, total = _counted(enterprise.id, newest)
    judged = counts.get(Result.PASSED, 0) + counts.get(Result.FAILED, 0)
    return Panel(
        "front/_results.html",
        {
            "batches": newest[:SHOWN],
            "passed": counts.get(Result.PASSED, 0),
            "judged": judged,
            "total": total,
            "key": enterprise.address_key,
            "results": RESULTS,
            "marks": RESULT_MARKS,
            "kinds": KINDS,
            "telling": telling,
        },
    )


def _counted(enterprise_id: int, newest: Sequence[SampleBatch]) -> tuple[Mapping[Result, int], int]:
    """Return the verdicts of three years and how many results there are in all.

    They are counted in the database only where what was read is not everything.
    """
    since = three_years_ago(clock.today())
    if len(newest) < READ:
        recent = (one.result for one in newest if one.shown_on and one.shown_on >= since)
        return Counter(recent), len(newest)
    counts = queries.count_of_enterprise(enterprise_id, since=since)
    return counts, sum(queries.count_of_enterprise(enterprise_id).values())


def show_disposals(enterprise: Enterprise) -> Panel:
    """Return what was done about the failed ones, those still open first."""
    failed = [
        batch
        for batch in queries.list_of_enterprise(enterprise.id, limit=READ)
        if batch.result is Result.FAILED and batch.disposal is not None
    ]
    failed.sort(key=lambda batch: batch.disposal is None or batch.disposal.has_ended)
    facts = {"batches": failed, "telling": telling}
    return Panel("front/_disposals.html", facts)


def show_grades_of_parties(batch: SampleBatch) -> Panel | None:
    """Return the grades of a result's maker and seller, for the result's page."""
    roles = (("maker", batch.maker), ("seller", batch.seller))
    parties = {party.id: party for _role, party in roles if party is not None}
    told = [
        {
            "party": party,
            "roles": [role for role, one in roles if one is party],
            "grades": grades_in_force(number),
            "counts": _counts_of_three_years(number),
        }
        for number, party in parties.items()
    ]
    return Panel("front/_result_grades.html", {"parties": told}) if told else None


def _counts_of_three_years(enterprise_id: int) -> tuple[int, int]:
    counts = queries.count_of_enterprise(enterprise_id, since=three_years_ago(clock.today()))
    passed, failed = counts.get(Result.PASSED, 0), counts.get(Result.FAILED, 0)
    return passed + failed, failed


def note_sellers(batches: Sequence[ListedResult]) -> Panel:
    """Return the sellers' grades for a page of the list of results."""
    sellers = [batch.seller_id for batch in batches if batch.seller_id]
    by_id = grades_by_id(sellers) if sellers else {}
    return Panel("front/_seller_grades.html", {"by_id": by_id})


def show_articles(batch: SampleBatch) -> Panel | None:
    """Return articles that explain what failed, for the result's page."""
    failed = batch.failed_items
    if not failed:
        return None
    name = failed[0].name
    card = find_card(name)
    return _articles(telling.item_name(name), (name, *(card.search_terms if card else ())))


def show_rumours(batch: SampleBatch) -> Panel | None:
    """Return answered rumours about the product of a result, for its page."""
    found = rumours.for_products((batch.product, batch.subcategory))
    facts = {"rumours": found, "verdicts": VERDICTS, "marks": VERDICT_MARKS}
    return Panel("front/_result_rumours.html", facts) if found else None


def show_articles_of_item(card: Card) -> Panel | None:
    """Return articles about what a card explains, for the card's page."""
    return _articles(card.name.in_(language()), (*card.search_terms, *card.names))


def _articles(item: str, names: Sequence[str]) -> Panel | None:
    articles = science.articles_for_items(names, language())
    facts = {"item": item, "articles": articles}
    return Panel("front/_result_articles.html", facts) if articles else None
