"""Symbols with their stock of numbers, the receipts issued from them, and what a provider was asked for."""

import json
from typing import Any
from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from motcua.dossiers.models import FeeDuty
from motcua.foundation.accounts.sealed import seal, unseal
from motcua.foundation.files.models import StoredFile
from motcua.foundation.organisations.models import Agency, Post

#: A receipt's number has at most seven digits (NĐ 123/2020/NĐ-CP, on receipts).
LAST_POSSIBLE = 9_999_999


class Part(models.TextChoices):
    """Phí and lệ phí go to different budgets, so that each has its own receipt."""

    PHI = "phi"
    LE_PHI = "le_phi"


class ReceiptSymbol(models.Model):
    """Ký hiệu biên lai: one series of a collecting body, registered with the tax office for a year."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="receipt_symbols")
    #: Ký hiệu mẫu: 01BLP without face value, number of copies (0: electronic), serial: 01BLP0-001.
    form = models.CharField(max_length=10)
    #: Ký hiệu: two letters, two digits of the year, E for electronic: AA-26E.
    symbol = models.CharField(max_length=6)
    year = models.PositiveSmallIntegerField()
    tax_code = models.CharField(max_length=14)
    #: How many numbers were registered, and which was given last.
    stock = models.PositiveIntegerField()
    #: Of ours. A provider numbers by itself.
    last = models.PositiveIntegerField(default=0)
    registered_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    #: Who issues this series: ourselves, or a provider by its name in RECEIPT_PROVIDERS. Whoever begins it ends it.
    provider = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "form", "symbol"], name="one_receipt_symbol_of_a_kind"),
            models.CheckConstraint(name="receipt_form_shape", condition=Q(form__regex=r"^0[12]BLP[0-9]-[0-9]{3}$")),
            models.CheckConstraint(name="receipt_symbol_shape", condition=Q(symbol__regex=r"^[A-Z]{2}-[0-9]{2}E$")),
            models.CheckConstraint(name="receipt_stock_holds", condition=Q(last__lte=F("stock"))),
            models.CheckConstraint(name="receipt_number_length", condition=Q(stock__lte=LAST_POSSIBLE)),
        ]

    def __str__(self) -> str:
        return f"{self.form} {self.symbol}"


class FeeReceipt(models.Model):
    """Biên lai: as it was issued. It can be cancelled with a reason and replaced by another; nothing else changes."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    duty = models.ForeignKey(FeeDuty, on_delete=models.PROTECT, related_name="fee_receipts")
    part = models.CharField(max_length=8, choices=Part)
    symbol = models.ForeignKey(ReceiptSymbol, on_delete=models.PROTECT, related_name="receipts", db_index=False)
    number = models.PositiveIntegerField()
    #: {"name", "tax_code", "address"} of the body that collects, as they were.
    collector = models.JSONField()
    payer_name = models.CharField(max_length=300)
    payer_address = models.CharField(max_length=500, blank=True)
    #: Of an organisation.
    payer_tax_code = models.CharField(max_length=20, blank=True)
    payer_id_sealed = models.BinaryField(default=b"", editable=False)
    #: [{"name", "amount": đồng, "basis"}]
    lines = models.JSONField()
    amount = models.PositiveBigIntegerField()
    #: As the duty says: `SettledHow`.
    how = models.CharField(max_length=16)
    issued_at = models.DateTimeField()
    #: The name on the certificate; empty where no key is set up.
    signed_by = models.CharField(max_length=200, blank=True)
    #: The original, byte for byte as it was signed. It names the payer by her number, so it is not kept in the open.
    #: Of a provider's receipt the provider keeps it.
    xml_sealed = models.BinaryField(default=b"", editable=False)
    pdf = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="+")
    replaces = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by")
    cancelled_at = models.DateTimeField(null=True)
    cancelled_why = models.CharField(max_length=500, blank=True)
    cancelled_by = models.ForeignKey(Post, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    #: The same paper with a line across it.
    crossed_pdf = models.OneToOneField(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["symbol", "number"], name="receipt_number_once"),
            models.UniqueConstraint(
                fields=["duty", "part"], condition=Q(cancelled_at=None), name="one_valid_receipt_per_duty_and_part"
            ),
            models.CheckConstraint(name="receipt_numbers_begin_at_one", condition=Q(number__gt=0)),
            models.CheckConstraint(name="receipt_is_about_money", condition=Q(amount__gt=0)),
            models.CheckConstraint(
                name="cancelled_says_why_and_by_whom",
                condition=Q(cancelled_at=None, cancelled_why="", cancelled_by=None, crossed_pdf=None)
                | Q(cancelled_at__isnull=False, cancelled_by__isnull=False, crossed_pdf__isnull=False)
                & ~Q(cancelled_why=""),
            ),
        ]
        indexes = [
            models.Index(fields=["symbol", "issued_at"], name="receipts_by_day"),
            models.Index(fields=["symbol", "cancelled_at"], name="receipts_cancelled_by_day"),
        ]

    def __str__(self) -> str:
        return f"fee receipt {self.pk}"

    @property
    def payer_id(self) -> str:
        return unseal(self.payer_id_sealed)

    @payer_id.setter
    def payer_id(self, given: str) -> None:
        self.payer_id_sealed = seal(given)

    @property
    def xml(self) -> bytes:
        return unseal(self.xml_sealed).encode()

    @xml.setter
    def xml(self, written: bytes) -> None:
        self.xml_sealed = seal(written.decode())

    @property
    def is_valid(self) -> bool:
        return self.cancelled_at is None


