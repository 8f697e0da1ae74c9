"""Who may be rewarded: each answer with who, when, by which article. Callers commit."""

from collections.abc import Iterable, Mapping

from portal.kernel import clock
from portal.kernel.audit import CITIZEN, Actor
from portal.kernel.errors import Refused
from portal.rewards import queries
from portal.rewards.models import RewardAnswer, RewardCase
from portal.rewards.questions import asked_of_reporter, questions_of
from portal.rewards.rules import (
    AWAITING_APPROVAL,
    Expected,
    Question,
    Scheme,
    Side,
    Stage,
    who_bars,
)
from portal.rewards.services.moves import locked, note, refused
from portal.rewards.words import WORDS

FIRST_IN_TIME = "first-in-time"
UNDECIDED = AWAITING_APPROVAL | {Stage.OPENED}


def declare(reward: RewardCase, answers: Mapping[str, str]) -> None:
    """Let the reporter answer the exclusions of the scheme, before or with the claim (Art. 8).

    Answers may be given again until the reward is decided; the last ones count. Raises Refused
    with the field of a question that was not answered.
    """
    reward = locked(reward)
    if reward.stage not in UNDECIDED:
        raise Refused(WORDS["declared_late"])
    questions = asked_of_reporter(queries.scheme_of(reward))
    check_answered(questions, answers)
    keep_answers(reward, Side.REPORTER, questions, answers, by=CITIZEN)
    against = [row.code for row in questions if answers[row.code] != row.expects]
    note(reward, "declared", CITIZEN, against=against)


def declare_at_claim(reward: RewardCase, answers: Mapping[str, str]) -> None:
    """Keep what whoever claims declares; raises Refused where an answer is missing or excludes."""
    questions = asked_of_reporter(queries.scheme_of(reward))
    check_answered(questions, answers)
    for question in questions:
        if answers[question.code] != question.expects:
            refused(reward, "claim-refused", CITIZEN, declared=question.code)
            article = question.article or WORDS["article_unseen"]
            told = str(WORDS["declared_against"]) % {"article": article}
            raise Refused(told, field=question.field)
    keep_answers(reward, Side.REPORTER, questions, answers, by=CITIZEN)


def check_answered(questions: Iterable[Question], answers: Mapping[str, str]) -> None:
    """Raise Refused at the first question that is not answered yes or no."""
    for question in questions:
        if answers.get(question.code) not in set(Expected):
            raise Refused(WORDS["answers_missing"], field=question.field)


def check_own_words(reward: RewardCase, scheme: Scheme) -> None:
    """Raise Refused at the first question that the reporter's own answer stands against."""
    declared = queries.answers_of(reward, Side.REPORTER)
    for question in questions_of(scheme):
        said = declared.get(question.code)
        if said is not None and said.said is not question.expects:
            raise Refused(WORDS["declared_so"], field=question.field)


def check_found(reward: RewardCase, scheme: Scheme, answers: Mapping[str, str]) -> None:
    """Raise Refused where the handler's answers, or the reporter's own, stand against a reward."""
    check_answered(questions_of(scheme), answers)
    for question in questions_of(scheme):
        if answers[question.code] != question.expects:
            raise Refused(WORDS["not_eligible"], field=question.field)
    check_own_words(reward, scheme)


def check_first(reward: RewardCase, by: Actor) -> None:
    """Raise Refused where another report of the same matter is, or may be, rewarded (Art. 10, D2).

    Every reward of the matter is held, so that of two proposals at once the second sees the first.
    """
    others = [locked(row) for row in queries.list_rewards_of_matter(reward) if row is not reward]
    barring = who_bars(queries.standing(reward), map(queries.standing, others))
    if barring is None:
        return
    refused(reward, "not-first-refused", by, other=barring.reference)
    told = str(WORDS["not_first"]) % {"reference": barring.reference}
    raise Refused(told, field=f"answer_{FIRST_IN_TIME.replace('-', '_')}")


def keep_answers(
    reward: RewardCase,
    side: Side,
    questions: Iterable[Question],
    answers: Mapping[str, str],
    *,
    by: Actor,
) -> None:
    """Keep each answer with who gave it, when, and the article it rests on."""
    now = clock.now()
    reward.replies.extend(
        RewardAnswer(
            round=reward.round,
            side=side,
            code=question.code,
            said=Expected(answers[question.code]),
            article=question.article,
            given_by=by.name,
            given_at=now,
        )
        for question in questions
        if answers.get(question.code) in set(Expected)
    )
