"""What can be done to imports, batches and disposals. Callers commit."""

from portal.sampling.services.disposals import record_step
from portal.sampling.services.imports import (
    check_import,
    fail_import,
    import_table,
    receive_file,
    return_import,
)
from portal.sampling.services.publication import (
    correct_batch,
    overturn_batch,
    publish_import,
    withdraw_batch,
)

__all__ = [
    "check_import",
    "correct_batch",
    "fail_import",
    "import_table",
    "overturn_batch",
    "publish_import",
    "receive_file",
    "record_step",
    "return_import",
    "withdraw_batch",
]
