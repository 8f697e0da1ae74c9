"""What is tested for, explained: the list of cards and each card with its results."""

from flask.typing import ResponseReturnValue

from portal.sampling import cards, explaining, queries, telling
from portal.sampling.panels import ITEM_PANELS
from portal.sampling.queries import ResultFilter
from portal.sampling.rules.batches import Result
from portal.sampling.views.public import sampling_pages
from portal.sampling.words import RESULT_MARKS, RESULTS
from portal.web.guards import public
from portal.web.htmx import page

SHOWN = 10


@sampling_pages.get("/sampling/items")
@public
def list_items() -> ResponseReturnValue:
    """List everything that has a card, class by class."""
    shelves = [(hazard, cards.list_cards(hazard.code)) for hazard in cards.list_hazards()]
    return page("sampling/items.html", shelves=shelves, total=len(cards.list_cards()))


@sampling_pages.get("/sampling/items/<string:code>")
@public
def show_item(code: str) -> ResponseReturnValue:
    """Explain one thing that is tested for, with its newest failures."""
    card = cards.get_card(code)
    wanted = ResultFilter(items=card.names, results=(Result.FAILED,))
    found = queries.page_of_results(wanted)
    return page(
        "sampling/item.html",
        card=card,
        batches=found.items[:SHOWN],
        count=queries.count_results(wanted),
        alike=[one for one in cards.list_cards(card.hazard.code) if one is not card],
        panels=ITEM_PANELS.collect(card),
        telling=telling,
        explaining=explaining,
        words={"results": RESULTS, "marks": RESULT_MARKS},
    )
