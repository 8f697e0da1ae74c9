"""Promises about every address of the site."""

from flask import Flask

from tests.architecture.guards import routes


def test_every_address_is_guarded_typed_and_spoken_plainly(app: Flask) -> None:
    assert routes.offences(app) == []


def test_no_address_comes_goes_or_changes_hands_unnoticed(app: Flask) -> None:
    known = routes.LIST.read_text(encoding="utf-8").splitlines()
    now = routes.listed(app)
    gone, new = sorted(set(known) - set(now)), sorted(set(now) - set(known))
    assert (gone, new) == ([], []), "deliberate? then 'make routes'; a public one needs a redirect"
