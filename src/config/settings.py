"""Every setting of the program, in one file, from the environment.

``.env.example`` explains each name. A wrong value stops the start with a sentence and
exit code 2; importing this module touches no database.
"""

import os
from pathlib import Path
from typing import Any

from config import keys
from config.embedded.places import DATABASE, OWNER, PORT, PROGRAM, places_for
from config.environment import Environment, read_env_file

CLONE = Path(__file__).resolve().parents[2]
_env = Environment({**read_env_file(CLONE / ".env"), **os.environ})

# --- Which kind of installation ---------------------------------------------------------

SANHUA_MODE = _env.choice("SANHUA_MODE", ("trial", "real"), "trial")
REAL = SANHUA_MODE == "real"
TRIAL = not REAL
DEBUG = _env.yes("SANHUA_DEBUG", default=False)
# In a trial the codes of sign-in and query stand on the screen, as nobody sends SMS.
CODES_ON_SCREEN = _env.yes("SANHUA_CODES_ON_SCREEN", default=TRIAL)
# In a trial other departments' systems are played by simulators.
SIMULATORS = _env.yes("SANHUA_SIMULATORS", default=TRIAL)
# `make run` fills an empty database with the trial city first.
TRIAL_CITY = _env.yes("SANHUA_TRIAL_CITY", default=TRIAL)
# All accounts of the trial city share it; a real house has no such accounts.
TRIAL_PASSWORD = _env.text("SANHUA_TRIAL_PASSWORD", "sanhua-2026")
if REAL:
    for _name, _on in (
        ("SANHUA_DEBUG", DEBUG),
        ("SANHUA_CODES_ON_SCREEN", CODES_ON_SCREEN),
        ("SANHUA_SIMULATORS", SIMULATORS),
        ("SANHUA_TRIAL_CITY", TRIAL_CITY),
    ):
        if _on:
            _env.complain(f"正式运行（SANHUA_MODE=real）时 {_name} 只能是 no。")

# --- Where things are ---------------------------------------------------------------------

DATA_FOLDER = _env.folder("SANHUA_DATA", CLONE / "data")
_env.writable("SANHUA_DATA", DATA_FOLDER)
LOG_FOLDER = DATA_FOLDER / "logs"
# Daily roots of the record, outside the database and, better, off this machine.
ANCHOR_FOLDER = _env.folder("SANHUA_ANCHORS", DATA_FOLDER / "anchors")
MEDIA_ROOT = _env.folder("SANHUA_FILES", DATA_FOLDER / "files")
REFERENCE_FOLDER = CLONE / "reference"
# Which city this is: without a word the only one, or the first, that we carry.
_cities = sorted(folder for folder in (CLONE / "cities").glob("*") if folder.is_dir())
CITY_FOLDER = _env.folder("SANHUA_CITY", _cities[0] if _cities else DATA_FOLDER / "city")

SERVER_ADDRESS = _env.text("SANHUA_ADDRESS", "127.0.0.1")
SERVER_PORT = _env.number("SANHUA_PORT", 8000, least=1, most=65535)
WEB_WORKERS = _env.number("SANHUA_WEB_WORKERS", 2, least=1, most=64)
WEB_THREADS = _env.number("SANHUA_WEB_THREADS", 2, least=1, most=64)
JOBS_AT_ONCE = _env.number("SANHUA_JOBS_AT_ONCE", 2, least=1, most=64)

# What stands on printed papers and in QR codes.
ORIGIN = _env.origin("SANHUA_ORIGIN", f"http://{SERVER_ADDRESS}:{SERVER_PORT}")
if REAL and not ORIGIN.startswith("https://"):
    _env.complain("正式运行必须设置 SANHUA_ORIGIN，并以 https:// 开头（它会印在文书和二维码上）。")
if REAL and not _env.given("SANHUA_HOSTS"):
    _env.complain("正式运行必须设置 SANHUA_HOSTS：本系统对外的域名，用逗号隔开。")
_at_home = SERVER_ADDRESS in {"127.0.0.1", "localhost", "::1"}
ALLOWED_HOSTS = _env.names(
    # A trial shown to other machines is reached by names nobody can know beforehand.
    "SANHUA_HOSTS",
    ["127.0.0.1", "localhost", "[::1]"] if _at_home or REAL else ["*"],
)
if REAL and any("*" in host for host in ALLOWED_HOSTS):
    _env.complain("正式运行时 SANHUA_HOSTS 要逐个写出域名，不能用 *。")
CSRF_TRUSTED_ORIGINS = [ORIGIN]
# How many reverse proxies stand before us; each adds one address to X-Forwarded-For.
PROXIES = _env.number("SANHUA_PROXIES", 0, least=0, most=5)

# --- Files and messages ------------------------------------------------------------------

