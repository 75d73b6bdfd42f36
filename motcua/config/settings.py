"""Everything that an operator sets. What an administrator changes while it runs is data, not a setting."""

import sys
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from motcua.config import env

ROOT = Path(__file__).resolve().parents[2]
UNDER_TEST = "pytest" in sys.modules

# --- Who we are -------------------------------------------------------------------------------------------------

#: Demonstration people with known passwords exist only where this is on, and every page says so.
DEMO = env.flag("DEMO", default=UNDER_TEST)
PROVINCE_NAME = env.text("PROVINCE_NAME", "Tỉnh Sông Lam")
#: Under which the public figures may be used, by its name in the SPDX list.
OPEN_DATA_LICENCE = env.text("OPEN_DATA_LICENCE", "CC-BY-4.0")
HOTLINE = env.text("HOTLINE", "1900 0000")
#: Where people reach us, without a slash at the end: printed on papers and in their QR codes.
PUBLIC_URL = env.text("PUBLIC_URL", "http://127.0.0.1:8000")

# --- Secrets ----------------------------------------------------------------------------------------------------

DEBUG = False
SECRET_KEY = env.secret("SECRET_KEY", "only for tests" if UNDER_TEST else None)
#: Encrypts identity numbers and telephones: 32 bytes, base64. Losing it loses them.
PERSONAL_DATA_KEY = env.secret("PERSONAL_DATA_KEY", "A" * 43 + "=" if UNDER_TEST else None)
#: Keys the hashes by which identity numbers and telephones are searched.
SEARCH_KEY = env.secret("SEARCH_KEY", "B" * 43 + "=" if UNDER_TEST else None)

# --- Database ---------------------------------------------------------------------------------------------------


def _database(url: str) -> dict[str, object]:
    parts = urlsplit(url)
    options: dict[str, object] = dict(parse_qsl(parts.query))
    host = options.pop("host", parts.hostname) or ""
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(options.pop("port", parts.port or "")),
        # One connection per thread, kept; checked once per request, so that a database restart costs nobody a page.
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        # Binding and planning on the server halve its CPU per query. PgBouncer below 1.21 needs PREPARE=0.
        "OPTIONS": {
            **options,
            "server_side_binding": True,
            "prepare_threshold": 1 if env.flag("PREPARE", default=True) else None,
        },
        "TEST": {"NAME": f"test_motcua{env.text('TEST_DB_SUFFIX', '')}"},
    }


