"""The door for a web server."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from lapwing.platform.access.weak_role import refuse_strong_role

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lapwing.config.settings")
application = get_wsgi_application()
refuse_strong_role()
# Load every page now: a mistake shows at the start, and the first visitor does not wait for it.
get_resolver().url_patterns  # noqa: B018
