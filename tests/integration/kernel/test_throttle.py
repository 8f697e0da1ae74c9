from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from portal.kernel import clock, throttle
from portal.kernel.db import db
from portal.kernel.errors import Busy

LIMIT = "3 per 10 minutes"


def test_the_fourth_try_is_too_many_and_says_when_to_come_back(inside: Flask) -> None:
    for _ in range(3):
        throttle.count_try("sign-in", "somebody", limit=LIMIT)
    with pytest.raises(Busy) as refused:
        throttle.count_try("sign-in", "somebody", limit=LIMIT)
    assert 1 <= refused.value.retry_after <= 600
    throttle.count_try("sign-in", "somebody else", limit=LIMIT)


def test_tries_are_forgotten_with_time(inside: Flask) -> None:
    start = clock.now()
    with time_machine.travel(start, tick=False):
        for _ in range(3):
            throttle.count_try("sign-in", "somebody", limit=LIMIT)
        with pytest.raises(Busy):
            throttle.check_tries("sign-in", "somebody", limit=LIMIT)
    with time_machine.travel(start + timedelta(minutes=11), tick=False):
        throttle.check_tries("sign-in", "somebody", limit=LIMIT)
        throttle.count_try("sign-in", "somebody", limit=LIMIT)


def test_a_right_try_starts_afresh(inside: Flask) -> None:
    for _ in range(3):
        throttle.count_try("sign-in", "somebody", limit=LIMIT)
    throttle.forget_tries("sign-in", "somebody", limit=LIMIT)
    throttle.count_try("sign-in", "somebody", limit=LIMIT)


def test_the_storage_answers_what_the_library_asks(inside: Flask) -> None:
    storage = throttle.DatabaseStorage()
    assert storage.check()
    assert storage.get("never") == 0
    storage.incr("a", 60, 2)
    assert storage.get("a") == 2
    assert storage.reset() == 1
    assert storage.base_exceptions


def test_counting_touches_its_own_row_alone_and_a_job_removes_what_is_over(inside: Flask) -> None:
    storage, start = throttle.DatabaseStorage(), clock.now()
    with time_machine.travel(start, tick=False):
        storage.incr("old", 60)
        storage.incr("young", 6000)
    with time_machine.travel(start + timedelta(minutes=5), tick=False):
        # A flood that also removed each other's rows would wait in a ring.
        storage.incr("new", 60)
        assert db.session.query(throttle.ThrottleCount).count() == 3
        assert storage.incr("old", 60) == 1
        assert storage.incr("young", 6000) == 2
    with time_machine.travel(start + timedelta(minutes=10), tick=False):
        assert throttle.forget_old_counts(at_once=1) == 1
        assert throttle.forget_old_counts() == 1
        assert storage.get("young") == 2
