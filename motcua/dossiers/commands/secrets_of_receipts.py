"""The word that is printed on a receipt, by which a person without an account follows her dossier."""

import secrets

#: 40 bits in letters that cannot be confused on paper; look-ups are rate-limited.
SECRET_LETTERS, SECRET_LENGTH = "23456789ABCDEFGHJKMNPQRSTUVWXYZ", 8


def new_secret() -> str:
    return "".join(secrets.choice(SECRET_LETTERS) for _ in range(SECRET_LENGTH))
