"""Asking which column is which, and learning from the answer, for that source only."""

from collections.abc import Mapping, Sequence

from sqlalchemy import delete

from portal.kernel import audit, clock
from portal.kernel.audit import Actor
from portal.kernel.db import db, hold
from portal.kernel.errors import Refused
from portal.sampling.import_jobs import queue_check
from portal.sampling.models import SampleImport
from portal.sampling.models.mappings import (
    LONGEST_TITLE,
    ColumnQuestion,
    FileNote,
    LearnedColumn,
)
from portal.sampling.queries.mappings import find_learned, list_questions, source_of
from portal.sampling.rules.batches import IMPORT_LIFECYCLE, ImportStage
from portal.sampling.tables import Table, questions_of
from portal.sampling.words.columns import COLUMNS, MAPPING_REFUSALS
from portal.tables.reading import Note
from portal.tables.rules.heads import IGNORED

LONGEST_SAMPLE = 120


def ask_columns(sample_import: SampleImport, tables: Sequence[Table], *, by: Actor) -> None:
    """Keep what is unsure about a file's columns as questions; its check waits for the answers."""
    IMPORT_LIFECYCLE.check(sample_import.stage, ImportStage.ASKING)
    asked = questions_of(tables)
    for position, one in enumerate(asked):
        question = ColumnQuestion(
            import_id=sample_import.id,
            position=position,
            sheet=one.sheet,
            column=one.column,
            title=one.title[:LONGEST_TITLE],
            known_as=one.known_as[:LONGEST_TITLE],
            samples=[sample[:LONGEST_SAMPLE] for sample in one.samples],
            candidates=list(one.candidates),
            lacks_product=one.lacks_product,
        )
        db.session.add(question)
    sample_import.stage = ImportStage.ASKING
    after = {"columns": len(asked)}
    audit.record("sampling.columns-asked", subject=_subject(sample_import), by=by, after=after)


def answer_columns(sample_import: SampleImport, *, answers: Mapping[str, str], by: Actor) -> None:
    """Take the fields of a file's unsure columns, learn them for its source, and check the file.

    ``answers`` names a field, or "ignored", for each question by its id. Raises Refused where the
    file is not asked about, an answer is missing, or no column is the product's.
    """
    hold(sample_import, "stage")
    if sample_import.stage is not ImportStage.ASKING:
        raise Refused(MAPPING_REFUSALS["not_asked"])
    questions = list_questions(sample_import)
    for question in questions:
        question.answer = _answer(question, answers)
    _check_products(questions)
    source = source_of(sample_import)
    for question in questions:
        _learn(source, question, by=by)
    IMPORT_LIFECYCLE.check(sample_import.stage, ImportStage.CHECKING)
    sample_import.stage = ImportStage.CHECKING
    after = {
        "source": source,
        "columns": len(questions),
        "rows": audit.digest_of_rows([f"{one.known_as}={one.answer}" for one in questions]),
    }
    audit.record("sampling.columns-answered", subject=_subject(sample_import), by=by, after=after)
    queue_check(sample_import, by=by)


def keep_notes(sample_import: SampleImport, tables: Sequence[Table]) -> None:
    """Keep what was noted of a file while it was read, and which columns nobody named.

    Kept anew each time its check begins; a column is left out rather than guessed.
    """
    db.session.execute(delete(FileNote).where(FileNote.import_id == sample_import.id))
    told = [note for table in tables for note in table.sheet.notes]
    told += [Note("column_left_out", {"title": one.title}) for one in questions_of(tables)]
    db.session.add_all(
        FileNote(import_id=sample_import.id, position=position, code=note.code, facts=note.facts)
        for position, note in enumerate(told)
    )


def forget_column(learned: LearnedColumn, *, by: Actor) -> None:
    """Forget what a column means: the next table of its source that has it is asked about."""
    before = {"source": learned.source, "known_as": learned.known_as, "field": learned.field}
    audit.record(
        "sampling.column-forgotten", subject=f"learned-column:{learned.id}", by=by, before=before
    )
    db.session.delete(learned)


def _answer(question: ColumnQuestion, answers: Mapping[str, str]) -> str:
    told = answers.get(str(question.id), "")
    if told not in COLUMNS:
        shown = {"title": question.title or question.samples[0]}
        raise Refused(str(MAPPING_REFUSALS["answer_missing"]) % shown, field=f"q{question.id}")
    return told


def _check_products(questions: Sequence[ColumnQuestion]) -> None:
    by_sheet: dict[str, list[ColumnQuestion]] = {}
    for question in questions:
        if question.lacks_product:
            by_sheet.setdefault(question.sheet, []).append(question)
    for asked in by_sheet.values():
        fields = {question.answer for question in asked}
        if "product" not in fields and fields != {IGNORED}:
            raise Refused(MAPPING_REFUSALS["product_missing"], field=f"q{asked[0].id}")
    every = all(question.lacks_product for question in questions)
    if every and {question.answer for question in questions} == {IGNORED}:
        raise Refused(MAPPING_REFUSALS["nothing_left"], field=f"q{questions[0].id}")


def _learn(source: str, question: ColumnQuestion, *, by: Actor) -> None:
    learned = find_learned(source, question.known_as)
    if learned is None:
        learned = LearnedColumn(source=source, known_as=question.known_as)
        db.session.add(learned)
    learned.field = str(question.answer)
    learned.learned_by, learned.learned_at = by.name, clock.now()


def _subject(sample_import: SampleImport) -> str:
    return f"sample-import:{sample_import.reference}"
