"""make fuzz: a million hostile requests; none may be answered by a fault of the site.

Addresses, questions, headers, cookies, forms and files are filled with hostile text. Each address
that takes input gets its share of requests with a valid token, from people who may send there.
Every answer is looked at: no 5xx, no trace of the program, nothing sent comes back as script.
"""

import argparse
import random
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from io import BytesIO
from multiprocessing import get_context
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from flask import Flask, got_request_exception, request
from sqlalchemy import delete
from werkzeug.test import TestResponse

from bench.fuzzing.strings import MARKS, as_sent, hostile_files, hostile_strings
from bench.fuzzing.targets import ASKED, Person, Target, people, targets
from deploy.console import ROOT, finish, say
from portal import create_app
from portal.configuration import engine_options
from portal.demo.loading import load_demo
from portal.kernel.db import Base, db, own_transaction, write_intent
from portal.kernel.throttle import ThrottleCount

REQUESTS, LEAST, PROCESSES = 1_000_000, 1000, 2
STRINGS = ROOT.parent / "shared" / "fixtures" / "security_strings"
RENEW_EVERY = 400
FAULT = 500
UNSAFE = frozenset({"POST", "PUT", "PATCH", "DELETE"})
TRACES = (
    b"Traceback (most recent call last)",
    b'File "/',
    b"sqlalchemy.exc",
    b"werkzeug.exceptions",
)
HEADERS = (
    *("Accept", "Accept-Language", "Cookie", "HX-Request", "HX-Target", "If-None-Match", "Range"),
    *("If-Modified-Since", "X-Forwarded-For", "Referer", "Content-Type", "User-Agent", "Origin"),
)
STRANGE_TYPES = (
    "application/json",
    "text/plain",
    "multipart/form-data; boundary=x",
    "",
    'a/b; c="',
)


@dataclass
class Seen:
    """What was sent and what came back."""

    sent: int = 0
    statuses: Counter[int] = field(default_factory=Counter)
    past_check: Counter[str] = field(default_factory=Counter)
    faults: dict[str, str] = field(default_factory=dict)


def site(folder: Path) -> Flask:
    """Return a site with the demo place, in a folder of its own; nothing is kept ready."""
    return create_app(
        PORTAL_VAR=folder,
        PORTAL_PLACE="lucheng",
        PORTAL_OBJECTS=str(folder / "objects"),
        PORTAL_SECRET_FILE=folder / "secret.key",
        PORTAL_FRONT_CACHE_MB=0,
        PROPAGATE_EXCEPTIONS=False,
        SQLALCHEMY_ENGINES={"default": engine_options(f"sqlite:///{folder}/fuzz.db")},
    )


def fill(folder: Path) -> None:
    """Make the tables and load the demo."""
    app = site(folder)
    with app.app_context(), write_intent():
        Base.metadata.create_all(db.engine)
        load_demo()
        db.session.commit()
        db.engine.dispose()


