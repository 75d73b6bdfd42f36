"""What every polite no has in common."""


class Refusal(Exception):
    """The system will not do this, for a reason that the person can act on.

    A subclass stands beside the rule that raises it; its docstring is the reason. The sentence that the
    person reads, with how to mend it, is in `sites/ui/refusals.py`.
    """

    def __init__(self, **facts: object) -> None:
        super().__init__(self.__doc__)
        self.facts = facts
