"""WSGI entry of the server under test."""

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
