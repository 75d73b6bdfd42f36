"""Processes of our own making for stories: branches, joins and loops, published as a new version of a procedure."""

from collections.abc import Sequence
from typing import Any

from motcua.blueprints.catalogue import queries as catalogue
from motcua.blueprints.catalogue.loading import content_hash
from motcua.blueprints.catalogue.models import ProcedureVersion
from motcua.dossiers.models import Dossier, WorkItem, WorkStatus
from motcua.dossiers.rules.actor import Actor
from motcua.dossiers.rules.lifecycle import Role
from motcua.foundation.organisations.models import Post
from tests.world import MONDAY

#: The procedure under which they are published: filed at the desk of Minh Tân, decided there in working days.
OF = "1.013227"

POLICE, TAX, HOUSING = "G01.99.1", "G12.99", "H99.5"


def step(key: str, *, act: str = "work", role: str = "processor", share: int = 10, **more: Any) -> dict[str, Any]:
    unit = more.pop("unit", "deciding_agency")
    return {"key": key, "name": f"Bước {key}", "act": act, "role": role, "unit": unit, "share_pct": share, **more}


RECEPTION = step("nhan", act="accept", role="receptionist", unit="receiving_unit")
SIGNING = step("ky", act="decide", role="signatory")
DELIVERY = step("tra", act="deliver", role="receptionist", unit="receiving_unit")


def publish(steps: Sequence[dict[str, Any]], flows: Sequence[dict[str, Any]] | None = None) -> ProcedureVersion:
    """Reception before and signing and delivery after `steps`; `flows` name only what lies between them."""
    found = catalogue.find(OF)
    document = found.version.definition["procedure"]
    process: dict[str, Any] = {**document["process"], "steps": [RECEPTION, *steps, SIGNING, DELIVERY]}
    process.pop("flows", None)
    if flows is not None:
        process["flows"] = [*flows, {"from": "ky", "to": "tra"}]
    definition = {**found.version.definition, "procedure": {**document, "process": process, "tests": []}}
    version = ProcedureVersion.objects.create(
        procedure=found.procedure,
        number=found.version.number + 1,
        definition=definition,
        content_hash=content_hash(definition),
        published_at=MONDAY,
    )
    found.procedure.current_version = version
    found.procedure.save(update_fields=["current_version"])
    return version


def two_branches() -> ProcedureVersion:
    """a, then b and c beside each other, then d, which joins them."""
    flows = [("nhan", "a"), ("a", "b"), ("a", "c"), ("b", "d"), ("c", "d"), ("d", "ky")]
    return publish([step(key) for key in "abcd"], [{"from": one, "to": other} for one, other in flows])


def at(agency: str, role: Role) -> Actor:
    """Somebody in that role at the agency with that code."""
    post = Post.objects.select_related("account").filter(agency__code=agency, role=role).order_by("pk")[:1].get()
    return Actor(
        role=role,
        account_id=post.account_id,
        person_id=post.account.person_id,
        post_id=post.pk,
        agency_id=post.agency_id,
    )


def item(dossier: Dossier, key: str) -> WorkItem:
    """The step of that name as it stands: the last one, where it was done again."""
    return WorkItem.objects.filter(dossier=dossier, step=key, parent=None).latest("pk")


def open_steps(dossier: Dossier) -> list[str]:
    return sorted(dossier.work_items.filter(status=WorkStatus.OPEN, parent=None).values_list("step", flat=True))
