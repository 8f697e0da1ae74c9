"""Asking which column is which, and learning from the answer, for that kind and source only."""

from collections.abc import Mapping, Sequence

from sqlalchemy import delete

from portal.kernel import audit, clock
from portal.kernel.audit import Actor
from portal.kernel.db import db, hold
from portal.kernel.errors import Refused
from portal.tables.kinds import TableKind, get_kind
from portal.tables.layout import Question
from portal.tables.models import LONGEST_TITLE, LearnedTableColumn, TableImport, TableQuestion
from portal.tables.queries import find_learned, list_questions
from portal.tables.rules.heads import IGNORED
from portal.tables.rules.stages import TABLE_LIFECYCLE, TableStage
from portal.tables.services.noting import CHECK_JOB, note, queue
from portal.tables.words import MAPPING_REFUSALS

LONGEST_SAMPLE = 120


def ask_columns(table: TableImport, asked: Sequence[Question], *, by: Actor) -> None:
    """Keep what is unsure about a file's columns as questions; its check waits for the answers."""
    TABLE_LIFECYCLE.check(table.stage, TableStage.ASKING)
    db.session.execute(delete(TableQuestion).where(TableQuestion.import_id == table.id))
    db.session.add_all(
        TableQuestion(
            import_id=table.id,
            position=position,
            sheet=one.sheet[:LONGEST_TITLE],
            column=one.column,
            title=one.title[:LONGEST_TITLE],
            known_as=one.known_as[:LONGEST_TITLE],
            samples=[sample[:LONGEST_SAMPLE] for sample in one.samples],
            candidates=list(one.candidates),
            lacks=list(one.lacks),
        )
        for position, one in enumerate(asked)
    )
    table.stage = TableStage.ASKING
    note("columns-asked", table, by, {"columns": len(asked)})


def answer_columns(table: TableImport, *, answers: Mapping[str, str], by: Actor) -> None:
    """Take the fields of a file's unsure columns, learn them, and check the file.

    ``answers`` names a field, or "ignored", for each question by its id. Raises Refused where the
    file is not asked about, an answer is missing, or none is a field that is needed.
    """
    hold(table, "stage")
    if table.stage is not TableStage.ASKING:
        raise Refused(MAPPING_REFUSALS["not_asked"])
    kind, questions = get_kind(table.kind), list_questions(table)
    for question in questions:
        question.answer = _answer(kind, question, answers)
    _check_needed(kind, questions)
    for question in questions:
        _learn(table, question, by=by)
    TABLE_LIFECYCLE.check(table.stage, TableStage.CHECKING)
    table.stage = TableStage.CHECKING
    rows = audit.digest_of_rows([f"{one.known_as}={one.answer}" for one in questions])
    note("columns-answered", table, by, {"columns": len(questions), "rows": rows})
    queue(CHECK_JOB, table, by=by)


def _check_needed(kind: TableKind, questions: Sequence[TableQuestion]) -> None:
    """Refuse answers that leave every sheet without a field that is needed."""
    sheets: dict[str, list[TableQuestion]] = {}
    for question in questions:
        sheets.setdefault(question.sheet, []).append(question)
    lacking = [
        (asked[0], [name for name in asked[0].lacks if name not in {one.answer for one in asked}])
        for asked in sheets.values()
        if any(one.answer != IGNORED for one in asked)
    ]
    if not lacking and all(question.lacks for question in questions):
        raise Refused(MAPPING_REFUSALS["nothing_left"], field=f"q{questions[0].id}")
    for first, missing in lacking:
        if missing:
            titles = "、".join(field.title.zh for field in kind.fields if field.name in missing)
            told = str(MAPPING_REFUSALS["field_missing"]) % {"titles": titles}
            raise Refused(told, field=f"q{first.id}")


def _answer(kind: TableKind, question: TableQuestion, answers: Mapping[str, str]) -> str:
    told = answers.get(str(question.id), "")
    if told != IGNORED and kind.field(told) is None:
        shown = {"title": question.title or question.samples[0]}
        raise Refused(str(MAPPING_REFUSALS["answer_missing"]) % shown, field=f"q{question.id}")
    return told


def _learn(table: TableImport, question: TableQuestion, *, by: Actor) -> None:
    learned = find_learned(table.kind, table.source, question.known_as)
    if learned is None:
        learned = LearnedTableColumn(
            kind=table.kind, source=table.source, known_as=question.known_as
        )
        db.session.add(learned)
    learned.field = str(question.answer)
    learned.learned_by, learned.learned_at = by.name, clock.now()
