"""Bring a workbook in and publish it: ``python -m bench.workbook_import FILE DATABASE FOLDER``."""

import sys
import time
from pathlib import Path

from bench.official_table import peak_megabytes, say
from portal import create_app
from portal.jobs import worker
from portal.kernel.audit import Actor
from portal.kernel.db import Base, db, write_intent
from portal.sampling import queries, services
from portal.sampling.rules.batches import ImportStage

CLERK = Actor(kind="staff", name="clerk", role="data-officer")
REVIEWER = Actor(kind="staff", name="reviewer", role="reviewer")


def main() -> None:
    """Say how many results it published, the seconds to review and to the public, the megabytes."""
    file, url, folder = Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3])
    app = create_app(
        PORTAL_VAR=folder,
        PORTAL_PLACE="lucheng",
        PORTAL_OBJECTS=str(folder / "objects"),
        PORTAL_SECRET_FILE=folder / "secret.key",
        SQLALCHEMY_ENGINES={"default": {"url": url}},
    )
    with app.app_context(), write_intent():
        Base.metadata.create_all(db.engine)
        content = file.read_bytes()
        found = services.receive_file(content=content, file_name=file.name, by=CLERK)
        reference = found.reference
        db.session.commit()
        began = time.monotonic()
        worker.run_all()
        stored = time.monotonic() - began
        found = queries.get_import(reference)
        if found.stage is not ImportStage.WAITING:
            raise SystemExit(f"the import is {found.stage}: {found.failure}")
        began = time.monotonic()
        count = services.publish_import(found, by=REVIEWER)
        db.session.commit()
        public = time.monotonic() - began
    # Of the process itself; the program that unrolls the workbook has bounds of its own.
    say(f"{count} {stored} {public} {peak_megabytes()}")


if __name__ == "__main__":
    main()
