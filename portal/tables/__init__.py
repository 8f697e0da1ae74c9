"""Official tables of any kind: reading files that bureaus keep, whatever is in their columns.

A table comes as a workbook, a text file, an archive or a document; what is read is sheets of cells
with their addresses. Which column means what is for the rooms that own the records.
"""
