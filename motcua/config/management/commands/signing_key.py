"""Which key signs for whom: `note` one that an authority has given, `list` them, `withdraw` one."""

from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from motcua.foundation import legal_time
from motcua.foundation.accounts.models import Account, SignInIdentity
from motcua.foundation.organisations.models import Agency
from motcua.foundation.refusals import Refusal
from motcua.foundation.signing.chains import chain_of, name_on
from motcua.foundation.signing.models import KeyKind, SigningKey
from motcua.foundation.signing.noting import note, withdraw


class Command(BaseCommand):
    help = "Note, list or withdraw the keys of signatories and the seals of agencies"

    def add_arguments(self, parser: CommandParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True)
        acts.add_parser("list")
        gone: ArgumentParser = acts.add_parser("withdraw")
        gone.add_argument("number", type=int)
        new: ArgumentParser = acts.add_parser("note")
        whose = new.add_mutually_exclusive_group(required=True)
        whose.add_argument("--officer", help="the name she signs in with")
        whose.add_argument("--agency", help="the code of the agency")
        new.add_argument("--kind", choices=KeyKind.values, required=True)
        new.add_argument("--reference", required=True, help="name of the file, TOKEN/LABEL, or credential")
        new.add_argument("--certificate", type=Path, required=True, help="PEM, with its issuers behind it")
        new.add_argument("--picture", type=Path, help="PNG of the hand signature in blue, or of the seal in red")

    def handle(self, *_: Any, act: str, **given: Any) -> None:
        acts: dict[str, Callable[..., None]] = {"list": self._list, "note": self._note, "withdraw": self._withdraw}
        acts[act](**given)

    def _list(self, **_: Any) -> None:
        for key in SigningKey.objects.select_related("agency").order_by("pk"):
            own = chain_of(key.certificate).own
            state = (
                f"withdrawn {key.withdrawn_at:%Y-%m-%d}" if key.withdrawn_at else f"to {own.not_valid_after:%Y-%m-%d}"
            )
            self.stdout.write(f"{key.pk}  {key.kind}  {key.reference}  {name_on(own)}  {state}")

    def _note(self, *, kind: str, reference: str, certificate: Path, picture: Path | None, **given: Any) -> None:
        try:
            key = note(
                _holder(given["officer"], given["agency"]),
                kind=KeyKind(kind),
                reference=reference,
                certificate=certificate.read_text(encoding="ascii"),
                picture=picture.read_bytes() if picture else b"",
                at=legal_time.now(),
            )
        except OSError as problem:
            raise CommandError(str(problem)) from problem
        except Refusal as refusal:
            raise CommandError(f"{type(refusal).__name__}: {refusal} {refusal.facts or ''}") from refusal
        self.stdout.write(f"{key}: noted")

    def _withdraw(self, *, number: int, **_: Any) -> None:
        key = SigningKey.objects.filter(pk=number, withdrawn_at=None).first()
        if key is None:
            raise CommandError("No such key, or it was withdrawn before: see signing_key list.")
        withdraw(key, at=legal_time.now())
        self.stdout.write(f"{key}: withdrawn")


def _holder(officer: str | None, agency: str | None) -> Account | Agency:
    found: Account | Agency | None = Agency.objects.filter(code=agency).first() if agency else _account(officer)
    if found is None:
        raise CommandError("No such officer or agency.")
    return found


def _account(officer: str | None) -> Account | None:
    identity = SignInIdentity.objects.filter(subject=officer, account__kind="officer").first()
    return identity.account if identity else None
