"""Dated facts about enterprises: what the rooms above know, and what grades are worked out from.

A room that owns a kind of fact provides it when it is imported (beside its panels)::

    from portal.enterprises import facts
    from portal.enterprises.facts import Fact, FactSource

    def penalties_as_facts(
        enterprise_ids: Sequence[int], on: date
    ) -> Mapping[int, Sequence[Fact]]:
        # One statement for all the enterprises, never one for each: grades are recomputed for
        # hundreds of thousands. Only what everybody may know and what stands decided on that day.
        ...

    facts.provide(penalties_as_facts, kinds=["penalty"])

and says so when what it once provided no longer holds, in the transaction that changes it::

    facts.changed(enterprise_ids, because="抽检结果改判：S-…")

Rules for providers:

* ``kind`` is a short code such as "inspection", "sampling-failed", "penalty", "dishonest-listed",
  "certificate", "flag", "recall-not-followed", "accident" or "obstructed-inspection". It may be
  finer after a colon ("flag:sunshine-kitchen", "certificate:haccp"): a scheme that names "flag"
  counts every badge. Which kinds count, and for what, is written in the scheme; a kind that no
  scheme names counts for nothing.
* ``kinds`` names every kind a provider tells, the wider word before a colon: where only some
  kinds are asked for, the others are not read at all.
* ``on`` is the day the fact came about (the decision, the inspection, the first day of a
  certificate), ``until`` the last day it holds where it has one (a certificate, a listing).
* ``amount`` is an exact number where the fact has one (points lost, fen, items): never a float.
* ``detail`` is one line for the public, without personal data: 检查 48 项，2 项不符合.
* Where facts are public for a time only, ``ended`` says of whom one no longer is: the tables of
  grades that stand then cease to tell it.
* What was overturned, withdrawn or revoked gives no fact at all: a grade must not remember it.
* Complaints never provide any: a complaint by itself never moves a grade (B5).
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from portal.enterprises.models import Enterprise
from portal.kernel import signals


class FactSource(NamedTuple):
    """Where a fact is written: the document or record, and its page where it has a public one.

    ``reference`` is the record's public reference (it makes two facts of one day tell apart),
    ``address`` a path of this site without host.
    """

    document: str
    reference: str = ""
    address: str = ""


# Named tuples: a million of them are made for the grades of one register.
class Fact(NamedTuple):
    """One thing that is so about an enterprise, from a day on."""

    kind: str
    on: date
    until: date | None
    amount: Decimal | None
    detail: str
    source: FactSource


Provider = Callable[[Sequence[int], date], Mapping[int, Sequence[Fact]]]
Ended = Callable[[date], Collection[int]]
_PROVIDERS: dict[Provider, frozenset[str]] = {}
_ENDING: dict[Ended, frozenset[str]] = {}


def provide(provider: Provider, *, kinds: Iterable[str], ended: Ended | None = None) -> None:
    """Add a room's way to tell its facts; adding it twice changes nothing.

    ``ended`` returns the enterprises of which something was public once and is no longer on a day,
    although nobody did anything: its time is over.
    """
    told = frozenset(kinds)
    _PROVIDERS.setdefault(provider, told)
    if ended is not None:
        _ENDING.setdefault(ended, told)


def ended_by(on: date) -> tuple[frozenset[str], list[int]]:
    """Return kinds of facts whose time to be public ends, and the enterprises where one did."""
    kinds = frozenset(kind for told in _ENDING.values() for kind in told)
    return kinds, sorted({number for ended in _ENDING for number in ended(on)})


def facts_of(
    enterprise_ids: Iterable[int], on: date, *, kinds: Iterable[str] | None = None
) -> Mapping[int, Sequence[Fact]]:
    """Return what is known of each enterprise up to a day, oldest first, by inner number.

    Facts of later days are left out. An enterprise without facts has an empty list. Where ``kinds``
    are named, those are all there, and facts of other kinds may be.
    """
    ids = sorted(set(enterprise_ids))
    wanted = None if kinds is None else {kind.partition(":")[0] for kind in kinds}
    found: dict[int, list[Fact]] = {number: [] for number in ids}
    for provider, told_kinds in _PROVIDERS.items():
        if wanted is not None and wanted.isdisjoint(told_kinds):
            continue
        for number, told in provider(ids, on).items():
            found[number].extend(fact for fact in told if fact.on <= on)
    for told in found.values():
        if len(told) > 1:
            told.sort(key=_place)
    return found


def changed(enterprise_ids: Iterable[int], *, because: str) -> None:
    """Tell the rooms that build on facts that some provided earlier no longer hold."""
    ids = sorted(set(enterprise_ids))
    if ids:
        signals.facts_changed.send(Enterprise, ids=ids, because=because)


def _place(fact: Fact) -> tuple[date, str, str, str]:
    return fact.on, fact.source.reference, fact.kind, fact.detail
