"""Random lives of payments, as many as you like; stops at the first that breaks a promise.

`python -m tests.stories.many_payment_histories 10000`, with DATABASE_URL and the keys of an installation: the histories
happen in a database of their own, which is thrown away.
"""

import random
import sys

import django
from django.db import connection


def main(count: int) -> None:
    from tests import world as cast
    from tests.stories.payment_histories import by_chance, run

    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        cast.load_base()
        dossier, told = cast.World().submitted("1.001612"), 0
        first, second = cast.officer("nga"), cast.officer("oanh")
        for seed in range(count):
            acts = by_chance(random.Random(seed))  # noqa: S311 - a history, not a secret
            try:
                told += len(run(acts, dossier=dossier, first=first, second=second).statement)
            except AssertionError as broken:
                message = f"history {seed}: {broken}\n{acts}"
                raise SystemExit(message) from broken
        sys.stdout.write(f"{count} histories, {told} payments, every one as it should be\n")
    finally:
        connection.creation.destroy_test_db(connection.settings_dict["NAME"], verbosity=0)


if __name__ == "__main__":
    django.setup()
    main(int(sys.argv[1]))
