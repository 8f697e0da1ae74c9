"""The cases of the demo, step by step as citizens and handlers take them."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from portal.accounts.models import Account
from portal.complaints import policy, services
from portal.complaints.clocks import Grounds, Span
from portal.complaints.files import check_file
from portal.complaints.models import Case
from portal.complaints.rules import (
    Author,
    Channel,
    Door,
    Filing,
    Identity,
    Outcome,
    Seal,
    Stage,
    Track,
    Verdict,
)
from portal.complaints.services.national import set_national_number
from portal.demo.diary import Story
from portal.demo.payouts import pay_out
from portal.demo.pictures import picture_of_receipt
from portal.demo.recordings import recording_of_tones
from portal.demo.seeds import seeds
from portal.demo.town import Town
from portal.kernel import clock
from portal.kernel.audit import CITIZEN
from portal.rewards import queries as rewards

SUPPLEMENT_DAYS = 15
TOKEN = "demo {name}"  # noqa: S105 - secrets are made of it with the installation's own key


def token_of(name: str) -> str:
    """Return the submit token of one of the demo's cases."""
    return TOKEN.format(name=name)


def begin_cases(town: Town) -> None:
    """Begin every case."""
    for ordinal, row in enumerate(seeds("cases")["cases"]):
        town.diary.begin(_tell(town, row, ordinal))


def _tell(town: Town, row: dict[str, Any], ordinal: int) -> Story:
    received = town.at(town.day(row["ago"]))
    yield received
    work = Casework(town, row, ordinal)
    gaps = (after for after, *_step in work.way)
    moments = town.moments_along(received, gaps)
    for moment, (_after, verb, *facts) in zip(moments, work.way, strict=True):
        yield moment
        VERBS[verb](work, *facts)
    if "reward" in row:
        town.diary.begin(pay_out(town, rewards.get_reward_of_case(work.case), row["reward"]))


class Casework:
    """One case, who handles it, and the words that belong to it."""

    def __init__(self, town: Town, row: dict[str, Any], ordinal: int) -> None:
        self.town = town
        self.track = Track(row["track"])
        kind = "complaint" if self.track is Track.COMPLAINT else "report"
        self.way = list(seeds("cases")["ways"][kind][row["way"]])
        self.story: dict[str, Any] = seeds("stories")[row["story"]]
        self.handler: Account = town.person("handler-2" if ordinal % 2 else "handler")
        self.case = self._file(row, ordinal)

    def _file(self, row: dict[str, Any], ordinal: int) -> Case:
        channel = Channel(row.get("channel", Channel.PORTAL))
        clerk = self.town.actor("intake-clerk")
        case = services.file_case(
            self._filing(channel, ordinal, row),
            token=token_of(row.get("token", f"case {ordinal}")),
            by=CITIZEN if channel is Channel.PORTAL else clerk,
        )
        services.confirm_receipt(case, by=CITIZEN)
        return case

    def _filing(self, channel: Channel, ordinal: int, row: dict[str, Any]) -> Filing:
        story, people = self.story, seeds("cases")["identities"]
        shops = self.town.shops[story["at"]]
        shop = shops[ordinal * 5 % len(shops)]
        is_tip = self.track is Track.TIP
        is_complaint = self.track is Track.COMPLAINT
        return Filing(
            track=self.track,
            channel=channel,
            told=story["told"],
            domain=story["domain"],
            category=story["category"],
            respondent=shop.name,
            respondent_address=shop.address,
            enterprise_id=shop.id,
            occurred_on=clock.today() - timedelta(days=1 + ordinal % 3),
            amount_fen=story.get("amount_fen") or None if is_complaint else None,
            request=story.get("request", "") if is_complaint else "",
            identity=None if is_tip else Identity(**people[ordinal % len(people)]),
            may_publish=bool(ordinal % 2),
            may_delegate=is_complaint,
            door=Door(row.get("door", Door.USUAL)),
            platform=row.get("platform"),
            seal=Seal(row["seal"]) if "seal" in row else None,
            ill_count=row.get("ill_count"),
        )

    def words(self, verb: str, code: str = "") -> str:
        """Return the usual words of a step."""
        found = seeds("cases")["words"][verb]
        return str(found[code] if code else found)

    def assign(self) -> None:
        """Give the case to its handler."""
        services.assign_case(self.case, handler=self.handler, by=self.handler)

    def rate(self, score: int) -> None:
        """Let the citizen rate the outcome, and answer what is asked about it."""
        answers = seeds("cases")["followup"][score]
        services.rate_case(self.case, score=score, answers=answers)

    def ask_more(self) -> None:
        """Ask the citizen for what is missing."""
        until = clock.today() + timedelta(days=SUPPLEMENT_DAYS)
        note = self.words("ask-more")
        services.ask_for_supplement(self.case, until=until, note=note, by=self.handler)

    def ask_identity(self) -> None:
        """Ask the complainant for proof of who it is."""
        until, note = clock.today() + timedelta(days=SUPPLEMENT_DAYS), self.words("ask-identity")
        services.ask_for_supplement(
            self.case, until=until, note=note, by=self.handler, asks_identity=True
        )

    def pause(self, cause: str) -> None:
        """Send a sample to a laboratory: its days are not counted."""
        grounds = Grounds(self.words("pause"), f"示例检〔{clock.today().year}〕{self.case.id} 号")
        span = Span(clock.today())
        services.begin_pause(self.case, cause=cause, span=span, grounds=grounds, by=self.handler)

    def take_number(self) -> None:
        """Note the national platform's number, which is made up."""
        number = f"DEMO-{self.case.id:08d}"
        set_national_number(self.case, number=number, by=self.handler)

    def refuse(self, ground: str) -> None:
        """Refuse the case on a legal ground."""
        note = self.words("refuse", ground)
        services.refuse_case(self.case, ground=ground, note=note, by=self.handler)

    def write(self) -> None:
        """Ask the citizen something."""
        services.write_as_handler(self.case, text=self.story["write"], by=self.handler)

    def move_to(self, stage: Stage) -> None:
        """Take a working step."""
        services.advance_case(self.case, to=stage, by=self.handler)

    def transfer(self, department: str) -> None:
        """Hand the case to another department; its handler goes on."""
        reason = self.words("transfer", department)
        services.transfer_case(self.case, to=department, reason=reason, by=self.handler)
        self.handler = self.town.person(f"handler-{department}")

    def hand_back(self) -> None:
        """Hand the case back to intake."""
        services.hand_back(self.case, reason=self.words("hand-back"), by=self.handler)
        self.handler = self.town.person("handler")

    def decide_filing(self, *, is_filed: bool) -> None:
        """Decide whether the report becomes a case of the law."""
        note = "" if is_filed else self.words("not-file")
        services.decide_filing(self.case, is_filed=is_filed, note=note, by=self.handler)
        services.record_notice(self.case, by=self.handler)

    def end(self, outcome: Outcome, ground: str | None = None) -> None:
        """Conclude a complaint."""
        usual = {Outcome.UNSETTLED: "unsettle", Outcome.TERMINATED: "end"}
        answer = self.words(usual[outcome]) if outcome in usual else self.story["answer"]
        services.conclude_complaint(
            self.case, outcome=outcome, ground=ground, answer=answer, by=self.handler
        )

    def conclude(self, verdict: str) -> None:
        """Conclude a report."""
        services.conclude_report(
            self.case, verdict=Verdict(verdict), answer=self.story["answer"], by=self.handler
        )

    def reopen(self) -> None:
        """Take the case up again after a review."""
        note = self.words("reopen")
        services.decide_review(self.case, is_upheld=False, note=note, by=self.handler)

    def photograph(self) -> None:
        """Let the citizen add a picture of the receipt."""
        self._attach("示例小票.png", picture_of_receipt(self.case.id))

    def record(self) -> None:
        """Let the citizen add a recording."""
        self._attach("示例录音.wav", recording_of_tones())

    def _attach(self, name: str, content: bytes) -> None:
        checked = check_file(name, content, policy.file_limits())
        services.attach_to_case(self.case, checked, author=Author.CITIZEN, by=CITIZEN)

    def archive_unassigned(self) -> None:
        """File away what nobody had taken yet."""
        self.assign()
        self.move_to(Stage.ARCHIVED)


