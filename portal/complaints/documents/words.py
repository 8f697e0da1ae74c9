"""What the readers of a document are called."""

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from portal.complaints.rules import Reader

READERS: Mapping[Reader, LazyString] = {
    Reader.CITIZEN: _("投诉人、举报人"),
    Reader.RESPONDENT: _("商家（只有姓名，没有电话和地址）"),
    Reader.OFFICE: _("归档"),
}
