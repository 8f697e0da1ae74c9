"""Search of public results: which batches hold a text and answer the filters, and how many."""
