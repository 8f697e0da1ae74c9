"""Search of public results: which hold a text and answer the filters, how many, in what order.

*Token*: a character, or two or three neighbours, of what is searched. *Document*: a public result
as the index numbers them, in order of publication. *Segment*: some of the results indexed
together; it never changes. *Gone*: struck out of a segment. *Facet*: a filter with the results of
each of its answers. *Compaction*: making several segments into one.
"""

from portal.sampling.postings.agreement import disagreements
from portal.sampling.postings.compaction import compact
from portal.sampling.postings.writing import rebuild, renew, renewed_together

__all__ = ["compact", "disagreements", "rebuild", "renew", "renewed_together"]
