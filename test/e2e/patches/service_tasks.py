"""A service's tasks are started by its deployment: `startedBy` is `ecs-svc/ID`. MiniStack puts the service's name there.

Source: Amazon ECS API reference, Task: "If an Amazon ECS service started the task, the startedBy parameter contains the
deployment ID of that service." Only that tells a service's task from one that somebody ran.
"""
from ministack.services import ecs

REPLACES = [(ecs, "_run_task")]


def apply():
    plain = ecs._run_task

    def run(data):
        deployment = data.get("_deploymentId")
        return plain({**data, "startedBy": deployment} if deployment else data)

    ecs._run_task = run
