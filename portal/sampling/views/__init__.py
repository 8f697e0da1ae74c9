"""The pages of sampling: for the public, for those who bring in and publish, for handlers."""

from portal.sampling import background as background  # registers the runner of import jobs
from portal.sampling.views.disposals import disposal_desk
from portal.sampling.views.imports import sampling_desk
from portal.sampling.views.public import sampling_pages

PAGES = (sampling_pages, sampling_desk, disposal_desk)
