"""Letters to subscribers, and the jobs that send them: one to confirm, then rounds of news."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from email.message import EmailMessage
from typing import Any

import structlog
from flask import current_app, render_template, url_for
from flask_babel import force_locale
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from portal.extensions import mailer
from portal.jobs import runners
from portal.jobs.runners import Progress
from portal.kernel import clock
from portal.kernel.mail import AddressRefused, Mailer, MailFault, letter_to
from portal.places.profile import current_place
from portal.sampling import queries
from portal.sampling.addresses import absolute, results_prefix
from portal.sampling.feeds import question_in_words
from portal.sampling.models import SampleBatch, Subscription
from portal.sampling.queries.subscriptions import LETTERS_JOB
from portal.sampling.rules.subscriptions import MOST_IN_LETTER, Frequency
from portal.sampling.search import ResultSearch
from portal.sampling.services import subscriptions as services
from portal.sampling.services.subscriptions import CONFIRMATION_JOB
from portal.sampling.telling import headline, occasion
from portal.web.locale import LOCALES, PREFIX

log = structlog.get_logger("portal.letters")


def search_of(subscription: Subscription) -> ResultSearch:
    """Return the search that a subscription follows."""
    return ResultSearch.read(MultiDict(subscription.question))


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Write in one language, with addresses as the public has them."""
    script = {"SCRIPT_NAME": PREFIX} if language == "en" else {}
    environ = {"portal.language": language, **script}
    with (
        current_app.test_request_context("/", environ_overrides=environ),
        force_locale(LOCALES[language]),
    ):
        yield


def _letter(server: Mailer, subscription: Subscription, subject: str, text: str) -> EmailMessage:
    address = queries.open_address(subscription)
    return letter_to(address, sender=server.sender, subject=subject, text=text)


def write_confirmation(
    server: Mailer, subscription: Subscription, frequency: Frequency
) -> EmailMessage:
    """Return the letter that asks whether somebody meant to subscribe."""
    token = services.confirmation_token(subscription, frequency)
    with speaking(subscription.language):
        site = current_place().place.site_name.in_(subscription.language)
        text = render_template(
            "sampling/letters/confirmation.txt",
            question=question_in_words(search_of(subscription)),
            link=absolute(url_for("sampling.open_confirmation", token=token)),
            site=site,
        )
        return _letter(server, subscription, _("请确认订阅 · %(site)s", site=site), text)


def write_news(
    server: Mailer, subscription: Subscription, search: ResultSearch, news: Sequence[SampleBatch]
) -> EmailMessage:
    """Return the letter with what came out, at most MOST_IN_LETTER of it; the rest is linked."""
    token = services.leaving_token(subscription)
    with speaking(subscription.language):
        leave = absolute(url_for("sampling.open_leaving", token=token))
        prefix, site = results_prefix(), current_place().place.site_name
        text = render_template(
            "sampling/letters/news.txt",
            question=question_in_words(search),
            entries=[
                (headline(one), occasion(one), prefix + one.reference)
                for one in news[:MOST_IN_LETTER]
            ],
            has_more=len(news) > MOST_IN_LETTER,
            home=absolute(url_for("sampling.list_results", **search.address_parts())),
            leave=leave,
            site=site.in_(subscription.language),
        )
        subject = _("新的抽检结果：%(question)s", question=question_in_words(search))
        letter = _letter(server, subscription, subject, text)
    letter["List-Unsubscribe"] = f"<{leave}>"
    letter["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return letter


def send_confirmation(payload: Mapping[str, Any], _progress: Progress) -> None:
    """Send the letter to be confirmed; whom it cannot reach is forgotten."""
    server, reference = mailer(), str(payload["subscription"])
    subscription = queries.find_subscription(reference)
    if server is None or subscription is None:
        return
    try:
        server.send(write_confirmation(server, subscription, Frequency(payload["frequency"])))
    except (AddressRefused, ValueError):
        if subscription.confirmed_at is None:
            services.forget_subscription(subscription)


def send_news(_payload: Mapping[str, Any], progress: Progress) -> None:
    """Send a day's letters, forget wishes nobody confirmed, and plan the next round."""
    now = clock.now()
    server = mailer()
    due = queries.list_due_subscriptions(clock.in_china(now).date()) if server else []
    known = [(one.id, one.reference, one.frequency) for one in due]
    for done, (number, reference, frequency) in enumerate(known, start=1):
        progress(done, len(known))
        if services.begin_letter(number, frequency):
            _send_one(reference, until=now)
    services.purge_unconfirmed()
    services.plan_round()


def _send_one(reference: str, *, until: datetime) -> None:
    server, subscription = mailer(), queries.find_subscription(reference)
    if server is None or subscription is None or subscription.told_until is None:
        return
    number, search = subscription.id, search_of(subscription)
    if search.unknown:
        return  # a filter's answer has gone; everything would be more than was asked for
    news = queries.list_published_between(
        search.wanted, after=subscription.told_until, until=until, limit=MOST_IN_LETTER + 1
    )
    try:
        if news:
            server.send(write_news(server, subscription, search, news))
    except MailFault as fault:
        # These results stand in the next period's letter.
        log.warning("letter not sent", fault=str(fault), subscription=reference)
        return
    except (AddressRefused, ValueError):
        log.info("address refused", subscription=reference)
        services.forget_subscription(subscription)
        return
    services.end_letter(number, until=until)


def plan_again(_payload: Mapping[str, Any], _reason: str) -> None:
    """Plan the next round although this one failed."""
    services.plan_round()


runners.register(CONFIRMATION_JOB, send_confirmation)
runners.register(LETTERS_JOB, send_news, give_up=plan_again)
