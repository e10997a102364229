"""WSGI entry: public files outermost, Django behind (ASGI loses cut uploads: docs/decisions/0004)."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "daylight.config.settings")
django_application = get_wsgi_application()

# After Django's set-up: the wrapper reads settings and the static finders.
from daylight.portal.files import PublicFiles  # noqa: E402

application = PublicFiles(django_application)
