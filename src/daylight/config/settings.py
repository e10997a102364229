"""Django settings, all from ``environment.py``. Production refuses every default that is unsafe."""

from __future__ import annotations

import secrets
from datetime import datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from daylight.config import environment

PRODUCTION = environment.mode() == "production"
DEBUG = False
# Writes outside an act stop in tests and development (base/permit.py).
GUARD_WRITES = not PRODUCTION
DATA_DIR = environment.data_dir()
PUBLIC_DIR = DATA_DIR / "public"
BASE_URL = environment.read("DAYLIGHT_BASE_URL").rstrip("/")
CHANNEL_HOSTS = frozenset(environment.read("DAYLIGHT_CHANNEL_HOSTS").replace(" ", "").split(",")) - {""}
LAWPACKS_DIR = Path(environment.read("DAYLIGHT_LAWPACKS_DIR"))
# Who forms the paper that follows from a move: move → (template, function). The printing room lies above the acting one.
MOVE_PAPERS = {
    "register_lead": ("lead_register", "daylight.decisions.forming.lead_register"),
    "open_case": ("opening_approval", "daylight.decisions.forming.opening_approval"),
    "decline_opening": ("opening_approval", "daylight.decisions.forming.opening_approval"),
    "return_dossier": ("legal_review_opinion", "daylight.decisions.forming.legal_review_opinion"),
    "pass_dossier": ("legal_review_opinion", "daylight.decisions.forming.legal_review_opinion"),
}
LAWPACKS = tuple(environment.read("DAYLIGHT_LAWPACKS").split(","))
_storage = urlsplit(environment.read("DAYLIGHT_STORAGE_URL"))
if _storage.scheme == "s3":
    raise ImproperlyConfigured(
        "DAYLIGHT_STORAGE_URL 目前只支持 file:///，对象存储（s3://）还没有接入，请改用本机或挂载的目录（docs/decisions/0016）"
    )
if _storage.scheme not in {"", "file"} or (_storage.scheme and not _storage.path):
    raise ImproperlyConfigured("DAYLIGHT_STORAGE_URL 须写成 file:///绝对路径，请核对")
VAULT_DIR = Path(unquote(_storage.path) or DATA_DIR / "vault")
UPLOAD_DIR = DATA_DIR / "uploads"
DERIVED_DIR = DATA_DIR / "derived"
DERIVE = environment.read("DAYLIGHT_DERIVE") == "yes"
CLAMD_SOCKET = environment.read("DAYLIGHT_CLAMD_SOCKET")
SCAN_BYTES = int(environment.read("DAYLIGHT_SCAN_MB")) * 1024**2
FONT_DIR = Path(environment.read("DAYLIGHT_FONT_DIR")) if environment.read("DAYLIGHT_FONT_DIR") else None
LOG_KEY_FILE = Path(environment.read("DAYLIGHT_LOG_KEY_FILE") or DATA_DIR / "keys" / "log.key")
# Another key than the log's: what stands on a telephone in the street must not be able to speak for the register.
IDENTITY_KEY_FILE = Path(environment.read("DAYLIGHT_IDENTITY_KEY_FILE") or DATA_DIR / "keys" / "identity.key")
LOG_ORIGIN = environment.read("DAYLIGHT_LOG_ORIGIN") or f"{urlsplit(BASE_URL).netloc}/daylight"
_now = environment.read("DAYLIGHT_NOW")
FIXED_NOW = datetime.fromisoformat(_now) if _now else None
if FIXED_NOW is not None and FIXED_NOW.tzinfo is None:
    raise ImproperlyConfigured("DAYLIGHT_NOW 须带时区，例如 2026-11-22T09:00:00+08:00")


def _secret_key() -> str:
    given = environment.read("DAYLIGHT_SECRET_KEY")
    if PRODUCTION:
        if len(given) < 50:
            raise ImproperlyConfigured("正式运行须设置 DAYLIGHT_SECRET_KEY，至少 50 个字符")
        if FIXED_NOW is not None:
            raise ImproperlyConfigured("正式运行不能固定时间，请去掉 DAYLIGHT_NOW")
        return given
    # A restart during a demonstration must not log everybody out, and no key may stand in the repository.
    if given:
        return given
    path = DATA_DIR / "keys" / "session.key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(64))
    return path.read_text()


