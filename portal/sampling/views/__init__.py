"""The pages of sampling: for the public, for those who bring in and publish, for handlers."""

from portal.sampling import background as background  # registers the runner of import jobs
from portal.sampling import letters as letters  # registers the runners of letters
from portal.sampling import publishing as publishing  # registers the runner of orders
from portal.sampling import rating_facts as rating_facts  # tells failures to those who grade
from portal.sampling.views import corrections as corrections  # pages of the sampling desk
from portal.sampling.views import disposal_list as disposal_list
from portal.sampling.views import disputes as disputes
from portal.sampling.views import exports as exports  # its pages stand beside the list
from portal.sampling.views import held as held
from portal.sampling.views import items as items
from portal.sampling.views import mapping as mapping
from portal.sampling.views import notices as notices
from portal.sampling.views import reports as reports
from portal.sampling.views import result as result
from portal.sampling.views import review as review
from portal.sampling.views import statistics as statistics
from portal.sampling.views import subscriptions as subscriptions
from portal.sampling.views.amendments import amendment_desk
from portal.sampling.views.announcements import announcement_pages
from portal.sampling.views.disposals import disposal_desk
from portal.sampling.views.imports import sampling_desk
from portal.sampling.views.plans import plan_pages
from portal.sampling.views.public import sampling_pages
from portal.sampling.views.quick_tests import quick_test_pages

PAGES = (
    announcement_pages,
    plan_pages,
    quick_test_pages,
    sampling_pages,
    sampling_desk,
    disposal_desk,
    amendment_desk,
)