DATABASES = {"default": _database(env.text("DATABASE_URL"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Web --------------------------------------------------------------------------------------------------------

ALLOWED_HOSTS = env.text("ALLOWED_HOSTS", "127.0.0.1,localhost").split(",")
#: Off only where the browser reaches us over plain HTTP: on one's own machine.
HTTPS = env.flag("HTTPS", default=False)
ROOT_URLCONF = "motcua.config.urls"
WSGI_APPLICATION = "motcua.config.wsgi.application"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
#: The launcher and whoever watches this machine ask it directly, without the web server that brings HTTPS.
SECURE_REDIRECT_EXEMPT = ["^health$"]
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
X_FRAME_OPTIONS = "DENY"
#: One file at once, in memory up to the first figure; the file field shows the largest size.
FILE_UPLOAD_MAX_MEMORY_SIZE = 1 * 2**20
MAX_PAPER_BYTES = env.number("MAX_PAPER_BYTES", 20_000_000)
#: So long after the last save a draft is kept.
DRAFT_DAYS = env.number("DRAFT_DAYS", 90)
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 2**20
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

MIDDLEWARE = [
    "motcua.sites.ui.middleware.SecurityHeaders",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "motcua.sites.ui.packing.PackedPages",
    "django.middleware.security.SecurityMiddleware",
    "motcua.sites.ui.middleware.RefuseOversize",
    "motcua.sites.ui.middleware.RefuseBrokenText",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "motcua.sites.ui.middleware.ChosenLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "motcua.sites.ui.middleware.SignInFirst",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "motcua.sites.ui.middleware.WhoActs",
    "motcua.sites.ui.second_factor.middleware.SecondFactorFirst",
    "motcua.sites.ui.middleware.RefusalsAsPages",
]
LOGIN_URL = "/sign-in"
LOGIN_REDIRECT_URL = "/"
CSRF_FAILURE_VIEW = "motcua.sites.ui.errors.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# --- Applications -----------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "procrastinate.contrib.django",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "motcua.foundation.places",
    "motcua.foundation.accounts",
    "motcua.foundation.organisations",
    "motcua.foundation.waiting_room",
    "motcua.foundation.calendar",
    "motcua.foundation.files",
    "motcua.foundation.audit",
    "motcua.foundation.security_log",
    "motcua.foundation.archive",
    "motcua.foundation.jobs",
    "motcua.foundation.signing",
    "motcua.foundation.messaging",
    "motcua.blueprints.catalogue",
    "motcua.dossiers",
    "motcua.effects.notifications",
    "motcua.effects.slips",
    "motcua.effects.national_portal",
    "motcua.effects.ratings",
    "motcua.effects.registries",
    "motcua.effects.measuring",
    "motcua.effects.codes",
    "motcua.effects.payments",
    "motcua.effects.fee_receipts",
    "motcua.effects.postal",
    "motcua.effects.petitions",
    "motcua.effects.systems",
    "motcua.effects.reporting",
    "motcua.effects.steering",
    "motcua.sites.ui",
    "motcua.config",
]
AUTH_USER_MODEL = "accounts.Account"
AUTHENTICATION_BACKENDS = ["motcua.foundation.accounts.passwords.PasswordSignIn"]
PASSWORD_HASHERS = (
    ["django.contrib.auth.hashers.MD5PasswordHasher"]
    if UNDER_TEST
    else ["django.contrib.auth.hashers.ScryptPasswordHasher"]
)
# Length alone, no composition rules (NIST SP 800-63-4).
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 15}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
#: Modules that register jobs. `effects.table` brings every effect with it.
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = ""
PROCRASTINATE_IMPORT_PATHS = [
    "motcua.effects.table",
    "motcua.foundation.files.scanning",
    "motcua.config.worker",
    "motcua.config.arrivals",
    "motcua.config.portal_line",
    "motcua.config.systems",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [ROOT / "motcua/sites" / site / "templates" for site in ("ui", "portal", "desk", "studio")],
        "OPTIONS": {
            "environment": "motcua.sites.ui.jinja.environment",
            "extensions": ["jinja2.ext.i18n"],
            "context_processors": ["motcua.sites.ui.jinja.page_context"],
        },
    },
]

