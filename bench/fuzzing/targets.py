"""Every address of the site, who may open it, and what its forms are called: found by looking."""

import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from urllib.parse import quote, urljoin, urlsplit

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.exceptions import HTTPException
from werkzeug.routing import MapAdapter, Rule

from bench.fuzzing.strings import as_sent
from portal.accounts import services
from portal.accounts.models import Account
from portal.kernel.db import db, write_intent
from portal.kernel.permissions import Permission

LINK = re.compile(r'\bhref="([^"#]+)')
FORM = re.compile(r"<form\b([^>]*)>(.*?)</form>", re.DOTALL)
ACTION = re.compile(r'\baction="([^"]*)"')
FIELD = re.compile(r'<(?:input|textarea|select|button)\b[^>]*?\bname="([^"]+)"[^>]*>')
CHOICE = re.compile(r'<(?:input|option)\b[^>]*?\bvalue="([^"]+)"')
TOKEN = re.compile(r'name="csrf_token"[^>]*?value="([^"]+)"')
PART = re.compile(r"<(?:([^:<>]+):)?\w+>")
PAGES, PAGES_OF_ONE_KIND, ADDRESSES = 350, 6, 12
STARTS = ("/", "/desk/", "/owner/", "/track")
# What addresses take after the question mark, where no form says so.
ASKED = (
    *("q", "page", "after", "before", "sort", "order", "year", "month", "kind", "status", "grade"),
    *("flag", "street", "since", "until", "on", "as_of", "format", "lang", "fields", "limit"),
    *("from", "to", "code", "t", "s", "zone", "field", "stage", "department", "mine", "late"),
)


@dataclass
class Target:
    """One address with one method: where it really is, and what it is known to take."""

    rule: Rule
    method: str
    guard: str
    addresses: list[str] = field(default_factory=list)
    fields: set[str] = field(default_factory=set)
    choices: set[str] = field(default_factory=set)

    def address(self, draw: random.Random, strings: Sequence[str], *, real: float) -> str:
        """Return an address: one that was seen, or the pattern filled with hostile text."""
        if self.addresses and draw.random() < real:
            return draw.choice(self.addresses)
        return PART.sub(lambda part: _hostile_part(part[1] or "", draw, strings), self.rule.rule)


def _hostile_part(kind: str, draw: random.Random, strings: Sequence[str]) -> str:
    """Return something hostile that is still taken for this part of an address."""
    if kind.startswith("int"):
        return str(draw.choice((0, 1, 2**31, 2**63, 10**30, draw.randrange(50))))
    if kind.startswith("any"):
        return draw.choice(kind[4:-1].split(", "))
    return quote(as_sent(draw.choice(strings)).replace("/", "")[:300] or "x", safe="")


@dataclass
class Person:
    """Somebody's browser, and what it needs to send a form."""

    name: str
    client: FlaskClient
    account: Account | None
    token: str = ""

    def may(self, guard: str) -> bool:
        """Whether this person opens what is guarded so."""
        if guard == "public":
            return True
        return self.account is not None and self.account.may(Permission(guard))

    def renew(self) -> None:
        """Take a fresh token, and sign in again where something signed this person out."""
        if self.account is not None:
            with self.client.application.app_context(), write_intent():
                known = db.session.get_one(Account, self.account.id)
                opened = services.start_sign_in(known, is_proven=True)
                db.session.commit()
            with self.client.session_transaction() as session:
                session["_user_id"], session["_fresh"] = opened, True
        found = TOKEN.search(
            self.client.get("/complaints/new/tip/respondent").get_data(as_text=True)
        )
        self.token = found[1] if found else ""


def people(app: Flask) -> list[Person]:
    """Return a stranger and everybody of the demo, each with a browser."""
    with app.app_context():
        accounts = db.session.scalars(select(Account).order_by(Account.id)).all()
        for account in accounts:
            # Asked for once, so that it is known when the session is gone.
            account.may(Permission.DESK_OPEN)
        db.session.expunge_all()
    found = [Person("stranger", app.test_client(), None)]
    found += [Person(account.username, app.test_client(), account) for account in accounts]
    for person in found:
        person.renew()
    return found


def targets(app: Flask, known: Sequence[Person]) -> list[Target]:
    """Return every address and method, with what a walk through the site shows of them."""
    found = {
        (rule.endpoint, rule.rule, method): Target(
            rule, method, getattr(app.view_functions[rule.endpoint], "guard", "public")
        )
        for rule in app.url_map.iter_rules()
        if rule.endpoint != "static"
        for method in (rule.methods or set()) & {"GET", "POST", "PUT", "PATCH", "DELETE"}
    }
    adapter = app.url_map.bind("localhost")
    kinds = defaultdict[str, int](int)
    for person in known:
        for page, html in _walk(person, adapter, kinds):
            for target, body in _forms(page, html, adapter, found):
                target.fields.update(FIELD.findall(body))
                target.choices.update(CHOICE.findall(body))
            _note(page, "GET", adapter, found)
    return list(found.values())


def _note(
    address: str, method: str, adapter: MapAdapter, found: dict[tuple[str, str, str], Target]
) -> Target | None:
    matched = _match(adapter, address, method)
    target = found.get((matched.endpoint, matched.rule, method)) if matched else None
    if target is not None and address not in target.addresses and len(target.addresses) < ADDRESSES:
        target.addresses.append(address)
    return target


def _match(adapter: MapAdapter, address: str, method: str) -> Rule | None:
    try:
        rule, _parts = adapter.match(urlsplit(address).path, method=method, return_rule=True)
    except HTTPException:
        return None
    return rule


def _forms(
    page: str, html: str, adapter: MapAdapter, found: dict[tuple[str, str, str], Target]
) -> Iterator[tuple[Target, str]]:
    for head, body in FORM.findall(html):
        said = ACTION.search(head)
        address = urljoin(page, said[1].replace("&amp;", "&")) if said else page
        method = "POST" if 'method="post"' in head.lower() else "GET"
        target = _note(urlsplit(address).path, method, adapter, found)
        if target is not None:
            yield target, body


def _walk(
    person: Person, adapter: MapAdapter, kinds: defaultdict[str, int]
) -> Iterator[tuple[str, str]]:
    """Open the pages that a person finds by links, a few of each kind among all people."""
    seen: set[str] = set()
    waiting = [*STARTS]
    while waiting and len(seen) < PAGES:
        address = waiting.pop(0)
        rule = _match(adapter, address, "GET")
        is_start = address in STARTS
        if address in seen or rule is None:
            continue
        if kinds[rule.rule] >= PAGES_OF_ONE_KIND and not is_start:
            continue
        seen.add(address)
        kinds[rule.rule] += 1
        answer = person.client.get(address)
        html = answer.get_data(as_text=True) if answer.mimetype == "text/html" else ""
        if answer.status_code == HTTPStatus.OK and html:
            yield address, html
            links = (urljoin(address, link.replace("&amp;", "&")) for link in LINK.findall(html))
            waiting += [link for link in links if link.startswith("/") and link not in seen]
        elif answer.location:
            waiting.append(urlsplit(answer.location).path)
