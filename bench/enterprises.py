"""make bench-enterprises: search of a register of 200,000 enterprises, and their pages.

Times are told as passed and as worked by this process: what else runs on the machine lengthens the
one and not the other. Nothing is sent over a network; the shelf of ready pages is off.
"""

import argparse
import logging
import random
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, date, datetime, timedelta
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, text
from stdnum.cn import uscc
from werkzeug.datastructures import MultiDict

from bench.clock import both_clocks, percentiles, told
from bench.results_database import own_database, seconds, site
from bench.sampling import POSTGRES, goal
from bench.synthetic import SHOPS, SYLLABLES, TOWNS, TRADES
from deploy.console import finish, say
from deploy.postgres import private_server
from portal.enterprises import services
from portal.enterprises.facets import facets_of
from portal.enterprises.listing import page_of_enterprises
from portal.enterprises.models import Enterprise, Flag, FormerName, Licence
from portal.enterprises.panels import ROW_NOTES
from portal.enterprises.roll.columns import read_roll
from portal.enterprises.rules import EnterpriseKind, EnterpriseStatus, FlagKind, name_key
from portal.enterprises.search import EnterpriseSearch
from portal.enterprises.tiles import tiles_of
from portal.kernel import bulk, clock
from portal.kernel.audit import SYSTEM
from portal.kernel.db import Base, db, write_intent
from portal.places.profile import current_place
from portal.ratings.models import Rating
from portal.ratings.rules import Origin, Stage
from portal.ratings.scheme_files import schemes

SEARCH_P95, PAGE_P95 = 30.0, 20.0
ROUNDS, PAGES = 8, 150
AT_ONCE = 20_000
DAYS = 1500
FLAGGED, GRADED, RENAMED = 0.4, 0.6, 0.05
# Selective and common, one to many characters, initials, numbers, and the filters.
ASKED: tuple[dict[str, Any], ...] = (
    *(
        {"q": word}
        for word in ("安宝食品", "恒信", "鱼", "有限公司", "示例", "餐饮店", "双屿", "五马 乳业")
    ),
    *({"q": word} for word in ("9133", "JY23303020001", "hx", "abysp", "E-00012", "没有这家店")),
    {},
    {"kind": ["caterer"]},
    {"kind": ["maker", "farm"], "flag": ["sunshine-factory"]},
    {"region": ["330302024"], "status": ["operating"]},
    {"q": "食品", "changed": ["30"]},
    {"q": "隆", "kind": ["seller"], "sort": "name"},
)


