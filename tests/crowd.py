"""Several people at once: each looks at the same thing, then all act.

In threads of one process, or each in a process of their own.
"""

import os
import traceback
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from flask import Flask

from portal.kernel.db import db, write_intent
from portal.kernel.errors import Refused

TOO_LATE = 3  # how a process ends whom the rules refuse
PATIENCE = 30  # seconds
Deed = Callable[[], object]


def at_once(app: Flask, people: Sequence[Callable[[], Deed]]) -> list[bool]:
    """Let each look (the call returns a deed), then act; say whose deed was kept.

    On PostgreSQL nobody acts before everybody has looked. On SQLite a writer looks alone.
    """
    together = Barrier(len(people))

    def take(look: Callable[[], Deed]) -> bool:
        with app.app_context(), write_intent():
            try:
                deed = look()
                if db.engine.dialect.name == "postgresql":
                    together.wait(PATIENCE)
                deed()
                db.session.commit()
            except Refused:
                db.session.rollback()
                return False
            return True

    with ThreadPoolExecutor(len(people)) as threads:
        return list(threads.map(take, people))


def kept(app: Flask, make: Callable[[], str]) -> str:
    """Make something and keep it; return the name it is found by."""
    with app.app_context(), write_intent():
        name = make()
        db.session.commit()
    return name


def attempt(app: Flask, deed: Callable[[], object]) -> int:
    """Do something in a process of one's own; return how it ends: 0, or TOO_LATE if refused."""
    with app.app_context(), write_intent():
        try:
            deed()
            db.session.commit()
        except Refused:
            db.session.rollback()
            return TOO_LATE
    return 0


def in_processes(count: int, work: Callable[[int], int | None]) -> list[int]:
    """Do some work in as many processes, let go at the same moment; return how each ended.

    What the work returns is how its process ends. Nothing may be connected to the database yet:
    a fork would share the connection.
    """
    waiting, go = os.pipe()
    children = []
    for number in range(count):
        child = os.fork()
        if child == 0:
            code = 1
            try:
                os.close(go)
                os.read(waiting, 1)  # nothing comes; it ends where the last hand lets go
                code = work(number) or 0
            except BaseException:
                traceback.print_exc()
            finally:
                os._exit(code)
        children.append(child)
    os.close(waiting)
    os.close(go)
    return [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
