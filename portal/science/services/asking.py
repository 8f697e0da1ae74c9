"""What a column asks of its articles beyond what every article says, and what review waits for."""

from portal.kernel.errors import Refused
from portal.science.models import Article
from portal.science.queries.writing import part_is_taken
from portal.science.rules import ArticleFacts, Language, columns
from portal.science.rules.links import is_at
from portal.science.series import live_hosts, series_of_place
from portal.science.words import WORDS
from portal.science.writing_words import WRITING
from portal.web.prose import pictures_in

PICTURES = "/science/images/"


def check_details(facts: ArticleFacts) -> None:
    """Refuse a live link that leads elsewhere than to the place's sites, and an unknown series."""
    live_url = facts.details.live_url
    if live_url and not is_at(live_url, live_hosts()):
        raise Refused(WRITING["live_host"], field="live_url")
    if facts.series and facts.series not in series_of_place():
        raise Refused(WRITING["series_unknown"], field="series")


def check_part(facts: ArticleFacts, article: Article | None, language: Language) -> None:
    """Refuse a place in a series that another article has."""
    if facts.part and part_is_taken(facts.series, facts.part, article, language):
        raise Refused(WRITING["series_taken"], field="part")


def check_asked(article: Article) -> None:
    """Refuse to send for review what lacks something its column asks for."""
    column = columns()[article.column]
    details = article.facts.details
    for name in column.needs:
        if not getattr(details, name):
            raise Refused(WRITING[f"{name}_missing"], field=name)
    if column.has_sound and not article.sounds:
        raise Refused(WRITING["sound_wanted"])


def check_pictures(article: Article, body: str) -> None:
    """Refuse a text that names a picture which is not there: nobody could review it."""
    known = {image.address for image in article.images}
    if any(address not in known for address in pictures_in(body) if address.startswith(PICTURES)):
        raise Refused(WORDS["picture_unknown"], field="body")