# --- Files ------------------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
# Tests serve the sources themselves: there is nothing collected to look for.
STATIC_ROOT = None if UNDER_TEST else env.text("STATIC_DIR", str(ROOT / ".data/static"))
STATICFILES_DIRS = [ROOT / "motcua/sites/ui/static"]
STORAGES = {
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if UNDER_TEST
        else "whitenoise.storage.CompressedManifestStaticFilesStorage",
    },
}
WHITENOISE_USE_FINDERS = UNDER_TEST
# Tests make many a client, and each would read the whole folder.
WHITENOISE_AUTOREFRESH = UNDER_TEST
#: Papers and results. Back it up together with the database.
FILES_DIR = Path(env.text("FILES_DIR", str(ROOT / ".data/files")))
#: Where they lie instead, such as s3://bucket/folder; FILES_DIR then holds only what is still coming in.
FILES_URL = env.text("FILES_URL", "")
FILES_ENDPOINT = env.text("FILES_ENDPOINT", "")
FILES_REGION = env.text("FILES_REGION", "us-east-1")
FILES_ACCESS_KEY = env.secret("FILES_ACCESS_KEY", "")
FILES_SECRET_KEY = env.secret("FILES_SECRET_KEY", "")
#: ClamAV's daemon, as host:port or the path of its socket. Without it nothing is scanned.
CLAMD_ADDRESS = env.text("CLAMD_ADDRESS", "")
#: The office's own key and certificate, as one PKCS#12 file. Without it scanned papers stay unsigned.
SIGNING_KEY = env.text("SIGNING_KEY", "")
SIGNING_PASSWORD = env.secret("SIGNING_PASSWORD", "")
#: Where the PKCS#12 files of signatories and seals lie, all locked with SIGNING_PASSWORD.
SIGNING_KEYS_DIR = Path(env.text("SIGNING_KEYS_DIR", str(ROOT / ".data/keys")))
#: The certificates of those whom we believe (*.pem, *.crt), and their lists of what was revoked (*.crl).
SIGNING_TRUST = Path(env.text("SIGNING_TRUST", str(ROOT / ".data/trust")))
#: The time-stamping service (RFC 3161). Without it a signature says its own time.
TSA_URL = env.text("TSA_URL", "")
#: The library of the card, token or machine that holds keys (PKCS#11).
PKCS11_MODULE = env.text("PKCS11_MODULE", "")
PKCS11_PIN = env.secret("PKCS11_PIN", "")
#: The service that signs from afar (CSC API 1.0.4), up to and with its version: https://…/csc/v1/
CSC_URL = env.text("CSC_URL", "")
CSC_TOKEN = env.secret("CSC_TOKEN", "")
CSC_PIN = env.secret("CSC_PIN", "")
#: Hosts from which lists of revoked certificates (CRL, OCSP) may be fetched; others in a certificate are not asked.
SIGNING_FETCH_FROM = frozenset(filter(None, env.text("SIGNING_FETCH_FROM", "").split(",")))
#: With TSA_URL: sealed results carry every proof for the archive (PAdES-LTA).
SIGNING_LONG_TERM = env.flag("SIGNING_LONG_TERM")
CATALOGUE_DIR = Path(env.text("CATALOGUE_DIR", str(ROOT / "catalogue")))
#: How the statement files of gateways and banks are read. Empty: as those that we know.
STATEMENT_MAPS_DIR = env.text("STATEMENT_MAPS_DIR", "")

# --- Registers that others keep ---------------------------------------------------------------------------------

#: The national population database, by way of the province's integration platform. Without an address it is not asked.
POPULATION_URL = env.text("POPULATION_URL", "")
POPULATION_USER = env.text("POPULATION_USER", "")
POPULATION_SECRET = env.secret("POPULATION_SECRET", "")
POPULATION_MEMBER = env.text("POPULATION_MEMBER", "")
POPULATION_API_KEY = env.secret("POPULATION_API_KEY", "")
POPULATION_DATA_SET = env.text("POPULATION_DATA_SET", "037")
POPULATION_VERIFY_SET = env.text("POPULATION_VERIFY_SET", "003")
POPULATION_STYLE = env.text("POPULATION_STYLE", "axis")
POPULATION_UNIT = env.text("POPULATION_UNIT", "")
POPULATION_ACCOUNT = env.text("POPULATION_ACCOUNT", "")
POPULATION_PHONE = env.text("POPULATION_PHONE", "")
#: The gateway behind which the other registers are. Without an address none of them is asked.
LGSP_URL = env.text("LGSP_URL", "")
LGSP_PROFILE = env.text("LGSP_PROFILE", "ndxp")
LGSP_KEY = env.text("LGSP_KEY", "")
LGSP_SECRET = env.secret("LGSP_SECRET", "")
LGSP_TOKEN_URL = env.text("LGSP_TOKEN_URL", "")
LGSP_ACCESS_KEY = env.text("LGSP_ACCESS_KEY", "")
LGSP_ACCESS_SECRET = env.secret("LGSP_ACCESS_SECRET", "")
LGSP_APP_NAME = env.text("LGSP_APP_NAME", "")
LGSP_PARTNER = env.text("LGSP_PARTNER", "")
LGSP_PARTNER_BRANCH = env.text("LGSP_PARTNER_BRANCH", "")
#: Which registers were granted to us there.
LGSP_REGISTERS = frozenset(
    filter(None, env.text("LGSP_REGISTERS", "enterprise_db,social_insurance_db,civil_status_db").split(","))
)
#: Our unit's number in the civil-status system.
CIVIL_STATUS_UNIT = env.number("CIVIL_STATUS_UNIT", 0)

