"""Events of the public site that people cause, with the words the timeline shows."""

SENTENCES = {
    "portal.site.described": "修改公示网站设置",
    "portal.column.checked": "核对栏目，内容仍是最新",
}
