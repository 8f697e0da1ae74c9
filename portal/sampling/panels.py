"""What rooms above add to the pages of results; they register when they are imported."""

from collections.abc import Sequence

from portal.kernel.panels import Panels
from portal.sampling.cards import Card
from portal.sampling.models import SampleBatch
from portal.sampling.queries.listed import ListedResult

# Pieces of one result's page: beneath the measurement, and in the margin.
RESULT_PANELS: Panels[SampleBatch] = Panels()
RESULT_ASIDES: Panels[SampleBatch] = Panels()
# One note for a whole page of the list: its template is shown behind each seller whose number
# ``facts.by_id`` holds, and reads what stands there under the batch's ``seller_id``.
ROW_NOTES: Panels[Sequence[ListedResult]] = Panels()
# Pieces of the page that explains what is tested for.
ITEM_PANELS: Panels[Card] = Panels()
