"""WSGI entry: public files outermost, Django behind (ASGI loses cut uploads: docs/decisions/0004)."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "daylight.config.settings")
application = get_wsgi_application()