# --- The measuring service of the state: without its address it is told nothing --------------------------------------

EMC_URL = env.text("EMC_URL", "")
EMC_PROFILE = env.text("EMC_PROFILE", "")
EMC_SITE = env.number("EMC_SITE", 0)

# --- Signing in with the identities of others: a provider without address and secret is not offered --------------

#: Where its /.well-known/openid-configuration lies, or the whole address of that document.
VNEID_URL = env.text("VNEID_URL", "")
VNEID_ID = env.text("VNEID_ID", "")
VNEID_SECRET = env.secret("VNEID_SECRET", "")
#: A file with that document, for a provider that does not publish it.
VNEID_METADATA = env.text("VNEID_METADATA", "")
VNCONNECT_URL = env.text("VNCONNECT_URL", "")
VNCONNECT_ID = env.text("VNCONNECT_ID", "")
VNCONNECT_SECRET = env.secret("VNCONNECT_SECRET", "")
VNCONNECT_METADATA = env.text("VNCONNECT_METADATA", "")
#: From which level of assurance (1 to 3) a provider's word on the personal number counts.
IDENTITY_LEVEL = env.number("IDENTITY_LEVEL", 2)
SOCIALACCOUNT_ADAPTER = "motcua.sites.ui.sign_in_adapter.Arrivals"
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {"provider_class": "motcua.sites.ui.sign_in_provider.NationalProvider", "APPS": []}
}
SOCIALACCOUNT_REQUESTS_TIMEOUT = 5
#: allauth lends us protocols. Accounts, names and addresses of its own it has none.
ACCOUNT_USER_MODEL_USERNAME_FIELD = ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGIN_METHODS = frozenset({"email"})
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = SOCIALACCOUNT_EMAIL_VERIFICATION = "none"

# --- What the national portal brings to us: without its secret the door is shut ------------------------------------

#: Our path for its messages, without the slash at the beginning.
NATIONAL_INBOX_PATH = env.text("NATIONAL_INBOX_PATH", "nhanhsdvcqg")
NATIONAL_INBOX_SECRET = env.secret("NATIONAL_INBOX_SECRET", "")
NATIONAL_INBOX_ADDRESSES = env.text("NATIONAL_INBOX_ADDRESSES", "")
#: Hosts from which papers are fetched, over HTTPS; `.name` means all below it as well.
NATIONAL_FILES_FROM = frozenset(filter(None, env.text("NATIONAL_FILES_FROM", "").split(",")))
#: How much of the citizens' part is open: full, assisted or off.
CITIZEN_PART = env.text("CITIZEN_PART", "full")

#: Officers come in with a second factor. A demonstration shows how, and asks nobody.
SECOND_FACTOR = env.flag("SECOND_FACTOR", default=not DEMO)
MFA_ADAPTER = "motcua.foundation.accounts.second_factor.adapter.Sealed"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
#: One period before and after: clocks of telephones.
MFA_TOTP_TOLERANCE = 1

# --- The province's security centre: without an address, events stay in our own log ---------------------------------

#: Where it takes syslog, as host:port.
SOC_ADDRESS = env.text("SOC_ADDRESS", "")
#: "cef" or "ecs".
SOC_FORMAT = env.text("SOC_FORMAT", "cef")
#: The certificate of its authority (PEM): with it over TLS, without it in the clear.
SOC_TRUST = env.text("SOC_TRUST", "")
#: Our own key and certificate in one PEM file, where it wants to know who speaks.
SOC_CERTIFICATE = env.text("SOC_CERTIFICATE", "")
#: How this installation is called there.
SOC_NAME = env.text("SOC_NAME", "motcua")

# --- Messages: what has no address or key here is not offered ----------------------------------------------------