class Fuzzer:
    """Sends hostile requests to one site and looks at each answer."""

    def __init__(self, folder: Path, strings: Sequence[str], seed: int) -> None:
        self.app, self.strings, self.draw = site(folder), strings, random.Random(seed)
        self.seen = Seen()
        self._raised = ""
        got_request_exception.connect(self._note_fault, self.app)
        self.app.before_request(self._note_past_check)
        self.people = people(self.app)
        self.targets = targets(self.app, self.people)

    def _note_fault(self, _app: Flask, exception: BaseException, **_more: object) -> None:
        frame = exception.__traceback__
        place = ""
        while frame is not None:
            if "/portal/" in frame.tb_frame.f_code.co_filename:
                file = frame.tb_frame.f_code.co_filename.rpartition("/portal/")[2]
                place = f"{file}:{frame.tb_lineno}"
            frame = frame.tb_next
        self._raised = f"{type(exception).__name__} at {place}"

    def _note_past_check(self) -> None:
        if request.method in UNSAFE and request.endpoint:
            self.seen.past_check[f"{request.method} {request.endpoint}"] += 1

    def senders(self, target: Target) -> list[Person]:
        """Return who may open a target; where nobody of the demo may, everybody tries."""
        return [person for person in self.people if person.may(target.guard)] or self.people

    def hit(self, target: Target, *, is_apt: bool) -> None:
        """Send one request to one target; ``is_apt`` keeps address, person and token right."""
        person = self.draw.choice(self.senders(target) if is_apt else self.people)
        if self.seen.sent % RENEW_EVERY == 0:
            self._renew()
        address = target.address(self.draw, self.strings, real=0.85 if is_apt else 0.4)
        sent = self._values(target)
        self._raised = ""
        try:
            answer = person.client.open(
                address, **self._request(target, person, sent, is_apt=is_apt)
            )
        except (ValueError, UnicodeError):
            return  # not something that can be put into a request
        self.seen.sent += 1
        self.seen.statuses[answer.status_code] += 1
        self._look(target, address, sent, answer)

    def _renew(self) -> None:
        with self.app.app_context(), own_transaction() as own:
            own.execute(delete(ThrottleCount))
        for person in self.people:
            person.renew()

    def _values(self, target: Target) -> dict[str, str]:
        names = sorted(target.fields - {"csrf_token"}) or sorted(ASKED)
        chosen = names if target.fields else self.draw.sample(names, 3)
        return {name: self._value(target) for name in chosen if self.draw.random() < 0.9}  # noqa: PLR2004

    def _value(self, target: Target) -> str:
        chance = self.draw.random()
        if chance < 0.35 and target.choices:  # noqa: PLR2004
            return self.draw.choice(sorted(target.choices))
        text = as_sent(self.draw.choice(self.strings))
        return f"{self.draw.choice(MARKS)}{text}" if chance > 0.8 else text  # noqa: PLR2004

    def _request(
        self, target: Target, person: Person, sent: dict[str, str], *, is_apt: bool
    ) -> dict[str, Any]:
        headers = {}
        if not is_apt or self.draw.random() < 0.2:  # noqa: PLR2004
            name = self.draw.choice(HEADERS)
            text = as_sent(self.draw.choice(self.strings))[:2000]
            headers[name] = (
                "".join(sign for sign in text if sign not in "\r\n\0").encode().decode("latin-1")
            )
        if target.method not in UNSAFE:
            return {"method": target.method, "query_string": urlencode(sent), "headers": headers}
        body: dict[str, Any] = {**sent, "csrf_token": person.token if is_apt else "x"}
        if self.draw.random() < 0.25 or "files" in target.fields or "file" in target.fields:  # noqa: PLR2004
            name, content = self.draw.choice(hostile_files(self.draw))
            body[self.draw.choice(["file", "files", "logo", "picture"])] = (BytesIO(content), name)
        if is_apt:
            return {"method": target.method, "data": body, "headers": headers}
        raw = as_sent(self.draw.choice(self.strings)).encode()
        kind = self.draw.choice(STRANGE_TYPES)
        return {"method": target.method, "data": raw, "content_type": kind, "headers": headers}

    def _look(
        self, target: Target, address: str, sent: dict[str, str], answer: TestResponse
    ) -> None:
        content = (
            answer.get_data() if not answer.is_streamed or answer.mimetype == "text/html" else b""
        )
        answer.close()
        wrong = ""
        if answer.status_code >= FAULT:
            wrong = f"{answer.status_code} {self._raised}"
        elif any(trace in content for trace in TRACES):
            wrong = "a trace of the program"
        elif answer.mimetype == "text/html" and _reflects(content.decode("utf-8", "replace"), sent):
            wrong = "what was sent comes back as it was"
        if wrong:
            told = f"{target.method} {address[:200]} {str(sent)[:400]}"
            self.seen.faults.setdefault(f"{target.rule.endpoint}: {wrong}", told)

    def run(self, count: int, least: int) -> Seen:
        """Send ``count`` requests: first each target's share, then whatever chance brings."""
        taking = [target for target in self.targets if target.method in UNSAFE]
        for _round in range(2 * least):
            short = [one for one in taking if self.seen.past_check[_named(one)] < least]
            if not short:
                break
            for target in short:
                self.hit(target, is_apt=True)
        while self.seen.sent < count:
            self.hit(self.draw.choice(self.targets), is_apt=self.draw.random() < 0.3)  # noqa: PLR2004
        return self.seen