class ReceiptRequest(models.Model):
    """Written down before a provider is asked: the same key, asked for again, is the same receipt with one number."""

    key = models.UUIDField(unique=True, editable=False)
    duty = models.ForeignKey(FeeDuty, on_delete=models.PROTECT, related_name="receipt_requests")
    part = models.CharField(max_length=8, choices=Part)
    symbol = models.ForeignKey(ReceiptSymbol, on_delete=models.PROTECT, related_name="requests")
    #: The moment that the receipt will bear.
    dated_at = models.DateTimeField()
    replaces = models.OneToOneField(FeeReceipt, null=True, on_delete=models.PROTECT, related_name="replaced_by_request")
    #: The fields of the receipt as JSON; empty once it is there.
    content_sealed = models.BinaryField(editable=False)
    #: `Obstacle`: what came of the last try; empty while nothing is wrong.
    obstacle = models.CharField(max_length=20, blank=True)
    receipt = models.OneToOneField(FeeReceipt, null=True, on_delete=models.PROTECT, related_name="request")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["duty", "part"], condition=Q(receipt=None), name="one_open_receipt_request_per_duty_and_part"
            ),
        ]

    def __str__(self) -> str:
        return f"receipt request {self.pk}"

    @property
    def content(self) -> dict[str, Any]:
        return dict(json.loads(unseal(self.content_sealed)))

    @content.setter
    def content(self, given: dict[str, Any]) -> None:
        self.content_sealed = seal(json.dumps(given, ensure_ascii=False))


class ReceiptCancellation(models.Model):
    """Written down before a provider is asked to cancel. The receipt is valid until the provider has done so."""

    receipt = models.OneToOneField(FeeReceipt, on_delete=models.PROTECT, related_name="cancellation")
    why = models.CharField(max_length=500)
    asked_by = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+", db_index=False)
    asked_at = models.DateTimeField()
    #: The payer of the receipt that is to stand in its place, as JSON; empty where none is.
    payer_sealed = models.BinaryField(default=b"", editable=False)
    obstacle = models.CharField(max_length=20, blank=True)

    def __str__(self) -> str:
        return f"cancellation of {self.receipt_id}"

    @property
    def payer(self) -> dict[str, str]:
        return dict(json.loads(unseal(self.payer_sealed) or "{}"))

    @payer.setter
    def payer(self, given: dict[str, str]) -> None:
        self.payer_sealed = seal(json.dumps(given, ensure_ascii=False)) if given else b""
