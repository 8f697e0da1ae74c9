"""Files of cases are looked at as every file is that somebody sends."""

from portal.web.attachments import PDF, CheckedFile, FileLimits, Source, check_file, pieces_of

__all__ = ["PDF", "CheckedFile", "FileLimits", "Source", "check_file", "pieces_of"]
