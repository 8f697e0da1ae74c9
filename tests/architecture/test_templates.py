"""Promises that hold for every template, and for every word a reader sees."""

from tests.architecture.guards import ROOT, templates, words


def test_templates_borrow_at_home_stay_inert_and_carry_nothing_unused() -> None:
    assert templates.offences(ROOT) == []


def test_no_visible_word_stands_outside_gettext() -> None:
    assert words.offences(ROOT) == []
