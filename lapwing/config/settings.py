"""Settings, all from the environment; with none set, a safe development set-up on an embedded PostgreSQL."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

from lapwing.config.databases import databases
from lapwing.config.documents import documents_storage
from lapwing.config.environment import with_files
from lapwing.config.safety import refuse_unsafe
from lapwing.platform.accounts.organisations.configuration import read_organisations
from lapwing.platform.observing.logs import logging_settings

os.environ.update(with_files(os.environ))
ROOT = Path(__file__).resolve().parents[2]
# Everything that a machine makes while it runs: the embedded database, the secret key, logs.
VAR = Path(os.environ.get("LAPWING_VAR", ROOT / "var"))

# Demonstration mode offers invented people at sign-in. Never set where real people's data is.
DEMO = os.environ.get("LAPWING_DEMO") == "1"
PRODUCTION = os.environ.get("LAPWING_PRODUCTION") == "1"
DEBUG = os.environ.get("LAPWING_DEBUG") == "1"
refuse_unsafe(os.environ)


def _secret_key() -> str:
    """From the environment, or made once and kept under var/ so that sessions outlive a restart."""
    if key := os.environ.get("SECRET_KEY"):
        return key
    path = VAR / "secret-key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        # several processes may start at once: the first whose key stands there whole makes it for all
        made = path.with_name(f"{path.name}-{os.getpid()}")
        made.touch(mode=0o600)
        made.write_text(secrets.token_urlsafe(50))
        with suppress(FileExistsError):
            path.hardlink_to(made)
        made.unlink()
    return path.read_text()


# Where pg_dump and pg_restore of a PostgreSQL lie; those that Lapwing brings along when it is not set.
POSTGRES_PROGRAMS = os.environ.get("POSTGRES_PROGRAMS", "")

SECRET_KEY = _secret_key()
DATABASES = databases(os.environ, VAR)
ALLOWED_HOSTS = os.environ.get("ALLOWED_HOSTS", "localhost 127.0.0.1 [::1] testserver").split()
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "procrastinate.contrib.django",
    "django_htmx",
    "csp",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    "lapwing.platform.accounts",
    "lapwing.platform.accounts.sessions",
    "lapwing.platform.access",
    "lapwing.platform.access_log",
    "lapwing.platform.documents",
    "lapwing.platform.exports",
    "lapwing.platform.history",
    "lapwing.platform.imports",
    "lapwing.platform.jobs",
    "lapwing.platform.notices",
    "lapwing.platform.retention",
    "lapwing.platform.saved_views",
    "lapwing.platform.search",
    "lapwing.platform.tokens",
    "lapwing.platform.webhooks",
    "lapwing.platform.ui",
    "lapwing.registry",
    "lapwing.contexts.governance",
    "lapwing.contexts.improvement",
    "lapwing.insight.escalation",
    "lapwing.insight.packs",
    "lapwing.insight.bundles",
    "lapwing.insight.public_version",
    "lapwing.shell.api",
    "lapwing.shell.web",
]

MIDDLEWARE = [
    "lapwing.platform.observing.references.with_reference",
    "lapwing.platform.observing.watching.watched",
    "lapwing.platform.observing.machines.by_any_name",
    "django.middleware.security.SecurityMiddleware",
    # before the files that pages are made of, so that they carry the policy too
    "csp.middleware.CSPMiddleware",
    # above what answers by itself, so that refusals stand in no frame either
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # a plan's overview is a tenth of its size so; the random length that it adds hides what pages hold
    "django.middleware.gzip.GZipMiddleware",
    "lapwing.shell.api.middleware.ApiMiddleware",
    # after the files that pages are made of, and before anything is asked of the database
    "lapwing.platform.ui.pace.not_too_fast",
    "lapwing.platform.ui.addresses.known_methods",
    # above what sets cookies, so that they go along
    "lapwing.platform.ui.uploads.uploads",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "lapwing.platform.ui.addresses.NoNullCharacters",
    "lapwing.platform.accounts.sessions.middleware.StayingInMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "lapwing.registry.middleware.ActorMiddleware",
    "lapwing.platform.accounts.second_factor.SecondFactorMiddleware",
    "lapwing.platform.ui.sending_twice.SentOnceMiddleware",
]

ROOT_URLCONF = "lapwing.config.urls"
WSGI_APPLICATION = "lapwing.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [],
        "APP_DIRS": False,
        "OPTIONS": {"environment": "lapwing.platform.ui.environment.environment"},
    },
]

AUTH_USER_MODEL = "accounts.User"
# Addresses are unique whatever their capitals, by a constraint that this check does not know.
# Whether browsers know the domain beforehand is for its owner to decide, once and for every service in it.
SILENCED_SYSTEM_CHECKS = ["auth.W004", "security.W021"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "lapwing.platform.accounts.password_rules.NotNamesOfThisPlace",
        "OPTIONS": {"names": "lapwing.registry.queries.names_around"},
    },
    {
        "NAME": "lapwing.platform.accounts.guessing.NotEasilyGuessed",
        "OPTIONS": {"names": "lapwing.registry.queries.names_around"},
    },
    {"NAME": "lapwing.platform.accounts.breached.NotBreached"},
]
# Where the beginnings of stolen passwords' hashes are asked for; nowhere when unset.
BREACHED_PASSWORDS_ADDRESS = os.environ.get("BREACHED_PASSWORDS_ADDRESS", "")
AUTHENTICATION_BACKENDS = ["lapwing.platform.accounts.backend.AccountBackend"]
# A proxy that speaks HTTPS stands before this server, and says in headers of its own who calls and how.
BEHIND_PROXY = os.environ.get("BEHIND_PROXY") == "1"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
# The header in which the proxy says who calls; never one that callers can set.
CLIENT_ADDRESS_HEADER = os.environ.get(
    "CLIENT_ADDRESS_HEADER", "HTTP_X_FORWARDED_FOR" if BEHIND_PROXY else "REMOTE_ADDR"
)
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "home"
# Keys that were SECRET_KEY before, newest first: sessions and second factors made under them still count.
SECRET_KEY_FALLBACKS = os.environ.get("SECRET_KEY_FALLBACKS", "").split()

# Second factors and sign-in of organisations: parts of allauth, under pages and limits of our own. None of
# its own pages is routed. docs/guides/signing-in.md says how this is set up.
MFA_ADAPTER = "lapwing.platform.accounts.adapters.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_RECOVERY_CODE_DIGITS = 10
SOCIALACCOUNT_ADAPTER = "lapwing.platform.accounts.adapters.OrganisationAdapter"
SOCIALACCOUNT_STORE_TOKENS = False
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
# Ours count in the database, the same on every machine.
ACCOUNT_RATE_LIMITS = False
MFA_RATE_LIMITS = False
# What passkeys are bound to; the host that people use when it is not set.
PASSKEY_DOMAIN = os.environ.get("PASSKEY_DOMAIN", "")
# Roles that come in by a password alone; with none, everybody needs a second factor. A role that shows
# personal data of others is never among them (lapwing.registry.checks), whatever stands here.
PASSWORD_ALONE_ROLES = frozenset(os.environ.get("LAPWING_PASSWORD_ALONE_ROLES", "").split())
# A JSON file of the organisations whose own sign-in is taken.
ORGANISATIONS_THAT_SIGN_IN = read_organisations(os.environ)

# How long a person stays signed in: minutes without use, and hours in all. The database keeps the time
# (lapwing.platform.accounts.sessions); Django's own limit only clears up what nobody came back to.
SESSION_IDLE_MINUTES = int(os.environ.get("LAPWING_IDLE_MINUTES", "15"))
SESSION_LONGEST_HOURS = int(os.environ.get("LAPWING_SESSION_HOURS", "12"))
# Told of a sign-in by a browser not seen before: a function that takes the number of the account.
NEW_BROWSER_NOTICE = "lapwing.platform.accounts.telling.tell_of_new_browser"
# Longer than the longest session, so that a form sent just after its end still says whose it was.
SESSION_COOKIE_AGE = (SESSION_LONGEST_HOURS + 2) * 60 * 60

# Layers below the registry know that records have a partnership, not what one is.
PARTNERSHIP_FINDER = "lapwing.registry.access.find_partnership"
PERMISSION_HOLDERS = "lapwing.registry.actors.holders_of"
ACTOR_FINDER = "lapwing.registry.actors.actor_for"
# What else ends when a person leaves, beside roles, invitations and sessions (see registry.commands.leaving).
LEAVING_STEPS = [
    "lapwing.contexts.improvement.leaving.end_held_roles",
    "lapwing.contexts.improvement.leaving.end_feeds",
    "lapwing.contexts.improvement.leaving.end_follows",
    "lapwing.contexts.governance.leaving.tell_of_what_stays",
    "lapwing.registry.commands.groups.end_seats",
    "lapwing.platform.tokens.commands.end_tokens_of_leaver",
]
# The same, told beforehand: what would end, and what would be left with nobody.
LEAVING_SUMMARIES = [
    "lapwing.contexts.improvement.leaving.owner_roles_that_end",
    "lapwing.contexts.improvement.leaving.drafts_that_stay",
    "lapwing.contexts.improvement.leaving.feeds_that_end",
    "lapwing.contexts.governance.leaving.things_that_stay",
    "lapwing.registry.groups.seats_that_end",
    "lapwing.platform.tokens.leaving.tokens_that_end",
]

# Webhooks go to public addresses alone, by HTTPS. Only tests let them go to this very machine.
WEBHOOKS_TO_LOOPBACK = False
# The hosts that webhooks may tell; "any" for every public one. Unset: none in production, any elsewhere.
_HOSTS = os.environ.get("WEBHOOK_HOSTS", "" if PRODUCTION else "any").lower().split()
WEBHOOK_HOSTS: tuple[str, ...] | None = None if _HOSTS == ["any"] else tuple(_HOSTS)
# How many requests a program may make with one token in a minute.
API_REQUESTS_A_MINUTE = int(os.environ.get("API_REQUESTS_A_MINUTE", "600"))

# How many requests a web process takes in a minute from one session, and from one address, which an office
# may share; 0 for no limit. People stay far below: somebody who opens a page each second asks for 60.
REQUESTS_A_MINUTE = int(os.environ.get("REQUESTS_A_MINUTE", "600" if PRODUCTION else "0"))
REQUESTS_A_MINUTE_FROM_ADDRESS = int(
    os.environ.get("REQUESTS_A_MINUTE_FROM_ADDRESS", "3000" if PRODUCTION else "0")
)

# The worker finds what it runs in each package's ``jobs`` module.
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
# Every job is retried after what may pass, and what goes wrong is kept without its message.
PROCRASTINATE_ON_APP_READY = "lapwing.platform.jobs.running.on_app_ready"
# What was due while no worker ran is done when one runs again, up to a day late.
PROCRASTINATE_PERIODIC_DEFAULTS = {"max_delay": 24 * 60 * 60}

# All readings of a document are confirmed, and all changes of a new version accepted, in one form.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000

# --- Notices: email -------------------------------------------------------------------------------------
# Without SMTP_HOST emails wait in the outbox. The address is the one in links: never taken from a request.
LAPWING_ADDRESS = os.environ.get("LAPWING_ADDRESS") or "http://localhost:8000"
_SMTP_TLS = os.environ.get("SMTP_TLS") or "starttls"
EMAIL_HOST = os.environ.get("SMTP_HOST", "")
EMAIL_PORT = int(os.environ.get("SMTP_PORT") or {"starttls": 587, "tls": 465}.get(_SMTP_TLS, 25))
EMAIL_USE_TLS, EMAIL_USE_SSL = _SMTP_TLS == "starttls", _SMTP_TLS == "tls"
EMAIL_HOST_USER = os.environ.get("SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("SMTP_PASSWORD", "")
EMAIL_TIMEOUT = 60
DEFAULT_FROM_EMAIL = os.environ.get("MAIL_FROM") or "Lapwing <lapwing@localhost>"
MAIL_REPLY_TO = os.environ.get("MAIL_REPLY_TO", "")

# Imports: for how long the file and rows of one are kept, and so for how long it can be undone.
IMPORT_ROWS_KEPT_DAYS = int(os.environ.get("LAPWING_IMPORT_ROWS_KEPT_DAYS", "90"))

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = False
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = Path(os.environ.get("STATIC_ROOT", VAR / "static"))
STATICFILES_DIRS = [ROOT / "lapwing" / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},
    "documents": documents_storage(os.environ, VAR),
}
FILE_UPLOAD_HANDLERS = ["lapwing.platform.documents.uploading.LimitedUploadHandler"]
# Files that people send: where clamd listens (tcp://host:3310 or unix:///path), or nothing for no scanning.
DOCUMENTS_CLAMD = os.environ.get("DOCUMENTS_CLAMD", "")
# How many days a file in which malware was found is kept apart, before its bytes are removed.
DOCUMENTS_HELD_DAYS = int(os.environ.get("DOCUMENTS_HELD_DAYS", "30"))

# The prefix makes browsers refuse one that came without HTTPS or from another host of the domain.
SESSION_COOKIE_NAME = "__Host-sessionid" if PRODUCTION else "sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken" if PRODUCTION else "csrftoken"
# What a page says after a form may name somebody: it waits in the session, never in a cookie of its own.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
# Joined when two windows of one browser are answered at one moment, so that neither's is lost.
SESSION_ENGINE = "lapwing.platform.accounts.sessions.store"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "lapwing.platform.ui.errors.expired"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SECURE_SSL_REDIRECT = PRODUCTION
# Load balancers and those who watch ask within the network, without HTTPS; programs are refused, not led on.
SECURE_REDIRECT_EXEMPT = [r"^health/", r"^metrics$", r"^api/v1/."]
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = PRODUCTION
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "object-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}

# What is asked of machines that watch over the service. Without a token there is no page of figures, and
# without an address no traces are sent.
METRICS_TOKEN = os.environ.get("METRICS_TOKEN", "")
TRACES_TO = os.environ.get("TRACES_TO", "")
LOGGING = logging_settings(
    level=os.environ.get("LOG_LEVEL", "INFO" if PRODUCTION else "WARNING"),
    json_lines=os.environ.get("LOG_FORMAT", "json" if PRODUCTION else "text") == "json",
    brief=not DEBUG,
)
