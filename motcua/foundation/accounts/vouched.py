"""What a provider of identities says about whoever came from it."""

from dataclasses import dataclass
from datetime import date

from motcua.foundation.accounts.identity_card import personal_number
from motcua.foundation.accounts.sealed import search_hash


@dataclass(frozen=True, slots=True)
class Vouched:
    """`level` is how sure the provider is: 1 to 3, and 0 where it does not say."""

    provider: str
    subject: str
    level: int
    full_name: str
    birth_date: date | None = None
    personal_id: str = ""

    @property
    def number_hash(self) -> str:
        """What the person is found by; empty when the provider named no number that there can be."""
        return search_hash(self.personal_id) if personal_number.is_number(self.personal_id) else ""
