import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.kernel.errors import NotFound
from portal.kernel.paging import decode_cursor, encode_cursor


@given(st.lists(st.one_of(st.none(), st.integers(), st.text()), min_size=1, max_size=4))
def test_a_cursor_gives_back_what_was_packed(values: list[str | int | None]) -> None:
    assert decode_cursor(encode_cursor(*values), length=len(values)) == values


@given(st.text(max_size=60))
def test_a_broken_cursor_leads_nowhere_and_breaks_nothing(cursor: str) -> None:
    try:
        values = decode_cursor(cursor, length=2)
    except NotFound:
        return
    assert len(values) == 2


def test_a_cursor_of_another_list_is_refused() -> None:
    with pytest.raises(NotFound):
        decode_cursor(encode_cursor(1, 2), length=1)
    with pytest.raises(NotFound):
        decode_cursor("W1tdLCAxXQ", length=2)


@pytest.mark.parametrize("forged", ["W3RydWVd", "W2ZhbHNlXQ", "WzEuNV0", "W1tdXQ"])
def test_a_cursor_that_holds_neither_text_nor_a_whole_number_is_refused(forged: str) -> None:
    with pytest.raises(NotFound):
        decode_cursor(forged, length=1)
