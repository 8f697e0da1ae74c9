"""Nothing grows beyond what can be read at one sitting."""

from tests.architecture.guards import ROOT, sizes


def test_nothing_is_longer_than_its_bound() -> None:
    found = sizes.too_long(ROOT)
    assert {name: lines for name, lines in found.items() if name not in sizes.allowances()} == {}


def test_an_allowance_shrinks_with_what_it_allows() -> None:
    found = sizes.too_long(ROOT)
    assert {name: found.get(name) for name in sizes.allowances()} == sizes.allowances()
