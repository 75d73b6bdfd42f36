"""What a telephone must fetch: how much it weighs, and that it is what we think it is."""

import hashlib
from pathlib import Path

import brotli
import pytest

from motcua.sites.ui import headers

STATIC = Path(__file__).parents[2] / "motcua/sites/ui/static"
FONTS = [f"fonts/noto-sans-{part}-{weight}-normal.woff2" for part in ("latin", "vietnamese") for weight in (400, 600)]
EVERYWHERE = ["css/base.css", "js/base.mjs", "img/icons.svg", "img/mark.svg", *FONTS]
DESK = ["css/desk.css", "js/desk.mjs", "vendor/htmx-2.0.11.min.js"]
KB = 1000
#: The largest page that a citizen meets first, itself about 36 kB of HTML.
PAGE = 8 * KB


def weight(*names: str) -> int:
    """As sent: fonts as they are, the rest in brotli."""
    return sum(_sent(STATIC / name) for name in names)


def _sent(path: Path) -> int:
    content = path.read_bytes()
    return len(content) if path.suffix == ".woff2" else len(brotli.compress(content))


@pytest.mark.parametrize(
    ("files", "most"),
    [
        (["css/base.css", "css/portal.css"], 8 * KB),
        (["js/base.mjs"], 4 * KB),
        (["js/form.mjs", "js/conditions.mjs"], 6 * KB),
        (FONTS, 40 * KB),
        ([*EVERYWHERE, "css/portal.css", "img/drum.svg"], 75 * KB - PAGE),
        (["css/base.css", "css/desk.css"], 12 * KB),
        (["js/base.mjs", "js/desk.mjs", "vendor/htmx-2.0.11.min.js"], 25 * KB),
        ([*EVERYWHERE, *DESK, "fonts/noto-sans-latin-ext-400-normal.woff2"], 140 * KB - PAGE),
    ],
    ids=["css", "js", "form js", "fonts", "first visit", "desk css", "desk js", "desk"],
)
def test_pages_stay_light(files: list[str], most: int) -> None:
    assert weight(*files) <= most


def test_what_others_made_is_what_we_took() -> None:
    lines = (STATIC / "vendor/CHECKSUMS").read_text(encoding="utf-8").split("\n")
    listed = {name: digest for digest, name in (line.split("  ") for line in lines if line)}
    taken = [*STATIC.glob("vendor/*.*js"), *STATIC.glob("vendor/*.wasm"), *STATIC.glob("fonts/*.woff2")]

    assert {str(path.relative_to(STATIC)): hashlib.sha256(path.read_bytes()).hexdigest() for path in taken} == listed


def test_what_others_made_comes_with_its_licence() -> None:
    assert "SIL Open Font License" in (STATIC / "fonts/OFL.txt").read_text(encoding="utf-8")
    assert "Zero-Clause BSD" in (STATIC / "vendor/htmx-LICENSE.txt").read_text(encoding="utf-8")
    assert "MIT License" in (STATIC / "vendor/tus-js-client-LICENSE.txt").read_text(encoding="utf-8")
    assert "MIT License" in (STATIC / "vendor/zxing-wasm-LICENSE.txt").read_text(encoding="utf-8")


def test_our_files_ask_no_other_host_and_run_no_text_as_program() -> None:
    for path in [*STATIC.glob("css/*"), *STATIC.glob("js/*"), *STATIC.glob("img/*")]:
        text = path.read_text(encoding="utf-8").replace("http://www.w3.org/", "")

        assert "http" not in text.replace('"https:"', ""), path
        assert "eval(" not in text, path
        assert "innerHTML" not in text, path


def test_the_policy_has_no_exceptions() -> None:
    assert "unsafe" not in headers.CONTENT_SECURITY_POLICY
    assert headers.CONTENT_SECURITY_POLICY.startswith("default-src 'none'")
