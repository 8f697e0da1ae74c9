"""Let openpyxl merely read a workbook: ``python -m bench.workbook_reading FILE``."""

import sys
import time

import openpyxl

from bench.official_table import peak_megabytes, say


def main() -> None:
    """Say how many rows it read, in how many seconds, and with how many megabytes."""
    began = time.monotonic()
    book = openpyxl.load_workbook(sys.argv[1], read_only=True)
    count = sum(1 for sheet in book for _row in sheet.iter_rows(values_only=True))
    seconds = time.monotonic() - began
    say(f"{count} {seconds} 0.0 {peak_megabytes()}")


if __name__ == "__main__":
    main()
