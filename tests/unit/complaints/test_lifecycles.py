"""Every cell of both tables: what may follow what, and what may not."""

import pytest

from portal.complaints.rules import (
    CLOSED,
    COMPLAINT_LIFECYCLE,
    OPEN,
    REPORT_LIFECYCLE,
    STEPS,
    Stage,
    Step,
    Track,
    Way,
    lifecycle_of,
    next_step,
    previous_step,
)
from portal.complaints.words import LABELS, TITLES
from portal.kernel.lifecycle import Lifecycle, MoveRefused

S = Stage
# Written from the flows of the capability list, not from the tables.
COMPLAINT = {
    S.SUBMITTED: {S.AWAITING, S.REFUSED, S.TRANSFERRED, S.ACCEPTED, S.WITHDRAWN},
    S.AWAITING: {S.SUBMITTED, S.REFUSED, S.ACCEPTED, S.WITHDRAWN},
    S.TRANSFERRED: {S.SUBMITTED, S.WITHDRAWN},
    S.ACCEPTED: {S.MEDIATING, S.CONCLUDED, S.WITHDRAWN},
    S.MEDIATING: {S.CONCLUDED, S.WITHDRAWN},
    S.CONCLUDED: {S.RATED, S.REVIEWING, S.ARCHIVED},
    S.RATED: {S.REVIEWING, S.ARCHIVED},
    S.REFUSED: {S.REVIEWING, S.ARCHIVED},
    S.REVIEWING: {S.CONCLUDED, S.REFUSED, S.ACCEPTED},
    S.WITHDRAWN: {S.ARCHIVED},
}
REPORT = {
    S.SUBMITTED: {S.SCREENING, S.TRANSFERRED, S.WITHDRAWN},
    S.SCREENING: {S.VERIFYING, S.REFUSED, S.TRANSFERRED, S.WITHDRAWN},
    S.TRANSFERRED: {S.SUBMITTED, S.WITHDRAWN},
    S.VERIFYING: {S.FILED, S.NOT_FILED, S.TRANSFERRED, S.WITHDRAWN},
    S.FILED: {S.CONCLUDED},
    S.NOT_FILED: {S.CONCLUDED},
    S.CONCLUDED: {S.ANSWERED, S.REVIEWING},
    S.ANSWERED: {S.REWARDING, S.REVIEWING, S.ARCHIVED},
    S.REFUSED: {S.REVIEWING, S.ARCHIVED},
    S.REVIEWING: {S.VERIFYING, S.CONCLUDED, S.REFUSED},
    S.REWARDING: {S.ARCHIVED},
    S.WITHDRAWN: {S.ARCHIVED},
}


@pytest.mark.parametrize("wanted", list(Stage))
@pytest.mark.parametrize("current", list(Stage))
@pytest.mark.parametrize(
    ("table", "expected"), [(COMPLAINT_LIFECYCLE, COMPLAINT), (REPORT_LIFECYCLE, REPORT)]
)
def test_a_case_moves_only_as_its_table_says(
    table: Lifecycle[Stage], expected: dict[Stage, set[Stage]], current: Stage, wanted: Stage
) -> None:
    if wanted in expected.get(current, set()):
        table.check(current, wanted)
    else:
        with pytest.raises(MoveRefused):
            table.check(current, wanted)


def test_a_tip_lives_as_a_report_and_a_complaint_does_not() -> None:
    assert lifecycle_of(Track.TIP) is lifecycle_of(Track.REPORT) is REPORT_LIFECYCLE
    assert lifecycle_of(Track.COMPLAINT) is COMPLAINT_LIFECYCLE


def test_a_stage_is_open_or_closed_and_has_its_words() -> None:
    assert set(OPEN) | CLOSED == set(Stage)
    assert not set(OPEN) & CLOSED
    for stage in Stage:
        assert stage in LABELS
        assert stage in TITLES


def test_every_word_of_the_room_belongs_to_one_thing() -> None:
    assert len({str(key) for key in LABELS}) == len(LABELS)


def test_a_tip_asks_for_no_contact() -> None:
    assert Step.CONTACT not in STEPS[Way.TIP]
    assert next_step(Way.TIP, Step.RESPONDENT) is Step.CHECK
    assert next_step(Way.COMPLAINT, Step.STORY) is Step.CONTACT
    assert next_step(Way.TIP, Step.CHECK) is Step.CHECK
    assert previous_step(Way.TIP, Step.CHECK) is Step.RESPONDENT
    assert previous_step(Way.TIP, Step.RESPONDENT) is None
