"""Settings that are true everywhere; `dev`, `test` and `production` state what differs."""

from django.utils.translation import gettext_lazy as _

from . import env as environment
from .env import DATA_DIR, ROOT, SITE_URL, env

DEBUG = False
SECRET_KEY = environment.SECRET_KEY
ALLOWED_HOSTS = environment.ALLOWED_HOSTS
TRUSTED_PROXY_COUNT = environment.TRUSTED_PROXY_COUNT

# --- Apps -----------------------------------------------------------------------------------

INSTALLED_APPS = [
    # Ours first: our templates and translations win over Wagtail's.
    "redaktion",
    "forside",
    "soegning",
    "genbrug",
    "cases",
    "artikler",
    "arrangementer",
    "parathed",
    "henvendelser",
    "sider",
    "veje",
    "kommuner",
    "samskabelse.startindhold",
    "samskabelse.base",
    "samskabelse.users",
    "samskabelse.outbox",
    "samskabelse.drift",
    "wagtail.contrib.redirects",
    "wagtail.contrib.routable_page",
    "wagtail.contrib.settings",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail.sites",
    "wagtail",
    "modelcluster",
    "taggit",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django.contrib.humanize",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    # The outermost set what every answer carries, also when one further in fails.
    "samskabelse.drift.middleware.RequestIdMiddleware",
    "samskabelse.drift.compression.CompressionMiddleware",
    "samskabelse.drift.middleware.SecurityHeadersMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "samskabelse.drift.middleware.BadInputMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "samskabelse.users.middleware.AdminDoorMiddleware",
    "samskabelse.base.sites.SiteMiddleware",
    "genbrug.gamle.OldAddressMiddleware",
]

ROOT_URLCONF = "samskabelse.urls"
WSGI_APPLICATION = "samskabelse.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "samskabelse.base.context.shell",
            ],
        },
    },
]

# --- Data -----------------------------------------------------------------------------------

DATABASES = {
    "default": env.db_url_config(environment.DATABASE_URL or f"sqlite:///{DATA_DIR / 'db.sqlite3'}")
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # FULL: a receipt is only shown when the row survives a power cut.
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
        ),
    }
else:
    DATABASES["default"].setdefault("CONN_MAX_AGE", 60)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Files, not memory: the limits on logins must hold across the web processes.
CACHES = {
    "default": (
        env.cache_url_config(environment.CACHE_URL)
        if environment.CACHE_URL
        else {
            "BACKEND": "samskabelse.drift.cache.LockedFileCache",
            "LOCATION": str(DATA_DIR / "cache"),
            "OPTIONS": {"MAX_ENTRIES": 10_000},
        }
    )
}

# --- Language and time ----------------------------------------------------------------------

LANGUAGE_CODE = "da"
LANGUAGES = [("da", _("Danish"))]
TIME_ZONE = "Europe/Copenhagen"
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = True
LOCALE_PATHS = [ROOT / "locale"]
FORMAT_MODULE_PATH = ["samskabelse.settings.formats"]

