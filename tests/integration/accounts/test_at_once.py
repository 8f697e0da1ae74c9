from flask import Flask

from portal.accounts import services
from portal.accounts.rules import NewAccount
from portal.kernel.audit import SYSTEM
from tests.crowd import Deed, at_once
from tests.factories.accounts import PASSWORD


def test_one_name_taken_by_two_at_once_is_one_account(app: Flask) -> None:
    def create() -> Deed:
        facts = NewAccount("clerk-1", "clerk-1", PASSWORD, ("intake-clerk",), "market-regulation")
        return lambda: services.create_account(facts=facts, by=SYSTEM)

    assert sorted(at_once(app, [create, create, create])) == [False, False, True]
