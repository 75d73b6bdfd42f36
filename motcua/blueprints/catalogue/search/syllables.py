"""Vietnamese syllables without their marks: which letters make one, and which of them sound alike."""

import re
from functools import lru_cache

_ONSETS = "b|c|ch|d|g|gh|gi|h|k|kh|l|m|n|ng|ngh|nh|p|ph|qu|r|s|t|th|tr|v|x"
_RIMES = (
    "a|ac|ach|ai|am|an|ang|anh|ao|ap|at|au|ay|e|ec|ech|em|en|eng|enh|eo|ep|et|eu|i|ia|ich|iec|iem|ien|"
    "ieng|iep|iet|ieu|im|in|inh|ip|it|iu|o|oa|oac|oach|oai|oam|oan|oang|oanh|oao|oap|oat|oay|oc|oe|oen|"
    "oeo|oet|oi|om|on|ong|ooc|oong|op|ot|u|ua|uan|uang|uat|uay|uc|ue|uech|uenh|ui|um|un|ung|uo|uoc|uoi|"
    "uom|uon|uong|uop|uot|uou|up|ut|uu|uy|uya|uych|uyen|uyet|uynh|uyt|uyu|y|yem|yen|yeng|yet|yeu"
)
_SYLLABLE = re.compile(f"(?:{_ONSETS})?(?:{_RIMES})")
#: Letters that are confused because they sound alike somewhere in the country: s/x, ch/tr, d/gi/r, l/n, c/k/q.
_ONSET_SOUNDS = (
    (re.compile("^(?:ngh|ng)"), "G"),
    (re.compile("^(?:ch|tr)"), "C"),
    (re.compile("^(?:gi(?=[aeou])|g(?=i)|d|r)"), "Z"),
    (re.compile("^gh"), "g"),
    (re.compile("^(?:ph|f)"), "F"),
    (re.compile("^(?:s|x)"), "S"),
    (re.compile("^(?:l|n(?!h))"), "L"),
    (re.compile("^(?:c|k(?!h)|q)"), "K"),
)
_END_SOUNDS = ((re.compile("(?:nh|ng)$"), "n"), (re.compile("(?:ch|c)$"), "t"))


def is_syllable(plain: str) -> bool:
    return _SYLLABLE.fullmatch(plain) is not None


@lru_cache(maxsize=16384)
def sound(plain: str) -> str:
    """Equal for syllables that are taken for each other: "trung" and "chung", "ki" and "ky", "chin" and "chinh"."""
    for pattern, letter in _ONSET_SOUNDS:
        plain, found = pattern.subn(letter, plain)
        if found:
            break
    for pattern, letter in _END_SOUNDS:
        plain = pattern.sub(letter, plain)
    return plain.replace("y", "i")
