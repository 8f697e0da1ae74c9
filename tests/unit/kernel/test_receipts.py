"""Receipt numbers cannot be guessed, and say whose they are."""

from portal.kernel.receipts import LENGTH, SIGNS, is_receipt, new_receipt


def test_a_receipt_number_is_drawn_from_more_than_anybody_could_try() -> None:
    drawn = {new_receipt("py") for _ in range(500)}
    assert len(drawn) == 500
    assert all(is_receipt("py", one) for one in drawn)
    assert len(SIGNS) ** LENGTH > 2**59


def test_what_is_no_receipt_of_this_room_is_told_apart() -> None:
    number = new_receipt("py")
    assert not is_receipt("gq", number)
    assert not is_receipt("py", number.removeprefix("py-"))
    assert not is_receipt("py", number[:-1])
    assert not is_receipt("py", "py-" + "0" * LENGTH)
