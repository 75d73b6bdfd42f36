"""How the pages of the stand-ins look, so that nobody takes one of them for a bank's."""

from collections.abc import Mapping
from html import escape

_STYLE = """
body{margin:0;font:18px/1.6 system-ui,sans-serif;background:#f4f1ea;color:#17140f}
main{max-width:30rem;margin:0 auto;padding:1.5rem 1rem}
h1{font-size:1.5rem;line-height:1.35;margin:.5rem 0 1rem}
.stand-in{background:#17140f;color:#fff;padding:.6rem 1rem;text-align:center}
dl{background:#fff;border-radius:.75rem;padding:.5rem 1rem;margin:0 0 1.25rem}
dl div{display:flex;justify-content:space-between;gap:1rem;padding:.5rem 0;border-bottom:1px solid #ddd6c8}
dl div:last-child{border:0}
dt{color:#4a4641}dd{margin:0;font-weight:600;text-align:right;overflow-wrap:anywhere}
button,.button{display:block;width:100%;box-sizing:border-box;min-height:3.25rem;margin:0 0 .75rem;padding:.7rem 1rem;
 border:2px solid #0a4586;border-radius:.75rem;background:#0a4586;color:#fff;font:inherit;font-weight:600;
 text-align:center;text-decoration:none;cursor:pointer}
button.quiet{background:#fff;color:#0a4586}
label{display:block;font-weight:600}textarea,input{display:block;width:100%;box-sizing:border-box;min-height:3rem;
 margin:.4rem 0 1rem;padding:.6rem;border:2px solid #6b6458;border-radius:.5rem;font:inherit;background:#fff}
.bad{background:#fff;border-left:6px solid #9e1016;padding:.75rem 1rem}
a{color:#0a4586}:focus-visible{outline:3px solid #17140f;outline-offset:3px}
"""


def document(title: str, *parts: str) -> str:
    return (
        f'<!doctype html><html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,'
        f' initial-scale=1"><title>{escape(title)}</title><style>{_STYLE}</style></head><body>'
        f'<aside class="stand-in" aria-label="Bản thử">Bản thử: không phải ngân hàng, không có tiền thật</aside>'
        f"<main><h1>{escape(title)}</h1>{''.join(parts)}</main></body></html>"
    )


def facts(values: Mapping[str, str]) -> str:
    rows = (f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>" for name, value in values.items() if value)
    return f"<dl>{''.join(rows)}</dl>"


def form(action: str, word: str, *, hidden: Mapping[str, str], quiet: bool = False) -> str:
    inputs = (f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">' for name, value in hidden.items())
    kind = ' class="quiet"' if quiet else ""
    button = f"<button{kind}>{escape(word)}</button>"
    return f'<form method="post" action="{escape(action)}">{"".join(inputs)}{button}</form>'


def bad(sentence: str) -> str:
    return f'<p class="bad">{escape(sentence)}</p>'


def dong(amount: int) -> str:
    return f"{amount:,} đồng".replace(",", ".")
