"""Vietnamese text: one spelling in storage, a folded form for search, a key for name lists."""

from motcua.foundation.text.folding import fold, nfc
from motcua.foundation.text.names import sort_key

__all__ = ["fold", "nfc", "sort_key"]
