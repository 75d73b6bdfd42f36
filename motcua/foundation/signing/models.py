"""Keys that sign results: of a person who decides, and of an agency that seals."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q

from motcua.foundation.files.models import StoredFile
from motcua.foundation.organisations.models import Agency


class KeyKind(models.TextChoices):
    """Where the private half lies; it never lies in the database."""

    #: A PKCS#12 file in the folder of keys: for demonstrations and small offices.
    FILE = "file"
    #: A card, a token or a machine that is spoken to by PKCS#11.
    PKCS11 = "pkcs11"
    #: A service that signs from afar, by the protocol of the Cloud Signature Consortium.
    CSC = "csc"


class SigningKeyQuerySet(models.QuerySet["SigningKey"]):
    def held_at(self, at: datetime) -> "SigningKeyQuerySet":
        return self.filter(Q(withdrawn_at=None) | Q(withdrawn_at__gt=at), noted_at__lte=at)


class SigningKey(models.Model):
    """Khóa ký: how to reach one private key, whose it is, and the certificate that says so."""

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="signing_keys"
    )
    agency = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="signing_keys")
    kind = models.CharField(max_length=8, choices=KeyKind)
    #: The name of the file; the label in the token; the credential of the service.
    reference = models.CharField(max_length=200)
    #: PEM, followed by those of its issuers when there are any.
    certificate = models.TextField()
    #: The hand signature in blue or the seal in red, as Decree 30/2020 wants them seen.
    picture = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = SigningKeyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="signing_key_of_one",
                condition=Q(account=None, agency__isnull=False) | Q(account__isnull=False, agency=None),
            ),
            models.UniqueConstraint(
                fields=["kind", "reference"], condition=Q(withdrawn_at=None), name="signing_key_noted_once"
            ),
        ]

    def __str__(self) -> str:
        return f"signing key {self.pk}"