SMTP_HOST = env.text("SMTP_HOST", "")
SMTP_PORT = env.number("SMTP_PORT", 25)
#: "starttls", "tls" or empty.
SMTP_SECURITY = env.text("SMTP_SECURITY", "")
SMTP_USER = env.text("SMTP_USER", "")
SMTP_PASSWORD = env.secret("SMTP_PASSWORD", "")
SMTP_FROM = env.text("SMTP_FROM", "khong-tra-loi@localhost")
#: Where the stand-ins of a demonstration show what they received.
STAND_IN_MAILBOX = env.text("STAND_IN_MAILBOX", "")
#: In the order in which they are asked.
SMS_GATEWAYS = [name for name in env.text("SMS_GATEWAYS", "vinaphone,esms").split(",") if name]
VINAPHONE_URL = env.text("VINAPHONE_URL", "")
VINAPHONE_USER = env.text("VINAPHONE_USER", "")
VINAPHONE_PASSWORD = env.secret("VINAPHONE_PASSWORD", "")
VINAPHONE_ACCOUNT = env.text("VINAPHONE_ACCOUNT", "")
VINAPHONE_LABEL = env.text("VINAPHONE_LABEL", "")
VINAPHONE_CONTRACT_KIND = env.text("VINAPHONE_CONTRACT_KIND", "1")
VINAPHONE_CONTRACT = env.text("VINAPHONE_CONTRACT", "")
VINAPHONE_TEMPLATE = env.text("VINAPHONE_TEMPLATE", "")
VINAPHONE_AGENT = env.text("VINAPHONE_AGENT", "")
#: https://rest.esms.vn
ESMS_URL = env.text("ESMS_URL", "")
ESMS_KEY = env.text("ESMS_KEY", "")
ESMS_SECRET = env.secret("ESMS_SECRET", "")
ESMS_BRAND = env.text("ESMS_BRAND", "")
#: https://business.openapi.zalo.me/message/template
ZALO_URL = env.text("ZALO_URL", "")
ZALO_TOKEN_URL = env.text("ZALO_TOKEN_URL", "https://oauth.zaloapp.com/v4/oa/access_token")
ZALO_APP = env.text("ZALO_APP", "")
ZALO_SECRET = env.secret("ZALO_SECRET", "")
#: From Zalo's console, used once: afterwards the database has a newer one.
ZALO_RENEWAL_KEY = env.secret("ZALO_RENEWAL_KEY", "")
#: The private key of this installation for web push: 32 bytes, base64url.
VAPID_KEY = env.secret("VAPID_KEY", "")
VAPID_CONTACT = env.text("VAPID_CONTACT", f"mailto:{SMTP_FROM}")
PUSH_SERVICES = env.text(
    "PUSH_SERVICES",
    "fcm.googleapis.com,.push.services.mozilla.com,.notify.windows.com,.push.apple.com"
    + (",127.0.0.1,localhost" if DEMO else ""),
).split(",")

# --- Gateways of payment: without its address or secret, a way of paying is not offered ---------------------------

VNPAY_URL = env.text("VNPAY_URL", "")
VNPAY_API_URL = env.text("VNPAY_API_URL", "")
VNPAY_TMN_CODE = env.text("VNPAY_TMN_CODE", "")
VNPAY_HASH_SECRET = env.secret("VNPAY_HASH_SECRET", "")
VNPAY_ADDRESSES = env.text("VNPAY_ADDRESSES", "")
#: The national payment platform, message set 1.0.6.
PLATFORM_URL = env.text("PLATFORM_URL", "")
PLATFORM_PARTNER = env.text("PLATFORM_PARTNER", "")
PLATFORM_SECRET = env.secret("PLATFORM_SECRET", "")
PLATFORM_TOKEN = env.secret("PLATFORM_TOKEN", "")
PLATFORM_PAGES = env.text("PLATFORM_PAGES", "")
PLATFORM_REPLY_CHECKSUM = env.text("PLATFORM_REPLY_CHECKSUM", "echo")
PLATFORM_ADDRESSES = env.text("PLATFORM_ADDRESSES", "")
#: The same engine with names that nobody has verified.
VNPTPAY_URL = env.text("VNPTPAY_URL", "")
VNPTPAY_PARTNER = env.text("VNPTPAY_PARTNER", "")
VNPTPAY_SECRET = env.secret("VNPTPAY_SECRET", "")
VNPTPAY_TOKEN = env.secret("VNPTPAY_TOKEN", "")
VNPTPAY_PAGES = env.text("VNPTPAY_PAGES", "")
VNPTPAY_REPLY_CHECKSUM = env.text("VNPTPAY_REPLY_CHECKSUM", "echo")
VNPTPAY_ADDRESSES = env.text("VNPTPAY_ADDRESSES", "")
BANK_NOTICE_SECRET = env.secret("BANK_NOTICE_SECRET", "")
BANK_NOTICE_ADDRESSES = env.text("BANK_NOTICE_ADDRESSES", "")
#: The bank's application of a demonstration, which pays a VietQR without a telephone.
BANK_APP_URL = env.text("BANK_APP_URL", "")