VERBS: dict[str, Callable[..., object]] = {
    "assign": Casework.assign,
    "ask-more": Casework.ask_more,
    "ask-identity": Casework.ask_identity,
    "pause": Casework.pause,
    "resume": lambda work: services.end_pause(work.case, until_on=clock.today(), by=work.handler),
    "number": Casework.take_number,
    "supplement": lambda work: services.write_as_citizen(work.case, text=work.words("supplement")),
    "photo": Casework.photograph,
    "sound": Casework.record,
    "accept": lambda work: services.accept_case(work.case, by=work.handler),
    "refuse": Casework.refuse,
    "write": Casework.write,
    "reply": lambda work: services.write_as_citizen(work.case, text=work.story["reply"]),
    "mediate": lambda work: work.move_to(Stage.MEDIATING),
    "screen": lambda work: work.move_to(Stage.SCREENING),
    "verify": lambda work: work.move_to(Stage.VERIFYING),
    "archive": lambda work: work.move_to(Stage.ARCHIVED),
    "archive-unassigned": Casework.archive_unassigned,
    "transfer": Casework.transfer,
    "take-over": lambda work: services.take_over(work.case, by=work.handler),
    "hand-back": Casework.hand_back,
    "extend": lambda work: services.extend_verification(
        work.case, note=work.words("extend"), by=work.handler
    ),
    "file": lambda work: work.decide_filing(is_filed=True),
    "not-file": lambda work: work.decide_filing(is_filed=False),
    "settle": lambda work: work.end(Outcome.SETTLED),
    "unsettle": lambda work: work.end(Outcome.UNSETTLED),
    "end": lambda work, ground: work.end(Outcome.TERMINATED, ground),
    "conclude": Casework.conclude,
    "answer": lambda work: services.answer_report(
        work.case, note=work.words("answer"), by=work.handler
    ),
    "rate": lambda work, score: work.rate(score),
    "ask-review": lambda work: services.ask_for_review(work.case, reason=work.words("ask-review")),
    "reopen": Casework.reopen,
    "withdraw": lambda work: services.withdraw_case(work.case, reason=work.words("withdraw")),
}
