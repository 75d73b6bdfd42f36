"""What the clock does to many dossiers: one that cannot be done holds up none of the others."""

from collections.abc import Callable, Iterable
from typing import TypeVar

Each = TypeVar("Each")


def one_by_one(found: Iterable[Each], act: Callable[[Each], int]) -> int:
    """Do it to each, and give how many were done. `act` has a transaction of its own.

    Raises ExceptionGroup with all that failed, after the others had their turn.
    """
    done, failed = 0, []
    for each in found:
        try:
            done += act(each)
        except Exception as error:  # noqa: BLE001 - raised below, after the others had their turn
            failed.append(error)
    if failed:
        message = f"{len(failed)} of them could not be done"
        raise ExceptionGroup(message, failed)
    return done
