"""What each problem means. Open to everybody."""

from motcua.sites.api import problems
from motcua.sites.api.calls import Call, Said
from motcua.sites.api.faults import Fault


def all_problems(_call: Call) -> Said:
    return Said({"problems": problems.dictionary()})


def problem(call: Call) -> Said:
    found = next((each for each in problems.dictionary() if each["name"] == call.path["name"]), None)
    if found is None:
        raise Fault("not-there")
    return Said(found)