def _named(target: Target) -> str:
    return f"{target.method} {target.rule.endpoint}"


def _reflects(page: str, sent: dict[str, str]) -> bool:
    """Whether something that would run as script came back unchanged."""
    if any(mark in page for mark in MARKS):
        return True
    return any("<" in text and text.strip() in page for text in sent.values() if len(text) > 8)  # noqa: PLR2004


def fuzz_in_process(
    folder: str, strings: list[str], seed: int, share: tuple[int, int], told: Any
) -> None:
    """Do one process's share and put what was seen in the queue."""
    fuzzer = Fuzzer(Path(folder), strings, seed)
    told.put((fuzzer.run(*share), [_named(t) for t in fuzzer.targets if t.method in UNSAFE]))


def report(seen: Sequence[Seen], names: Sequence[str], least: int, spent: float) -> int:
    """Say what came back; return 1 where something is wrong."""
    statuses: Counter[int] = sum((one.statuses for one in seen), Counter())
    past: Counter[str] = sum((one.past_check for one in seen), Counter())
    faults = {what: told for one in seen for what, told in one.faults.items()}
    sent = sum(one.sent for one in seen)
    say(
        f"{sent:,} requests in {spent:,.0f} s, {sent / spent:,.0f}/s: "
        + ", ".join(f"{status}: {count:,}" for status, count in sorted(statuses.items()))
    )
    short = sorted((past[name], name) for name in set(names) if past[name] < least)
    taking = len(set(names))
    say(f"{taking} addresses take input; fewer than {least} past the check: {len(short)}")
    for count, name in short:
        say(f"  {name}: {count}")
    say(f"{len(faults)} kinds of fault")
    for what, told in sorted(faults.items()):
        say(f"  {what}\n    {told}")
    return int(bool(faults or short))


def asked_for() -> argparse.Namespace:
    """Return what the command line asks for."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--requests", type=int, default=REQUESTS)
    asked.add_argument("--least", type=int, default=LEAST, help="past the check, for each address")
    asked.add_argument("--processes", type=int, default=PROCESSES)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--strings", type=Path, default=STRINGS)
    return asked.parse_args()


def main() -> int:
    """Fuzz with several processes at once, each with a site of its own."""
    told = asked_for()
    strings, began = hostile_strings(told.strings), time.monotonic()
    method = get_context("spawn")
    with tempfile.TemporaryDirectory(prefix="portal-fuzz-") as name:
        folders = [Path(name) / str(number) for number in range(told.processes)]
        folders[0].mkdir()
        fill(folders[0])
        answers: Any = method.Queue()
        share = told.requests // told.processes, -(-told.least // told.processes)
        for folder in folders[1:]:
            shutil.copytree(folders[0], folder)
        workers = [
            method.Process(
                target=fuzz_in_process, args=(str(folder), strings, told.seed + n, share, answers)
            )
            for n, folder in enumerate(folders)
        ]
        for worker in workers:
            worker.start()
        said = [answers.get() for _worker in workers]
        for worker in workers:
            worker.join()
    seen = [one for one, _names in said]
    names = [one for _seen, known in said for one in known]
    return report(seen, names, told.least, time.monotonic() - began)


if __name__ == "__main__":
    finish(main)
