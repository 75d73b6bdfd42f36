"""Person, organisation, account and sign-in identity: four things that are often confused, kept apart."""

import unicodedata
from datetime import date
from typing import Any, ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.db.models.expressions import Combinable

from motcua.foundation.accounts.sealed import seal, search_hash, unseal
from motcua.foundation.text.folding import fold
from motcua.foundation.text.names import sort_key


class Gender(models.TextChoices):
    MALE = "male"
    FEMALE = "female"
    UNKNOWN = ""


class Person(models.Model):
    """Cá nhân: a human being, whether or not there is an account."""

    full_name = models.CharField(max_length=200)
    #: Without case and tone marks, for search; and in Vietnamese order, for lists.
    name_folded = models.CharField(max_length=200, db_index=True, editable=False)
    name_sort_key = models.CharField(max_length=600, editable=False)
    birth_date = models.DateField(null=True, blank=True)
    gender = models.CharField(max_length=8, choices=Gender, blank=True, default=Gender.UNKNOWN)
    ethnic_group = models.CharField(max_length=40, blank=True)
    nationality = models.CharField(max_length=2, default="VN")
    personal_id_sealed = models.BinaryField(default=b"", editable=False)
    personal_id_hash = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    phone_sealed = models.BinaryField(default=b"", editable=False)
    phone_hash = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    email = models.CharField(max_length=254, blank=True)
    #: {"province": code, "commune": code, "detail": text}
    residence = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["personal_id_hash"], condition=~models.Q(personal_id_hash=""), name="one_person_per_personal_id"
            )
        ]

    def __str__(self) -> str:
        return f"person {self.pk}"

    @classmethod
    def named(cls, full_name: str, *, personal_id: str = "", phone: str = "", **facts: Any) -> Self:
        """A new, unsaved person with the derived and sealed columns filled."""
        name = unicodedata.normalize("NFC", full_name.strip())
        return cls(
            full_name=name,
            name_folded=fold(name),
            name_sort_key=sort_key(name),
            personal_id_sealed=seal(personal_id),
            personal_id_hash=search_hash(personal_id),
            phone_sealed=seal(phone),
            phone_hash=search_hash(phone),
            **facts,
        )

    @property
    def personal_id(self) -> str:
        return unseal(self.personal_id_sealed)

    @property
    def phone(self) -> str:
        return unseal(self.phone_sealed)


class Organisation(models.Model):
    """Tổ chức, doanh nghiệp: a company or body that asks an authority for something."""

    name = models.CharField(max_length=300)
    name_folded = models.CharField(max_length=300, db_index=True, editable=False)
    #: Enterprise code or tax code: public, so not sealed.
    registration_code = models.CharField(max_length=20, unique=True, null=True, blank=True)
    address = models.JSONField(default=dict, blank=True)

    def __str__(self) -> str:
        return f"organisation {self.pk}"

    @classmethod
    def named(cls, name: str, **facts: Any) -> Self:
        name = unicodedata.normalize("NFC", name.strip())
        return cls(name=name, name_folded=fold(name), **facts)


class MembershipQuerySet(models.QuerySet["Membership"]):
    def held_on(self, day: date | Combinable) -> "MembershipQuerySet":
        return self.filter(models.Q(valid_to=None) | models.Q(valid_to__gte=day), valid_from__lte=day)


class Membership(models.Model):
    """Người của tổ chức: a person who may file for an organisation, between dates."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships")
    is_legal_representative = models.BooleanField(default=False)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    def __str__(self) -> str:
        return f"person {self.person_id} of organisation {self.organisation_id}"


class AccountKind(models.TextChoices):
    CITIZEN = "citizen"
    OFFICER = "officer"


class Account(AbstractBaseUser):
    """Tài khoản: one way into the system for one person. An officer's account is never a citizen's (TT21, CN01)."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="accounts")
    kind = models.CharField(max_length=8, choices=AccountKind)
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    USERNAME_FIELD = "id"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return f"account {self.pk}"

    @property
    def is_officer(self) -> bool:
        return self.kind == AccountKind.OFFICER


class SignInIdentity(models.Model):
    """Danh tính đăng nhập: a name that a provider vouches for. A person may join several to one account."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="identities")
    #: "password" is ourselves; others are identity providers such as "vneid".
    provider = models.CharField(max_length=20)
    subject = models.CharField(max_length=200)
    #: How sure the provider was when it was last used: 1 to 3, and 0 where none is said.
    level = models.PositiveSmallIntegerField(default=0)
    joined_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["provider", "subject"], name="one_account_per_identity")]

    def __str__(self) -> str:
        return f"{self.provider} identity of account {self.account_id}"


class IdentityVerification(models.Model):
    """Xác thực danh tính: from that moment a provider has vouched for the person behind an account. Only ever added."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="verifications")
    provider = models.CharField(max_length=20)
    level = models.PositiveSmallIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            # The first moment is the fact; every later sign-in would only repeat it.
            models.UniqueConstraint(fields=["account", "provider", "level"], name="identity_verified_once"),
        ]

    def __str__(self) -> str:
        return f"account {self.account_id} verified by {self.provider}"
