"""The register in memory, for search: every enterprise a row, every fact a column.

A district has some tens of thousands of enterprises, a large city a few hundred thousand. That is
little enough for each process to keep what is searched in arrays, and to answer exactly: any part
of a text, every filter with its counts, any page of any order. Nothing is stored for it, so there
is nothing to keep in step: the arrays are read anew when a table they are made of has changed
(``kernel.generation``), by whoever asks first.

*Roll*: the rows as they were read at one time. *Row*: where an enterprise stands in it. *Mask*: of
every row, whether it is meant.
"""
