"""The roles that an officer's post can have."""

from enum import StrEnum


class PostRole(StrEnum):
    RECEPTIONIST = "receptionist"
    PROCESSOR = "processor"
    SIGNATORY = "signatory"
    CLERK = "clerk"
    CASHIER = "cashier"
    CONSULTED = "consulted"
    HEAD = "head"
    HELPER = "helper"
    CATALOGUE_OFFICER = "catalogue_officer"
    TECHNICAL_ADMINISTRATOR = "technical_administrator"
