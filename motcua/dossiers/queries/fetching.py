"""A result that its person fetches at any desk: found by her code and her number together, and where its paper lies."""

from dataclasses import dataclass

from django.db.models import Q

from motcua.blueprints.catalogue.queries import definition_of
from motcua.dossiers.models import Dossier, Representation, Result, ResultState, WorkItem
from motcua.dossiers.models.result_paper import delivery_item, paper_at
from motcua.dossiers.rules.codes import normalised, spellings
from motcua.dossiers.rules.lifecycle import State
from motcua.foundation.accounts.models import Person
from motcua.foundation.accounts.sealed import search_hash
from motcua.foundation.organisations.models import Agency
from motcua.foundation.refusals import Refusal

_PARTS = ("applicant", "holder", "representative")
_WITH = ("procedure_version__procedure", "deciding_agency", "receiving_unit", "applicant", "holder", "answers")


class NoSuchPair(Refusal):
    """No dossier has both this code and this number; which of them is wrong is for nobody to learn here."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A result that waits for its person. `paper_at` is where its paper lies, by what the desks have said."""

    item: WorkItem
    paper_at: Agency
    results: tuple[Result, ...]
    #: Whether the procedure gives paper.
    gives_paper: bool

    @property
    def is_electronic(self) -> bool:
        """Each of its documents is signed electronically, so that any desk can print it."""
        return bool(self.results) and all(result.files.exclude(signed_by="").exists() for result in self.results)

    @property
    def has_paper(self) -> bool:
        """Also where it should be electronic alone, and was signed on paper because nobody has a key."""
        return self.gives_paper or not self.is_electronic

    @property
    def paper_is_away(self) -> bool:
        """From the desk that hands it out."""
        return self.has_paper and self.paper_at.pk != self.item.agency_id


def find(code: str, number: str) -> Dossier:
    """Whoever stands at a desk has both at hand. Raises NoSuchPair."""
    if not number.strip():
        raise NoSuchPair
    hashed = search_hash(number)
    people = list(Person.objects.filter(personal_id_hash=hashed).values_list("pk", flat=True))
    hers = Q(pk__in=list(Representation.objects.filter(holder_hash=hashed).values_list("pk", flat=True)))
    for part in _PARTS:
        hers |= Q(**{f"{part}_id__in": people})
    named = Dossier.objects.filter(code__in=spellings(normalised(code))).exclude(state=State.DRAFT)
    dossier = named.filter(hers).select_related(*_WITH).first()
    if dossier is None:
        raise NoSuchPair
    return dossier


def waiting(dossier: Dossier) -> Waiting | None:
    """None where there is nothing to hand out yet, or any more."""
    item = delivery_item(dossier)
    if item is None:
        return None
    out = dossier.results.filter(state=ResultState.ISSUED).select_related("file").order_by("pk")
    gives_paper = any(document.paper for document in definition_of(dossier.procedure_version_id).results)
    return Waiting(item, paper_at(item), tuple(out), gives_paper)
