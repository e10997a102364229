"""The platform's own settings with only the API's addresses, for a server in its own process."""

from daylight.config.settings import *  # noqa: F403

ROOT_URLCONF = "tests.web.api_addresses"
WSGI_APPLICATION = "tests.web.live_wsgi.application"
