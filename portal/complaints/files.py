"""Files of cases are looked at as every file is that somebody sends."""

from portal.web.attachments import PDF, CheckedFile, FileLimits, check_file

__all__ = ["PDF", "CheckedFile", "FileLimits", "check_file"]
