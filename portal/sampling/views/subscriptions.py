"""Following a search: feeds for everybody, letters where a mail server is set."""

from flask import request, url_for
from flask.typing import ResponseReturnValue

from portal.extensions import csrf, mailer
from portal.sampling import queries
from portal.sampling.addresses import absolute
from portal.sampling.feeds import question_in_words
from portal.sampling.forms import SubscriptionForm
from portal.sampling.letters import search_of
from portal.sampling.rules.subscriptions import Frequency
from portal.sampling.search import ResultSearch
from portal.sampling.services import subscriptions as services
from portal.sampling.views.public import sampling_pages
from portal.sampling.words.subscriptions import FREQUENCIES
from portal.web.guards import public
from portal.web.htmx import page, refresh
from portal.web.locale import language
from portal.web.visitors import bucket

SUBSCRIPTIONS = "/sampling/subscriptions"


def _show(search: ResultSearch, form: SubscriptionForm, status: int = 200) -> ResponseReturnValue:
    parts = search.address_parts()
    return page(
        "sampling/subscriptions/new.html",
        status=status,
        search=search,
        question=question_in_words(search),
        total=queries.count_results(search.wanted),
        feeds=[
            ("Atom", absolute(url_for("sampling.follow_atom", **parts))),
            ("JSON Feed", absolute(url_for("sampling.follow_feed", **parts))),
        ],
        form=form,
        can_write=mailer() is not None,
    )


@sampling_pages.get(f"{SUBSCRIPTIONS}/new")
@public
def request_subscription() -> ResponseReturnValue:
    """Offer the ways to follow a search."""
    search = ResultSearch.read(request.args)
    if search.unknown:
        return page("sampling/unknown.html", unknown=search.unknown, status=400)
    return _show(search, SubscriptionForm())


@sampling_pages.post(f"{SUBSCRIPTIONS}/new")
@public
def send_request() -> ResponseReturnValue:
    """Take an address and send it a link to confirm with; the answer never tells what is known."""
    search, form = ResultSearch.read(request.args), SubscriptionForm()
    if search.unknown:
        return page("sampling/unknown.html", unknown=search.unknown, status=400)
    if mailer() is None or not form.validate_on_submit():
        return _show(search, form, status=422)
    question = {name: told for name, told in search.address_parts().items() if told}
    question.pop("sort", None)
    services.ask_for_letters(
        address=form.address.data,
        question=question,
        frequency=Frequency(form.frequency.data),
        language=language(),
        network=bucket(),
    )
    return refresh(url_for("sampling.show_request"))


@sampling_pages.get(f"{SUBSCRIPTIONS}/requested")
@public
def show_request() -> ResponseReturnValue:
    """Say the one sentence that everybody is told after asking."""
    return page("sampling/subscriptions/requested.html")


@sampling_pages.get(f"{SUBSCRIPTIONS}/confirm/<string:token>")
@public
def open_confirmation(token: str) -> ResponseReturnValue:
    """Show what is to be confirmed: programmes that open every link of a letter confirm nothing."""
    subscription, frequency = services.read_confirmation(token)
    return page(
        "sampling/subscriptions/confirm.html",
        question=question_in_words(search_of(subscription)),
        frequency=FREQUENCIES[frequency],
        token=token,
    )


@sampling_pages.post(f"{SUBSCRIPTIONS}/confirm/<string:token>")
@public
def confirm_subscription(token: str) -> ResponseReturnValue:
    """Begin to write: the signed link is the proof."""
    services.confirm_subscription(token)
    return refresh(url_for("sampling.show_confirmed"))


@sampling_pages.get(f"{SUBSCRIPTIONS}/confirmed")
@public
def show_confirmed() -> ResponseReturnValue:
    """Say that letters will come."""
    return page("sampling/subscriptions/confirmed.html")


@sampling_pages.get(f"{SUBSCRIPTIONS}/leave/<string:token>")
@public
def open_leaving(token: str) -> ResponseReturnValue:
    """Ask once before a subscription ends; programmes that open links end nothing."""
    subscription = services.find_by_leaving(token)
    question = question_in_words(search_of(subscription)) if subscription else ""
    return page("sampling/subscriptions/leave.html", question=question, token=token)


@sampling_pages.post(f"{SUBSCRIPTIONS}/leave/<string:token>")
@public
def leave_subscription(token: str) -> ResponseReturnValue:
    """End a subscription, from the page or from the mail program's own button.

    Answered without leading elsewhere: mail programs follow no redirect (RFC 8058, 3.1).
    """
    services.end_subscription(token)
    return page("sampling/subscriptions/left.html")


# The signed link is the proof; mail programs bring neither cookie nor token (RFC 8058).
for proven in (confirm_subscription, leave_subscription):
    csrf.exempt(proven)
