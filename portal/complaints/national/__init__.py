"""The way to the national 12315 platform and back: its number on a case, files out, numbers in.

Order 121 has everything handled through that platform; this site hands over and takes the numbers
back. Words: a *pair* is a number of ours with the platform's; a *hand-over file* names nobody who
filed a case.
"""

from portal.complaints.national.files import Wanted, columns, rows_of
from portal.complaints.national.pairs import Pair, read_pairs

__all__ = ["Pair", "Wanted", "columns", "read_pairs", "rows_of"]
