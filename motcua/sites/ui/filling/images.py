"""Pictures that a form asks for as an answer. The answer is the name of the stored file."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from motcua.blueprints.forms.definition import Field
from motcua.foundation.files import storage
from motcua.foundation.refusals import Refusal
from motcua.sites.ui import refusals
from motcua.sites.ui.acting import ActingRequest


def keep_images(
    request: ActingRequest, asked: Sequence[Field], changed: dict[str, Any], *, at: datetime
) -> dict[str, str]:
    """Store what was chosen and put its name into `changed`; where nothing was, the earlier picture stays.

    Gives a sentence for each picture that was not taken.
    """
    refused: dict[str, str] = {}
    for field in asked:
        if field.type != "image":
            continue
        changed.pop(field.key, None)
        picture = request.FILES.get(f"{field.key}_file")
        if picture is None:
            continue
        try:
            stored = storage.store(picture, name=picture.name or "", by=request.user, at=at)
        except Refusal as refusal:
            refused[field.key] = refusals.sentence(refusal)
        else:
            changed[field.key] = str(stored.pk)
    return refused