class Register:
    """Enterprises that do not exist, the same for the same seed."""

    def __init__(self, count: int, seed: int) -> None:
        self.count, self._dice = count, random.Random(seed)
        self._now = datetime(2026, 11, 1, tzinfo=UTC)
        self._today = date(2026, 11, 1)

    def enterprises(self) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of the register."""
        dice, kinds = self._dice, list(EnterpriseKind)
        streets = [street.code for street in current_place().regions.streets()]
        for number in range(1, self.count + 1):
            town = dice.choice(TOWNS)
            word = dice.choice(SYLLABLES) + dice.choice(SYLLABLES)
            trade = dice.choice(TRADES) + "有限公司" if number % 3 else dice.choice(SHOPS)
            name = f"{town}示例{word}{trade}"
            moment = self._now - timedelta(days=dice.randrange(DAYS), seconds=dice.randrange(86400))
            yield (
                number,
                f"E-{number:08d}",
                _code(number),
                name,
                name_key(name),
                dice.choice(kinds),
                dice.choice(TRADES),
                f"示例市{town}街道{dice.choice(SYLLABLES)}园路 {dice.randrange(1, 999)} 号",
                dice.choice(streets),
                EnterpriseStatus.OPERATING if number % 20 else EnterpriseStatus.CLOSED,
                "示例登记数据",
                moment,
                moment,
            )

    def some(self, share: float) -> Iterator[int]:
        """Yield some of the enterprises."""
        return (one for one in range(1, self.count + 1) if self._dice.random() < share)

    def licences(self) -> Iterator[tuple[Any, ...]]:
        """Yield a licence for each."""
        for one in range(1, self.count + 1):
            yield one, "food-trade", f"JY2330302{one:07d}", "", date(2024, 1, 1), date(2029, 1, 1)

    def flags(self) -> Iterator[tuple[Any, ...]]:
        """Yield badges of some."""
        kinds = list(FlagKind)
        for one in self.some(FLAGGED):
            yield one, self._dice.choice(kinds), date(2024, 5, 1), None, "示例部门核定"

    def former_names(self) -> Iterator[tuple[Any, ...]]:
        """Yield former names of some."""
        for one in self.some(RENAMED):
            name = f"示例旧{self._dice.choice(SYLLABLES)}号店"
            yield one, name, name_key(name), date(2024, 5, 1)

    def ratings(self) -> Iterator[tuple[Any, ...]]:
        """Yield grades of some."""
        known = [scheme for scheme in schemes().values() if scheme.levels]
        for one in self.some(GRADED):
            scheme = self._dice.choice(known)
            yield (
                f"G-{one:08d}",
                one,
                scheme.code,
                scheme.version,
                self._dice.choice(scheme.levels).code,
                [],
                Origin.IMPORTED,
                Stage.IN_FORCE,
                date(2025, 6, 1),
                "bench",
                self._now,
            )


def _code(number: int) -> str:
    body = f"91330302MA{number:07d}"
    return body + str(uscc.calc_check_digit(body))


TABLES: tuple[tuple[Any, str, tuple[str, ...]], ...] = (
    (
        Enterprise.__table__,
        "enterprises",
        (
            "id", "reference", "credit_code", "name", "name_key", "kind", "business", "address",
            "region_code", "status", "source", "added_at", "changed_at",
        ),
    ),
    (
        Licence.__table__,
        "licences",
        ("enterprise_id", "kind", "number", "scope", "valid_from", "valid_to"),
    ),
    (Flag.__table__, "flags", ("enterprise_id", "kind", "from_on", "to_on", "source")),
    (FormerName.__table__, "former_names", ("enterprise_id", "name", "name_key", "until_on")),
    (
        Rating.__table__,
        "ratings",
        (
            "reference", "enterprise_id", "scheme", "scheme_version", "level", "factor_rows",
            "origin", "stage", "effective_on", "proposed_by", "proposed_at",
        ),
    ),
)  # fmt: skip


def fill(app: Flask, count: int, seed: int) -> None:
    """Make the tables and put a register in."""
    with app.app_context(), write_intent():
        if db.engine.dialect.name == "sqlite":
            event.listen(db.engine, "connect", _hurry)
            db.engine.dispose()
        Base.metadata.create_all(db.engine)
        made = Register(count, seed)
        for table, name, columns in TABLES:
            with seconds(name, count):
                rows = getattr(made, name)()
                while some := list(islice(rows, AT_ONCE)):
                    bulk.insert_rows(table, columns, some)
                    db.session.commit()
        if db.engine.dialect.name == "postgresql":
            with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as own:
                own.execute(text("VACUUM ANALYZE"))
                # Rows brought their own numbers.
                last = "SELECT setval(pg_get_serial_sequence('enterprise', 'id'), :last)"
                own.execute(text(last), {"last": count})
        db.engine.dispose()


def _hurry(connection: Any, _record: object) -> None:
    connection.execute("PRAGMA synchronous=OFF")


def search(asked: dict[str, Any]) -> int:
    """Do what the list does: match, exact count, every answer of every filter, tiles, the rows."""
    wanted = EnterpriseSearch.read(MultiDict(asked))
    question = wanted.ask()
    found = page_of_enterprises(question, order=wanted.order)
    facets_of(wanted, question)
    tiles_of(wanted, question)
    ROW_NOTES.collect(found.items)
    db.session.rollback()
    return found.total or 0


def measure_searches(app: Flask) -> bool:
    """Ask every question in turns; tell what the first one costs after a change as well."""
    clocks: list[tuple[float, float]] = []
    with app.test_request_context():
        spent, worked = both_clocks(read_roll)
        say(f"  register read whole: {spent:,.0f} ms, of which worked {worked:,.0f}")
        db.session.rollback()
        first = [both_clocks(partial(search, one)) for one in ASKED]
        say(f"  first search of a process: {first[0][0]:,.0f} ms")
        say(f"  first time asked, the others: {told([spent for spent, _ in first[1:]])}")
        say(f"  found: {', '.join(f'{search(one):,}' for one in ASKED)}")
        dice, asked = random.Random(1), list(ASKED)
        for _round in range(ROUNDS):
            dice.shuffle(asked)
            clocks += [both_clocks(partial(search, one)) for one in asked]
    return _told_goal("match, count, all facets, tiles, rows", clocks, SEARCH_P95, "search")


def measure_pages(app: Flask, count: int) -> bool:
    """Open pages as a visitor does, without the network."""
    client, dice = app.test_client(), random.Random(2)
    lists = [both_clocks(partial(_open, client, "/enterprises/?q=恒信")) for _ in range(PAGES // 3)]
    say(f"  list as HTML: {told([spent for spent, _ in lists])}")
    say(f"  of which worked: {told([worked for _, worked in lists])}")
    addresses = [f"/enterprises/{_reference(app, dice.randrange(1, count))}" for _ in range(PAGES)]
    _open(client, addresses[0])
    clocks = [both_clocks(partial(_open, client, address)) for address in addresses]
    return _told_goal("an enterprise's page as HTML", clocks, PAGE_P95, "page")


def _reference(app: Flask, number: int) -> str:
    with app.app_context():
        found = db.session.get(Enterprise, number)
        return str(found and found.credit_code)


def _open(client: FlaskClient, address: str) -> None:
    answer = client.get(address)
    if answer.status_code != 200:  # noqa: PLR2004 - found
        raise AssertionError(f"{address} answers {answer.status_code}")


def _told_goal(what: str, clocks: list[tuple[float, float]], most: float, name: str) -> bool:
    spent, worked = zip(*clocks, strict=True)
    say(f"  {what}: {told(spent)}")
    say(f"  of which this process worked: {told(worked)}")
    return goal(f"{name}, p95 ms", percentiles(spent)[1], most, at_least=False)


def measure_change(app: Flask) -> None:
    """Tell what the first search after a change of the register costs."""
    with app.app_context(), write_intent():
        enterprise = db.session.get_one(Enterprise, 1)
        services.rename_enterprise(enterprise, name=f"示例改名 {clock.now():%H%M%S}", by=SYSTEM)
        db.session.commit()
    with app.test_request_context():
        spent, worked = both_clocks(lambda: search({"q": "改名"}))
        say(f"  first search after a change: {spent:,.0f} ms, of which worked {worked:,.0f}")


def main() -> int:
    """Measure what was asked for; 1 where a goal is missed."""
    asking = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asking.add_argument("--rows", type=int, default=200_000)
    asking.add_argument("--databases", nargs="+", default=["sqlite", "postgresql"])
    asking.add_argument("--seed", type=int, default=1)
    asking.add_argument("--folder", type=Path, help="keeps the databases for another time")
    asking.add_argument("--server", help="a running PostgreSQL, which keeps its database as well")
    asked = asking.parse_args()
    with ExitStack() as open_now:
        made = tempfile.TemporaryDirectory(prefix="portal-enterprises-")
        folder = asked.folder or Path(open_now.enter_context(made))
        run: Callable[[str], bool] = partial(_measured, asked, folder)
        return int(not all(list(map(run, asked.databases))))


def _measured(asked: argparse.Namespace, folder: Path, kind: str) -> bool:
    say(f"{asked.rows:,} enterprises, {kind}")
    with ExitStack() as open_now:
        file = folder / f"enterprises-{asked.rows}.db"
        url, is_new = f"sqlite:///{file}", not file.exists()
        if kind == "postgresql":
            server = asked.server or open_now.enter_context(private_server(*POSTGRES))
            url, is_new = own_database(server, f"enterprises_{asked.rows}")
        app = site(folder, url)
        logging.getLogger("portal.request").setLevel(logging.WARNING)
        if is_new:
            fill(app, asked.rows, asked.seed)
        reached = measure_searches(app)
        reached &= measure_pages(app, asked.rows)
        measure_change(app)
        return reached


if __name__ == "__main__":
    finish(main)