UPLOAD_LIMIT = _env.number("SANHUA_UPLOAD_LIMIT", 30, least=1, most=300) << 20  # megabytes
# The virus scanner: /run/clamav/clamd.ctl or host:port. Without one nothing is scanned.
CLAMAV = _env.text("SANHUA_CLAMAV")
if CLAMAV and not CLAMAV.startswith("/") and not CLAMAV.rpartition(":")[2].isdigit():
    _env.complain("SANHUA_CLAMAV 要写 clamd 的套接字路径，或者写成 host:3310 的样子。")
# Messages go to files in this folder until a gateway or a mail server is named.
OUTBOX_FOLDER = _env.folder("SANHUA_OUTBOX", DATA_FOLDER / "outbox")
SMS_GATEWAY = _env.text("SANHUA_SMS_GATEWAY")
SMS_TOKEN = _env.text("SANHUA_SMS_TOKEN")
if SMS_GATEWAY and not SMS_GATEWAY.startswith(("https://", "http://")):
    _env.complain("SANHUA_SMS_GATEWAY 要写短信网关的网址，以 https:// 开头。")
EMAIL_HOST = _env.text("SANHUA_MAIL_HOST")
EMAIL_PORT = _env.number("SANHUA_MAIL_PORT", 465, least=1, most=65535)
EMAIL_USE_SSL = EMAIL_PORT == 465
EMAIL_USE_TLS = EMAIL_PORT == 587
EMAIL_HOST_USER = _env.text("SANHUA_MAIL_USER")
EMAIL_HOST_PASSWORD = _env.text("SANHUA_MAIL_PASSWORD")
DEFAULT_FROM_EMAIL = _env.text("SANHUA_MAIL_FROM", EMAIL_HOST_USER)
EMAIL_TIMEOUT = 10

# --- Keys ---------------------------------------------------------------------------------

_keys = DATA_FOLDER / "keys"
SECRET_KEY = keys.secret(_env, "SANHUA_SECRET_KEY", folder=_keys, real=REAL)
# Personal data: AES-GCM under the first key, readable under each; the blind index apart.
PERSONAL_DATA_KEYS = keys.data_keys(
    keys.secret(_env, "SANHUA_PERSONAL_DATA_KEYS", folder=_keys, real=REAL)
)
PERSONAL_DATA_KEY_ID = next(iter(PERSONAL_DATA_KEYS))
BLIND_INDEX_KEY = keys.secret(_env, "SANHUA_BLIND_INDEX_KEY", folder=_keys, real=REAL).encode()

# --- Rooms and desks ----------------------------------------------------------------------

# One line each, top of the house first, as in the import contracts of pyproject.toml.
ROOMS: tuple[str, ...] = (
    "bureau.trial",
    "bureau.supervision",
    "bureau.feedback",
    "bureau.cases",
    "bureau.registry",
    "bureau.visits",
    "bureau.guides",
    "bureau.criteria",
    "bureau.catalogue",
    "bureau.offices",
    "bureau.notices",
    "bureau.files",
    "bureau.workdays",
    "bureau.people",
    "bureau.tasks",
    "bureau.audit",
)
DESKS: tuple[str, ...] = (
    "desks.public",
    "desks.clerk",
    "desks.reviewer",
    "desks.hall",
    "desks.steward",
    "desks.supervisor",
    "desks.design",
)

INSTALLED_APPS = [
    "config",
    *DESKS,
    *ROOMS,
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "django_htmx",
    "template_partials",
    "procrastinate.contrib.django",
    "allauth",
    "allauth.account",
    "allauth.mfa",
]
AUTH_USER_MODEL = "people.Account"

