"""The door for a web server."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lapwing.config.settings")
application = get_wsgi_application()
# both need the settings
from lapwing.config.starting import refuse_unsafe_start  # noqa: E402

refuse_unsafe_start()
# Load every page now: a mistake shows at the start, and the first visitor does not wait for it.
get_resolver().url_patterns  # noqa: B018
