"""The signed receipt: a short text of plain ASCII that says what was received and by when.

It holds no content, no name and no secret: the number, the moment, digests of the text and of each
file, and the due dates. Whoever holds it can show later what was filed and when; anybody can
verify it, here or without this site. Its last line is the signature over all lines before it.
"""

from portal.complaints.signed.statements import (
    LONGEST,
    DigestedFile,
    Due,
    SignedReceipt,
    Statement,
    digest_of_text,
    read_receipt,
)
from portal.complaints.signed.verifying import Finding, Standing, compare, verify

__all__ = [
    "LONGEST",
    "DigestedFile",
    "Due",
    "Finding",
    "SignedReceipt",
    "Standing",
    "Statement",
    "compare",
    "digest_of_text",
    "read_receipt",
    "verify",
]