SECRET_KEY = _secret_key()
ALLOWED_HOSTS = environment.read("DAYLIGHT_ALLOWED_HOSTS").split(",")


def _database() -> dict[str, object]:
    url = environment.read("DAYLIGHT_DATABASE_URL")
    if url and not url.startswith("sqlite:"):
        parts = urlsplit(url)
        if parts.scheme not in {"postgresql", "postgres"}:
            raise ImproperlyConfigured("DAYLIGHT_DATABASE_URL 只支持 postgresql:// 或 sqlite:///，请核对")
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": parts.path.lstrip("/"),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 60,
        }
    path = Path(unquote(urlsplit(url).path)) if url else DATA_DIR / "daylight.sqlite3"
    path.parent.mkdir(parents=True, exist_ok=True)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            # IMMEDIATE: a deferred transaction that turns into a write fails at once under load instead of waiting.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            # FULL: an acknowledged act survives a power cut.
            # 16 MiB of pages a connection: the inner pages of the indexes of 100,000 cases stay at hand.
            "init_command": (
                "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;PRAGMA cache_size=-16384;"
            ),
        },
    }


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "orgs.Person"
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "daylight.base.orgs",
    "daylight.base.journal",
    "daylight.base.outbox",
    "daylight.base.ledger",
    "daylight.base.vault",
    "daylight.base.face",
    "daylight.base.workdays",
    "daylight.portal",
    "daylight.channels.credit_china",
    "daylight.channels.municipal_portal",
    "daylight.channels.webhook",
    "daylight.lists",
    "daylight.lists.roster",
    "daylight.cases",
    "daylight.cases.showing",
    "daylight.recording",
    "daylight.review",
    "daylight.decisions",
    "daylight.disclosure",
    "daylight.web.office",
    "daylight.web.api",
    "daylight.config",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "daylight.base.face.headers.StrictHeaders",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
CSRF_FAILURE_VIEW = "daylight.base.face.failing.not_saved"
ROOT_URLCONF = "daylight.config.urls"
WSGI_APPLICATION = "daylight.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
LOGIN_URL = "/office/login/"
LOGIN_REDIRECT_URL = "/office/"
LOGOUT_REDIRECT_URL = "/office/login/"
LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True
USE_THOUSAND_SEPARATOR = False
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS: list[str] = []
# 等保 8.1.4.1: idle 30 minutes.
SESSION_COOKIE_AGE = 30 * 60
SESSION_SAVE_EVERY_REQUEST = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION and BASE_URL.startswith("https://")
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
_mail = urlsplit(environment.read("DAYLIGHT_MAIL_URL"))
if _mail.scheme not in {"", "smtp", "smtps", "file"}:
    raise ImproperlyConfigured("DAYLIGHT_MAIL_URL 只支持 smtp://、smtps:// 或 file:///，请核对")
DEFAULT_FROM_EMAIL = environment.read("DAYLIGHT_MAIL_FROM") or "daylight@localhost"
if _mail.scheme.startswith("smtp"):
    if not environment.read("DAYLIGHT_MAIL_FROM"):
        raise ImproperlyConfigured("设置了发信服务器，还须设置发信地址 DAYLIGHT_MAIL_FROM")
    EMAIL_HOST, EMAIL_USE_SSL = _mail.hostname or "", _mail.scheme == "smtps"
    EMAIL_USE_TLS, EMAIL_PORT = not EMAIL_USE_SSL, _mail.port or (465 if EMAIL_USE_SSL else 587)
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(_mail.username or ""), unquote(_mail.password or "")
    EMAIL_TIMEOUT = 20
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = Path(unquote(_mail.path)) if _mail.path else DATA_DIR / "mail"
# Without a mail server there are feeds only; a demonstration shows its letters as files.
MAIL_OFFERED = bool(_mail.scheme) or not PRODUCTION
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "loggers": {
        "daylight": {"handlers": ["console"], "level": "INFO"},
        # A page that failed leaves its trace where the operator looks, not in a mail nobody set up.
        "django.request": {"handlers": ["console"], "level": "ERROR", "propagate": False},
    },
}
