from dataclasses import dataclass

from motcua.dossiers.rules.lifecycle import Role


@dataclass(frozen=True, slots=True)
class Actor:
    """Whoever acts, in the one role they act in: a person with two hats is two actors. Ids only, no names."""

    role: Role
    account_id: int | None = None
    person_id: int | None = None
    post_id: int | None = None
    agency_id: int | None = None
    #: The post in whose name a delegate acts.
    on_behalf_of_id: int | None = None

    @property
    def is_officer(self) -> bool:
        return self.post_id is not None


#: The system itself, when a legal period runs out or a callback arrives.
SYSTEM = Actor(role=Role.SYSTEM)
STRANGER = Actor(role=Role.STRANGER)