MIDDLEWARE = [
    "config.middleware.reference_number",
    "config.middleware.security_headers",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.middleware.private_answers",
    "config.middleware.rate_limits",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "config.middleware.Readable",
    "config.middleware.Refusals",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "desks.design.context.frame",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"

# --- Database -----------------------------------------------------------------------------

_program = _env.database("DATABASE_URL")
_owner = _env.database("DATABASE_OWNER_URL") or _program
if _env.given("DATABASE_OWNER_URL") and not _program:
    _env.complain("设置了 DATABASE_OWNER_URL，也要设置 DATABASE_URL。")
# Without an address we run a PostgreSQL of our own (config.embedded).
EMBEDDED_DATABASE = not _env.given("DATABASE_URL")
if REAL and EMBEDDED_DATABASE and not _env.yes("SANHUA_EMBEDDED_IN_REAL", default=False):
    _env.complain(
        "正式运行请用 DATABASE_URL 指定数据库；确实要用内置的，设 SANHUA_EMBEDDED_IN_REAL=yes。"
    )


def _database(parts: dict[str, str] | None, *, embedded_user: str) -> dict[str, Any]:
    places = places_for(DATA_FOLDER)
    parts = parts or {
        "host": str(places.socket), "port": str(PORT), "user": embedded_user, "dbname": DATABASE
    }  # fmt: skip
    known = {"user", "password", "host", "port", "dbname"}
    return {
        "ENGINE": "config.postgresql",
        "NAME": parts["dbname"],
        "USER": parts["user"],
        "PASSWORD": parts.get("password", ""),
        "HOST": parts.get("host", ""),
        "PORT": parts.get("port", ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "connect_timeout": 5,
            # The server parses and plans what is asked again and again only once.
            "server_side_binding": True,
            "prepare_threshold": 5,
            "application_name": "sanhua",
            **{name: value for name, value in parts.items() if name not in known},
        },
    }


# The program's role owns nothing; the owner's role migrates and makes test databases.
PROGRAM_DATABASE: dict[str, Any] = _database(_program, embedded_user=PROGRAM)
DATABASES: dict[str, dict[str, Any]] = {"default": {**PROGRAM_DATABASE}}
OWNER_DATABASE: dict[str, Any] = _database(_owner, embedded_user=OWNER)
PROGRAM_ROLE = str(PROGRAM_DATABASE["USER"])
OWNER_ROLE = str(OWNER_DATABASE["USER"])
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Seconds for which a new connection is tried again while the database restarts.
DATABASE_PATIENCE = _env.number("SANHUA_DATABASE_PATIENCE", 10, least=0, most=120)

CACHES = {
    "default": {  # shared by all processes, as the limits of sign-in must be
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "config_cache",
        "KEY_FUNCTION": "config.caching.keyed",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

# --- Background work ----------------------------------------------------------------------

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = ""
PROCRASTINATE_IMPORT_PATHS = ["config.tasks"]
PROCRASTINATE_WORKER_DEFAULTS = {
    "concurrency": JOBS_AT_ONCE,
    "delete_jobs": "successful",  # what was done stands in the audit, not in a growing table
    "shutdown_graceful_timeout": 10,
}

# --- Language, time, numbers --------------------------------------------------------------

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [CLONE / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

# --- Static files -------------------------------------------------------------------------

STATIC_URL = "static/"
STATIC_ROOT = DATA_FOLDER / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG

# --- Safety -------------------------------------------------------------------------------

PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("name", "staff_number")},
    },
    {
        "NAME": "config.signin.passwords.LongEnough",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
_https = ORIGIN.startswith("https://")
SESSION_ENGINE = "config.sessions"
SESSION_COOKIE_SECURE = _https
CSRF_COOKIE_SECURE = _https
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 8 * 60 * 60
SECURE_SSL_REDIRECT = False  # the proxy before us speaks HTTPS and redirects
SECURE_HSTS_SECONDS = 31_536_000 if _https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = False
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _https and PROXIES else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "config.errors.csrf_failure"
# The identity platform people are sent to after a form; CSP must let the form go there.
IDENTITY_ORIGIN = _env.origin("SANHUA_IDENTITY_ORIGIN")

# Acts a minute from one address; a whole hall may stand behind one.
WRITES_A_MINUTE = _env.number("SANHUA_WRITES_A_MINUTE", 1200, least=10, most=1_000_000)

# --- Sign-in ------------------------------------------------------------------------------

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
ACCOUNT_ADAPTER = "config.signin.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "config.signin.forms.LoginForm",
    "signup": "config.signin.forms.SignupForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = "staff_number"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_METHODS = {"username", "phone"}
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = ACCOUNT_PHONE_VERIFICATION_TIMEOUT = 300
ACCOUNT_PHONE_VERIFICATION_ENABLED = True
# Not "phone*": a member of staff without one could not sign in. Our form asks applicants.
ACCOUNT_SIGNUP_FIELDS = ["phone", "password1"]
ACCOUNT_SESSION_REMEMBER = False  # a hall's browser is shared: closing it signs out
# A whole hall may stand behind one address, so limits by address are wide, by person narrow.
ACCOUNT_RATE_LIMITS = {
    "login": "300/m/ip",
    "login_failed": "60/m/ip,5/300s/key",
    "request_login_code": "60/m/ip,3/m/key",
    "signup": "60/m/ip",
    "verify_phone": "1/30s/key,60/m/ip",
}
MFA_ADAPTER = "config.signin.second_factor.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "三化窗口"
MFA_TOTP_TOLERANCE = 1

DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

SILENCED_SYSTEM_CHECKS = [
    "account.W001",  # a phone is asked of applicants by our form, not of staff
    "security.W008",  # SECURE_SSL_REDIRECT: see above
    "security.W005",  # HSTS for subdomains is the bureau's own decision
    "security.W021",  # and so is the preload list
]

# --- Logs ---------------------------------------------------------------------------------

LOG_LEVEL = _env.choice("SANHUA_LOG_LEVEL", ("DEBUG", "INFO", "WARNING", "ERROR"), "INFO")
LOGGING_CONFIG = "config.logs.configure"
LOGGING = {"level": LOG_LEVEL, "folder": LOG_FOLDER}

_env.stop_if_wrong()
