"""What an enterprise's page asks of the database: little, and nothing where nothing is known."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from sqlalchemy import event
from sqlalchemy.engine import Engine

from portal.enterprises import holdings
from portal.enterprises.holdings import may_hold
from portal.enterprises.models import Enterprise, Licence
from portal.kernel.db import Base, db, write_intent
from portal.kernel.once import reading_once
from portal.penalties.models import Penalty
from tests.factories.enterprises import make_enterprise
from tests.factories.ratings import make_rating
from tests.visitor import Visitor

# The enterprise, what is held of it, its grades, its licence, the demo's mark, the marks of tables.
MOST = 7


@contextmanager
def counted(engine: Engine) -> Iterator[list[str]]:
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith("SELECT"):
            asked.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(engine, "before_cursor_execute", note)


@pytest.fixture
def shop(app: Flask) -> str:
    with app.app_context(), write_intent():
        made = make_enterprise("示例查询次数商店")
        db.session.add(Licence(enterprise=made, kind="food-trade", number="JY23303029990011"))
        make_rating(made)
        db.session.commit()
        return made.address_key


def test_the_page_of_an_ordinary_shop_takes_a_few_questions(
    app: Flask, citizen: Visitor, shop: str
) -> None:
    citizen.get(f"/enterprises/{shop}")  # whatever is read once for the process
    with app.app_context(), counted(db.engine) as asked:
        citizen.get(f"/enterprises/{shop}")
    assert len(asked) <= MOST, "\n".join(asked)


def test_a_table_is_only_passed_over_where_it_surely_holds_nothing(inside: Flask) -> None:
    with_licence, without = make_enterprise(), make_enterprise()
    db.session.add(Licence(enterprise=with_licence, kind="food-trade", number="JY23303029990012"))
    db.session.flush()
    with reading_once():
        assert may_hold(Licence, [with_licence.id])
        assert not may_hold(Licence, [without.id])
        assert may_hold(Licence, [with_licence.id, without.id])  # many are asked for at once
        assert may_hold(Enterprise, [without.id])  # nobody named it
    assert may_hold(Penalty, [without.id])  # nothing is kept outside of a page


def test_every_way_a_row_belongs_to_an_enterprise_is_asked_for() -> None:
    # A column left out would hide what is there from the page.
    for name, columns in holdings._HOLDERS.items():
        table = Base.metadata.tables[name]
        leading = {
            key.parent.name for key in table.foreign_keys if key.column.table.name == "enterprise"
        }
        assert {column.key for column in columns} == leading, name
