"""Tables with a column for each thing measured: their cells become items of the row."""

from collections.abc import Mapping

from portal.sampling.rules.analytes import Analyte
from portal.sampling.rules.batches import Result
from portal.sampling.rules.cells import filled, result_in

BETWEEN = str.maketrans("；;\n", "，，，")


class Pivot:
    """The columns of a table that each measure what their title names."""

    def __init__(self, analytes: Mapping[int, tuple[Analyte, ...]]) -> None:
        self._columns = tuple(analytes.items())

    def add_items(self, cells: list[str], fields: dict[str, tuple[str, ...]]) -> str:
        """Add a row's items to its fields; return why the row cannot be taken, or "".

        Which of several items failed is told only by a verdict in its own cell: without one, a
        failed row is refused rather than all its items called failed.
        """
        told = [
            (analytes, filled(cells[column]))
            for column, analytes in self._columns
            if column < len(cells) and filled(cells[column])
        ]
        if not told or any(fields.get("item", ())) or any(fields.get("finding", ())):
            return ""
        if _is_failed(fields):
            told = [one for one in told if result_in(one[1]) is Result.FAILED] or told
            if len(told) > 1 and result_in(told[0][1]) is not Result.FAILED:
                return "item_unclear"
        fields["item"] = ("；".join("、".join(one.name for one in them) for them, _ in told),)
        fields["value"] = ("；".join(_with_unit(value, them[0].unit) for them, value in told),)
        return ""


def _is_failed(fields: Mapping[str, tuple[str, ...]]) -> bool:
    return any(result_in(cell) is Result.FAILED for cell in fields.get("result", ()) if cell)


def _with_unit(value: str, unit: str) -> str:
    plain = value.translate(BETWEEN)
    is_number = plain.replace(".", "", 1).lstrip("<≤>≥＜").isdigit()
    return f"{plain}{unit}" if unit and is_number else plain
