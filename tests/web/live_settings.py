"""The platform's own settings with the API and one bare upload page, for a server in its own process."""

from daylight.config.settings import *  # noqa: F403

ROOT_URLCONF = "tests.web.live_addresses"
WSGI_APPLICATION = "tests.web.live_wsgi.application"
