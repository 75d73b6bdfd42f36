"""What is made by chance: the code of an appointment, and the key of a room."""

import secrets

#: Letters and figures that are not taken for one another when they are read out or typed at the door.
CODE_LETTERS, CODE_LENGTH = "23456789ABCDEFGHJKMNPQRSTUVWXYZ", 6


def new_code() -> str:
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))


def new_key() -> str:
    return secrets.token_urlsafe(18)
