"""What leaves the house in files."""

import io

from hypothesis import given
from hypothesis import strategies as st

from portal.tables.writing import FORMULA, Tally, neutral, parts_of

SIGNS = st.text(alphabet=" =+-@＝＋－＠\t\rA1姜", max_size=6)


@given(text=SIGNS)
def test_no_cell_begins_like_a_formula_and_none_loses_a_sign(text: str) -> None:
    told = neutral(text)
    assert told.removeprefix("'").endswith(text) or told == text
    assert not told.lstrip(" ").startswith(FORMULA)


def test_nothing_is_an_empty_cell() -> None:
    assert neutral(None) == ""
    assert neutral(1.5) == "1.5"


def test_a_tally_counts_what_goes_through() -> None:
    tally = Tally()
    content = b"".join(parts_of(io.BytesIO(b"abc"), tally))
    assert (content, tally.byte_count, tally.is_whole) == (b"abc", 3, True)
    assert tally.sha256.startswith("ba7816bf")