# --- Files ----------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [ROOT / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
STORAGES = {
    "default": environment.storage_settings()
    or {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "samskabelse.base.staticfiles.FlatteningStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
FILE_UPLOAD_PERMISSIONS = 0o640
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
# The administration takes files; everywhere else the line above is the limit for a whole request.
ADMIN_BODY_LIMIT = 64 * 1024 * 1024

# --- Mail -----------------------------------------------------------------------------------

for _name, _value in environment.email_settings(DATA_DIR).items():
    globals()[_name] = _value
DEFAULT_FROM_EMAIL = env.str(
    "DEFAULT_FROM_EMAIL", default="COKs akademi for samskabelse <samskabelse@example.dk>"
)
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# --- People and logins ----------------------------------------------------------------------

AUTH_USER_MODEL = "users.User"
# One backend only: it hashes one password per attempt, whether the user is known or not.
AUTHENTICATION_BACKENDS = ["samskabelse.users.backends.LoginBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "/konto/login/"
LOGIN_REDIRECT_URL = "/admin/"
ADMIN_USERNAME = environment.ADMIN_USERNAME
ADMIN_PASSWORD = environment.ADMIN_PASSWORD
LOGIN_LOCK_MINUTES = 15
LOGIN_REQUIRES_SECOND_FACTOR = False
ACCOUNT_ADAPTER = "samskabelse.users.adapter.AccountAdapter"
ACCOUNT_FORMS = {"login": "samskabelse.users.forms.LoginForm"}
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # administrators make the users
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # no mail to addresses that strangers type
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL
ACCOUNT_RATE_LIMITS = {"login_failed": f"5/{LOGIN_LOCK_MINUTES}m/ip,5/{LOGIN_LOCK_MINUTES}m/key"}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "Samskabelse"
MFA_TOTP_TOLERANCE = 1
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 12
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "samskabelse.drift.errors.csrf_failure"

# --- Headers --------------------------------------------------------------------------------

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# Shaped like Django 6's SECURE_CSP; drift.middleware writes the header until then.
SECURE_CSP: dict[str, list[str] | bool] = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "font-src": ["'self'"],
    "connect-src": ["'self'"],
    "manifest-src": ["'self'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
    "base-uri": ["'none'"],
    "object-src": ["'none'"],
}
# Wagtail's date pickers and editors still write inline scripts and styles; its preview is a frame.
SECURE_CSP_ADMIN: dict[str, list[str] | bool] = SECURE_CSP | {
    "script-src": ["'self'", "'unsafe-inline'"],
    "style-src": ["'self'", "'unsafe-inline'"],
    "img-src": ["'self'", "data:", "blob:"],
    "media-src": ["'self'"],
    "frame-src": ["'self'"],
    "frame-ancestors": ["'self'"],
}
SECURE_CSP_FILES: dict[str, list[str] | bool] = {"default-src": ["'none'"], "sandbox": True}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    name: []
    for name in (
        "accelerometer",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "usb",
    )
}

# --- Wagtail --------------------------------------------------------------------------------

WAGTAIL_SITE_NAME = "Samskabelse"
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAILADMIN_LOGIN_URL = LOGIN_URL
WAGTAIL_FRONTEND_LOGIN_URL = LOGIN_URL
WAGTAILIMAGES_IMAGE_MODEL = "base.Billede"
WAGTAILDOCS_DOCUMENT_MODEL = "base.Dokument"
WAGTAIL_I18N_ENABLED = False
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
# A page that is moved or renamed leaves a redirect behind; so do all pages below it.
WAGTAILREDIRECTS_AUTO_CREATE = True
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_DATE_FORMAT = "%d.%m.%Y"
WAGTAIL_DATETIME_FORMAT = "%d.%m.%Y %H:%M"
WAGTAIL_TIME_FORMAT = "%H:%M"
# Nothing phones home.
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
# Shared passwords are stored as plain text.
WAGTAIL_PRIVATE_PAGE_OPTIONS = {"SHARED_PASSWORD": False}
WAGTAILDOCS_PRIVATE_COLLECTION_OPTIONS = {"SHARED_PASSWORD": False}
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "xlsx", "pptx", "odt", "ods", "odp", "txt", "csv"]
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000
WAGTAILEMBEDS_RESPONSIVE_HTML = False

# --- Logs: one line an event on stderr, with the request's id and nothing a visitor typed ----

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"request_id": {"()": "samskabelse.drift.logs.RequestIdFilter"}},
    "formatters": {
        "line": {"format": "%(asctime)s %(levelname)s %(name)s [%(request_id)s] %(message)s"}
    },
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "filters": ["request_id"],
            "formatter": "line",
        }
    },
    "root": {"handlers": ["stderr"], "level": environment.LOG_LEVEL},
    "loggers": {
        "django": {"handlers": [], "level": environment.LOG_LEVEL, "propagate": True},
        # Two lines for every index update, and the titles of pages: the audit log has them.
        "django_tasks": {"level": "WARNING"},
        "wagtail": {"level": "WARNING"},
    },
}

if environment.SENTRY_DSN:
    import sentry_sdk

    sentry_sdk.init(
        dsn=environment.SENTRY_DSN, send_default_pii=False, include_local_variables=False
    )

# --- Texts that are files -------------------------------------------------------------------

START_CONTENT_DIR = ROOT / "samskabelse" / "startindhold" / "indhold"
TEXTS_FILE = START_CONTENT_DIR / "mikrotekster.yaml"
MAIL_TEMPLATES_DIR = START_CONTENT_DIR / "mails"

# --- Processes: `serve` and its `worker` (name, seconds between, what runs) -------------------

BIND = environment.BIND
PORT = environment.PORT
WEB_CONCURRENCY = environment.WEB_CONCURRENCY
FORWARDED_ALLOW_IPS = environment.FORWARDED_ALLOW_IPS
OUTBOX_KEEP_DAYS = 30
WORKER_JOBS: list[tuple[str, float, str]] = [
    ("send_mail", 2, "samskabelse.outbox.delivery.poll"),
    ("publish_scheduled", 10, "samskabelse.drift.jobs.publish_scheduled"),
    ("mend_search", 3600, "soegning.indeks.mend"),
    ("index_changed_names", 15, "soegning.indeks.catch_up"),
    ("read_documents", 15, "soegning.dokumenter.read_missing"),
    ("purge_searches", 86_400, "soegning.uden_hit.purge"),
    ("make_renditions", 5, "samskabelse.base.renditions.make_missing"),
    ("pass_on_seats", 30, "arrangementer.tilmelding.opgaver.pass_on_seats"),
    ("tell_changes", 30, "arrangementer.tilmelding.opgaver.tell_changes"),
    ("remind", 600, "arrangementer.tilmelding.opgaver.remind"),
    ("purge_personal_data", 86_400, "samskabelse.drift.persondata.purge_all"),
    ("tell_overdue", 600, "henvendelser.services.tell_overdue"),
    ("publish_test_statistic", 86_400, "parathed.statistik.services.publish"),
    ("remind_teams", 86_400, "parathed.team.services.remind"),
    ("purge_missed_addresses", 86_400, "genbrug.doede.purge"),
    ("clear_sessions", 86_400, "samskabelse.drift.jobs.clear_sessions"),
]
