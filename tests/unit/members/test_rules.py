"""Applications in plain Python."""

import pytest

from portal.kernel.lifecycle import MoveRefused
from portal.members.rules import (
    LIFECYCLE,
    Stage,
    first_password,
    is_reference,
    new_reference,
)

MOVES = {(Stage.SUBMITTED, Stage.ADMITTED), (Stage.SUBMITTED, Stage.REFUSED)}


@pytest.mark.parametrize("current", Stage)
@pytest.mark.parametrize("wanted", Stage)
def test_every_move_is_listed_or_refused(current: Stage, wanted: Stage) -> None:
    if (current, wanted) in MOVES:
        LIFECYCLE.check(current, wanted)
    else:
        with pytest.raises(MoveRefused):
            LIFECYCLE.check(current, wanted)


def test_receipt_numbers_differ_and_are_recognised() -> None:
    references = {new_reference() for _ in range(200)}
    assert len(references) == 200
    assert all(is_reference(reference) for reference in references)


@pytest.mark.parametrize("text", ["", "zy-", "zy-0000000000", "zy-abcdefghj\x00", "x" * 99])
def test_what_is_no_receipt_number_is_not_looked_up(text: str) -> None:
    assert not is_reference(text)


def test_a_first_password_is_long_and_varied() -> None:
    password = first_password()
    assert len(password) >= 16
    assert any(sign.isupper() for sign in password)
    assert any(sign.isdigit() for sign in password)
    assert first_password() != password