# --- Other systems ----------------------------------------------------------------------------------------------

#: Hosts, or hosts with ports, to which webhooks may go although they are in a private network or without HTTPS.
WEBHOOK_PRIVATE_HOSTS = frozenset(filter(None, env.text("WEBHOOK_PRIVATE_HOSTS", "").split(",")))

# --- The post: without its address parcels are handed over at its counter -------------------------------------------

POSTAL_URL = env.text("POSTAL_URL", "")
POSTAL_CUSTOMER = env.text("POSTAL_CUSTOMER", "")
POSTAL_TOKEN = env.secret("POSTAL_TOKEN", "")
POSTAL_DISTRICTS = env.text("POSTAL_DISTRICTS", "")

# --- The national portal: without its address the ledger fills, and nothing leaves ---------------------------------

NATIONAL_PORTAL_URL = env.text("NATIONAL_PORTAL_URL", "")
NATIONAL_PORTAL_LOGIN_PATH = env.text("NATIONAL_PORTAL_LOGIN_PATH", "mapi/login")
NATIONAL_PORTAL_CALL_PATH = env.text("NATIONAL_PORTAL_CALL_PATH", "mapi/g")
NATIONAL_PORTAL_USER = env.text("NATIONAL_PORTAL_USER", "")
NATIONAL_PORTAL_PASSWORD = env.secret("NATIONAL_PORTAL_PASSWORD", "")
NATIONAL_PORTAL_UNIT = env.text("NATIONAL_PORTAL_UNIT", "000.00.00.H99")
NATIONAL_PORTAL_DESTINATION = env.text("NATIONAL_PORTAL_DESTINATION", "")
#: "v1", or "v2" with the fields that the index of QĐ 766/QĐ-TTg counts.
NATIONAL_PORTAL_VERSION = env.text("NATIONAL_PORTAL_VERSION", "v2")
#: With this the portal fetches the files that messages name; without it nobody does.
NATIONAL_PORTAL_FILES_TOKEN = env.secret("NATIONAL_PORTAL_FILES_TOKEN", "")
#: A page of the other side that opens in a browser: the stand-in of a demonstration has one.
NATIONAL_PORTAL_PAGE = env.text("NATIONAL_PORTAL_PAGE", "")

# --- Providers of receipts: without them every series is our own ----------------------------------------------------

RECEIPT_PROVIDERS = env.text("RECEIPT_PROVIDERS", "")

# --- Language and time ------------------------------------------------------------------------------------------

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [ROOT / "motcua/sites/ui/locale"]
LANGUAGE_COOKIE_NAME = "language"
USE_I18N = USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"

# --- Logs: no personal data, so no query parameters and no request bodies ---------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.text("LOG_LEVEL", "INFO")},
    "loggers": {
        "django.db.backends": {"level": "WARNING"},
        "procrastinate": {"level": "WARNING"},
        "pikepdf": {"level": "ERROR"},
        # It writes whole addresses, and what a partner wants in them is not ours to show.
        "httpx": {"level": "WARNING"},
    },
}
