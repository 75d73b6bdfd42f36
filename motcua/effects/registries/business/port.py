from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Enterprise:
    """Doanh nghiệp, as the register has it. `founded_on` is ISO, or empty; `status` is the register's own word."""

    code: str
    name: str
    kind: str = ""
    status: str = ""
    founded_on: str = ""
    representatives: tuple[str, ...] = ()
    address: str = ""
