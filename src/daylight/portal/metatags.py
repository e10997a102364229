"""Tags a government page must carry: SiteName, SiteDomain, SiteIDCode, ColumnName, ColumnType, ArticleTitle, PubDate.

A template may write its own; what it leaves out is filled in here, so that no page goes without (国办发〔2017〕47号附件).
"""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.html import escape

from daylight.portal.models import PublicSite

_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_NAMED = re.compile(r'<meta name="(\w+)"')
COLUMN_TYPE = "行政执法公示"


def with_tags(html: str, site: PublicSite, site_title: str, column: str, newest: date | None) -> str:
    """``html`` with every missing tag put before its style sheets. ``newest``: the day of its newest content."""
    head, mark, rest = html.partition('<link rel="icon"')
    title = _TITLE.search(head)
    if not mark or title is None:
        return html
    there = set(_NAMED.findall(head))
    wanted = {
        "SiteName": site_title,
        "SiteDomain": urlsplit(settings.BASE_URL).netloc,
        "SiteIDCode": site.site_code,
        "ColumnName": column or "帮助",
        "ColumnType": COLUMN_TYPE,
        "PubDate": newest.isoformat() if newest else "",
    }
    lines = [
        f'<meta name="{name}" content="{escape(value)}">'
        for name, value in wanted.items()
        if value and name not in there
    ]
    if "ArticleTitle" not in there:
        # As it stands in the title, which the template has escaped already.
        lines.append(f'<meta name="ArticleTitle" content="{title[1].rpartition(" · ")[0] or title[1]}">')
    return head + "\n".join([*lines, ""]) + mark + rest
