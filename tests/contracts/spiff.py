"""SpiffWorkflow, a BPMN engine that others wrote, walks through our drawings."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from SpiffWorkflow import TaskState
from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.parser import BpmnParser, BpmnValidator
from SpiffWorkflow.bpmn.script_engine import PythonScriptEngine
from SpiffWorkflow.bpmn.specs.defaults import ReceiveTask, ServiceTask

from motcua.blueprints.expressions.context import Context
from motcua.blueprints.expressions.evaluation import holds
from motcua.blueprints.expressions.tree import parse
from motcua.blueprints.workflows.bpmn.notation import process_id
from tests.world import MONDAY

MOST_ROUNDS = 500


class Conditions(PythonScriptEngine):  # type: ignore[misc]  # theirs has no types
    """Our expression language, for an engine that knows Python only."""

    def __init__(self, answers: Mapping[str, object], choices: Mapping[str, str]) -> None:
        super().__init__()
        self.answers = answers
        self.choices = choices

    def evaluate(self, task: Any, expression: str, external_context: Any = None) -> bool:  # noqa: ARG002 - theirs
        said = json.loads(expression)
        step = task.task_spec.name.removeprefix("split.")
        chosen = "on" not in said or self.choices.get(step) == said["on"]
        return chosen and ("when" not in said or holds(parse(said["when"]), self.answers, CONTEXT))


CONTEXT = Context(today=MONDAY.date(), channel="online")


def parser(files: Iterable[bytes]) -> BpmnParser:
    """Each file is validated against the schema of the OMG as it is read."""
    found = BpmnParser(validator=BpmnValidator())
    for number, file in enumerate(files):
        found.add_bpmn_str(file, f"{number}.bpmn")
    return found


def steps_run(
    read: BpmnParser, code: str, *, answers: Mapping[str, object] = {}, choices: Mapping[str, str] = {}
) -> list[str]:
    """The steps in the order in which the engine finishes them; it must come to its end."""
    spec, children = read.get_spec(process_id(code)), read.get_subprocess_specs(process_id(code))
    workflow = BpmnWorkflow(spec, children, script_engine=Conditions(answers, choices))
    for _ in range(MOST_ROUNDS):
        workflow.do_engine_steps()
        ready = [task for task in workflow.get_tasks(state=TaskState.READY) if task.task_spec.manual]
        waiting = [task for task in workflow.get_tasks(state=TaskState.WAITING | TaskState.STARTED) if _is_asked(task)]
        if ready:
            ready[0].run()
        elif waiting:
            waiting[0].complete()
        else:
            break
    assert workflow.is_completed(), [
        task.task_spec.name for task in workflow.get_tasks(state=TaskState.NOT_FINISHED_MASK)
    ]
    done = [task for task in workflow.get_tasks(state=TaskState.COMPLETED) if task.workflow is workflow]
    names = [(task.last_state_change, task.task_spec.name) for task in done]
    return [name.removeprefix("step.") for _, name in sorted(names) if name.startswith("step.")]


def _is_asked(task: Any) -> bool:
    """Whether somebody else has to say that it is done: a message that comes, a service that answers."""
    return isinstance(task.task_spec, ReceiveTask | ServiceTask)
