"""What the demo's desk shows beside its cases: doubles, a meeting, questions, notes, a digest.

It is told last, when the cases stand where they stand today.
"""

from datetime import datetime, time, timedelta

from portal.complaints import doubles, queries, services, statistics
from portal.complaints.models import Case
from portal.complaints.rules import Party, Stage, are_joinable, joinable_steps
from portal.demo.casework import token_of
from portal.demo.seeds import seeds
from portal.demo.town import Town
from portal.kernel import clock

MEETING_HOUR = 14
QUESTION_DAYS = 5


def live_at_the_desk(town: Town) -> None:
    """Compare the cases, join two, and leave what clerks leave behind."""
    words, names = seeds("cases")["desk"], range(len(seeds("cases")["cases"]))
    found = (queries.find_by_token(token_of(f"case {at}")) for at in names)
    cases = [case for case in found if case is not None]
    services.compare_all()
    _join_one(cases)
    mediating = [case for case in cases if case.stage is Stage.MEDIATING and case.handler]
    for case in mediating[:1]:
        _meet(case, words)
    for case in [case for case in cases if case.stage is Stage.VERIFYING and case.handler][:1]:
        _ask(case, words)
    services.make_digests()
    statistics.give_out()
    _keep(town, words)


def _join_one(cases: list[Case]) -> None:
    mine = [case for case in cases if case.handler and case.stage in joinable_steps(case.track)]
    for case in mine:
        for one in doubles.list_suggestions(case, None):
            other = one.other
            same = other.department == case.department and are_joinable(case.track, other.track)
            free = other.handler_id in {None, case.handler_id}
            if same and free and case.handler and other.stage in joinable_steps(other.track):
                services.join_cases(case, other, by=case.handler)
                return


def _meet(case: Case, words: dict[str, str]) -> None:
    if case.handler is None:
        return
    day = clock.today() + timedelta(days=2)
    at = datetime.combine(day, time(MEETING_HOUR, 30), tzinfo=clock.CHINA)
    parties = (Party.COMPLAINANT, Party.RESPONDENT)
    services.plan_meeting(
        case, starts_at=at, place=words["place"], parties=parties, by=case.handler
    )
    services.write_note(case, text=words["note"], by=case.handler)


def _ask(case: Case, words: dict[str, str]) -> None:
    if case.handler is None:
        return
    until = clock.today() + timedelta(days=QUESTION_DAYS)
    services.ask_citizen(case, text=words["question"], until=until, by=case.handler)
    if case.enterprise_id is not None:
        services.ask_enterprise(case, text=words["to-firm"], until=until, by=case.handler)


def _keep(town: Town, words: dict[str, str]) -> None:
    handler = town.person("handler")
    services.keep_view(name=words["view"], wanted={"due": "late", "whose": "mine"}, by=handler)
    services.keep_reply(title=words["reply-title"], text=words["reply"], by=handler)
