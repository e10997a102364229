"""The API, static files and one page with the upload form as the office will place it."""

from django.contrib.staticfiles.views import serve
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.urls import include, path, re_path
from django.utils.html import format_html

PAGE = """<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>上传</title>
<script type="module" src="/static/recording/upload.js"></script></head><body>
<form method="post" enctype="multipart/form-data" action="/api/v1/uploads/form" data-upload="/api/v1/uploads">
<input type="hidden" name="csrfmiddlewaretoken" value="{}"><input type="hidden" name="case" value="{}">
<input type="hidden" name="next" value="/page/{}/">
<label>事项 <input name="item" value="YX1"></label><label>文件 <input type="file" name="file" multiple></label>
<button>上传</button><ul data-upload-list></ul></form></body></html>"""


def page(request: HttpRequest, case: str) -> HttpResponse:
    return HttpResponse(format_html(PAGE, get_token(request), case, case))


urlpatterns = [
    path("api/v1/", include("daylight.web.api.urls")),
    path("page/<str:case>/", page),
    re_path("^static/(?P<path>.*)$", serve, {"insecure": True}),
]
