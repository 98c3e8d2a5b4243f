"""Production: HTTPS, secure cookies, required secrets. Stops at start naming what is missing."""

from urllib.parse import urlsplit

from .base import *  # noqa: F403  (settings are inherited whole by design)
from .env import ALLOWED_HOSTS, SECRET_KEY, SITE_URL, stop, truth

SHORTEST_KEY = 50

_problems = []
if not SECRET_KEY:
    _problems.append("SECRET_KEY mangler")
elif len(SECRET_KEY) < SHORTEST_KEY or len(set(SECRET_KEY)) < 5 or "insecure" in SECRET_KEY:
    _problems.append(
        f"SECRET_KEY er for kort eller for nem (mindst {SHORTEST_KEY} tilfældige tegn)"
    )
if not ALLOWED_HOSTS:
    _problems.append("ALLOWED_HOSTS mangler")
elif any(host.strip() in {"*", "."} for host in ALLOWED_HOSTS):
    _problems.append("ALLOWED_HOSTS må ikke være *")
if not SITE_URL:
    _problems.append("SITE_URL mangler")
elif urlsplit(SITE_URL).scheme != "https" or not urlsplit(SITE_URL).hostname:
    _problems.append("SITE_URL skal begynde med https://")
if truth("DEBUG"):
    _problems.append("DEBUG må ikke være slået til")
if _problems:
    stop("; ".join(_problems) + ".")

SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^livez$", r"^readyz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 63_072_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-sessionid"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrftoken"
CSRF_TRUSTED_ORIGINS = [SITE_URL]
LOGIN_REQUIRES_SECOND_FACTOR = True
