"""Where a word stands that nobody was to keep: in any table, file or line of the log."""

from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path

from flask import Flask
from PIL import Image
from sqlalchemy import inspect, select, text

from portal.kernel.db import Base, db

ARTIST, USER_COMMENT = 0x013B, 0x9286


def photo_by(name: str) -> bytes:
    """Return a photo that says in its own data who took it."""
    exif, held = Image.Exif(), BytesIO()
    exif[ARTIST] = exif[USER_COMMENT] = name
    Image.new("RGB", (64, 48), "navy").save(held, "JPEG", exif=exif.tobytes())
    assert name.encode() in held.getvalue()
    return held.getvalue()


def find_traces(app: Flask, words: Iterable[str], log: str) -> list[str]:
    """Return each place that holds one of these words: ``table.column``, a file, or the log."""
    wanted = [(word, word.encode()) for word in words]
    found = [f"log: {word}" for word, _raw in wanted if word in log]
    with app.app_context():
        places = [*_cells(), *_files(Path(app.config["PORTAL_VAR"]))]
        places += _files(Path(app.config["PORTAL_OBJECTS"]))
    return found + [
        f"{place}: {word}" for place, held in places for word, raw in wanted if raw in held
    ]


def _cells() -> Iterator[tuple[str, bytes]]:
    """Return every value of every table that the database has, whether the program knows it."""
    known = {table.name: table for table in Base.metadata.sorted_tables}
    for name in inspect(db.engine).get_table_names():
        table = known.get(name)
        asked = select(table) if table is not None else text(f'SELECT * FROM "{name}"')  # noqa: S608 - a table's own name
        for row in db.session.execute(asked).mappings():
            for column, value in row.items():
                yield f"{name}.{column}", value if isinstance(value, bytes) else str(value).encode()


def _files(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield str(path), str(path).encode() + path.read_bytes()
