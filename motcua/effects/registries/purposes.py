"""Why a register is asked. A look-up without a purpose is not made, and the purpose stands in the log."""

from django.db import models


class Purpose(models.TextChoices):
    """Mục đích tra cứu."""

    #: The person's own form, at her wish.
    FILL_IN = "fill_in"
    #: Is this person, or this body, who the dossier says?
    VERIFY = "verify"
    #: The register says what a paper would prove, so the paper is not asked for (66.7/2025/NQ-CP).
    INSTEAD_OF_PAPER = "instead_of_paper"
    #: What the decision in this dossier depends on.
    DECIDE = "decide"
    #: How far the other system is with what we sent there.
    FOLLOW = "follow"


#: What an officer may say that she asks for.
OF_OFFICERS = (Purpose.VERIFY, Purpose.INSTEAD_OF_PAPER, Purpose.DECIDE)
