"""Chinese is what the site says; English is complete."""

from deploy import messages
from tests.architecture.guards import ROOT, translations


def test_the_catalogue_holds_exactly_what_the_site_says() -> None:
    assert messages.drift() == 0


def test_every_sentence_is_translated_and_none_is_guessed() -> None:
    assert translations.offences(ROOT) == []
