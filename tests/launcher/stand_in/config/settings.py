"""The least that the launcher can start: it reads what the launcher says, as the portal does."""

import os
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

SECRET_KEY = Path(os.environ["SECRET_KEY_FILE"]).read_text(encoding="utf-8")
_url = urlsplit(os.environ["DATABASE_URL"])
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": _url.path[1:],
        "USER": _url.username,
        "HOST": dict(parse_qsl(_url.query)).get("host", _url.hostname),
    },
}
INSTALLED_APPS = ["django.contrib.staticfiles", "motcua.config"]
ROOT_URLCONF = "motcua.config.urls"
ALLOWED_HOSTS = ["127.0.0.1"]
STATIC_URL = "/static/"
STATIC_ROOT = os.environ["STATIC_DIR"]
USE_TZ = True
