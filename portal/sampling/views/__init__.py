"""The pages of sampling: for the public, for those who bring in and publish, for handlers."""

from portal.sampling import background as background  # registers the runner of import jobs
from portal.sampling import letters as letters  # registers the runners of letters
from portal.sampling.views import exports as exports  # its pages stand beside the list
from portal.sampling.views import subscriptions as subscriptions
from portal.sampling.views.disposals import disposal_desk
from portal.sampling.views.imports import sampling_desk
from portal.sampling.views.public import sampling_pages

PAGES = (sampling_pages, sampling_desk, disposal_desk)
