"""Settings, read from the environment; anything unsafe for a real installation is refused at start."""

from __future__ import annotations

import os
import sys
from datetime import timedelta
from pathlib import Path

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

from goldenthread.config.mail import mail_from

BASE_DIR = Path(__file__).resolve().parent.parent.parent
VAR_DIR = Path(os.environ.get("GOLDENTHREAD_VAR", BASE_DIR / "var"))
OUT_DIR = Path(os.environ.get("GOLDENTHREAD_OUT", BASE_DIR / "out"))
DEMO_DIR = Path(os.environ.get("GOLDENTHREAD_DEMO", BASE_DIR / "demo"))

# A demonstration or a test on one's own machine. A real installation leaves it out.
IS_TRIAL = os.environ.get("GOLDENTHREAD_TRIAL", "") == "1" or "pytest" in sys.modules
DEBUG = os.environ.get("GOLDENTHREAD_DEBUG", "") == "1"

SECRET_KEY = os.environ.get("SECRET_KEY", "")
if not SECRET_KEY:
    if not (IS_TRIAL or DEBUG):
        raise ImproperlyConfigured(
            "Set SECRET_KEY to a long random text (or GOLDENTHREAD_TRIAL=1 to try the product out)."
        )
    SECRET_KEY = "trial-only-never-for-a-council's-own-records"

ALLOWED_HOSTS = os.environ.get("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [origin for origin in os.environ.get("CSRF_TRUSTED_ORIGINS", "").split(",") if origin]

# A service's grid posts a field for each action and quarter: 600 actions over twelve quarters, and room.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "goldenthread.people",
    "goldenthread.ledger",
    "goldenthread.plans",
    "goldenthread.measures",
    "goldenthread.resources",
    "goldenthread.governance",
    "goldenthread.planning",
    "goldenthread.rounds",
    "goldenthread.reports",
    "goldenthread.exchange",
    "goldenthread.web",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "goldenthread.web.middleware.officer",
    "goldenthread.web.middleware.refusals",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "goldenthread.config.urls"
WSGI_APPLICATION = "goldenthread.config.wsgi.application"

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

DATABASES = {
    "default": dj_database_url.config(
        default=f"sqlite:///{VAR_DIR / 'goldenthread.sqlite3'}", conn_max_age=60, conn_health_checks=True
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    VAR_DIR.mkdir(parents=True, exist_ok=True)
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",  # writers queue for the lock instead of failing half way
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }

AUTH_USER_MODEL = "people.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",  # refuses whoever tried too often before it looks at a password
    "django.contrib.auth.backends.ModelBackend",
]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]  # a stranger elsewhere can't lock an officer out
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # fifteen minutes are fifteen minutes
AXES_DISABLE_ACCESS_LOG = True  # who signed in from where is nobody's business for ever
AXES_VERBOSE = False
AXES_CLIENT_IP_CALLABLE = "goldenthread.web.attempts.address_of"
AXES_LOCKOUT_CALLABLE = "goldenthread.web.attempts.too_many"
GOLDENTHREAD_PROXIES = int(os.environ.get("GOLDENTHREAD_PROXIES", "0"))
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "councils"
LOGOUT_REDIRECT_URL = "councils"

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
WHITENOISE_USE_FINDERS = True  # one process serves everything; no collectstatic step to forget
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# How mail is sent, from whom, and the address that its links begin with: see config/mail.py.
_said = (os.environ.get(f"GOLDENTHREAD_{name}", "") for name in ("MAIL", "MAIL_FROM", "SITE"))
GOLDENTHREAD_SITE, GOLDENTHREAD_SENDS = "", False
globals().update(mail_from(*_said, is_trial=IS_TRIAL or DEBUG))

if not (IS_TRIAL or DEBUG):
    SECURE_SSL_REDIRECT = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
SESSION_COOKIE_HTTPONLY = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
