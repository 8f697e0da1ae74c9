"""Whole numbers in forms: as large as a database keeps, whatever is typed."""

import pytest
from werkzeug.datastructures import MultiDict
from wtforms import Form
from wtforms.validators import NumberRange

from portal.web.forms import WholeNumberField


class Asked(Form):
    """How many."""

    count = WholeNumberField(validators=[NumberRange(min=0)])


@pytest.mark.parametrize(
    "typed", ["9" * 400, "-" + "9" * 400, "9" * 5000, "2147483648", "x", "1.5"]
)
def test_what_no_database_keeps_is_refused_at_its_field(typed: str) -> None:
    form = Asked(MultiDict({"count": typed}))
    assert not form.validate()
    assert form.count.errors
    assert form.count.data is None


def test_the_largest_number_is_taken() -> None:
    form = Asked(MultiDict({"count": "2147483647"}))
    assert form.validate()
    assert form.count.data == 2**31 - 1
