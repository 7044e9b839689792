"""A family's name means its latest ACTIVE revision, and nothing when it has none.

Source: Amazon ECS API reference, DescribeTaskDefinition: "family for the latest ACTIVE revision". MiniStack takes the
latest one that there ever was.
"""
from ministack.services import ecs

REPLACES = [(ecs, "_describe_task_definition"), (ecs, "_task_defs"), (ecs._ACTION_MAP, "DescribeTaskDefinition")]


def apply():
    plain = ecs._describe_task_definition

    def describe(data):
        asked = data.get("taskDefinition", "").split("task-definition/")[-1]
        if ":" in asked:
            return plain(data)
        active = [
            each["revision"]
            for each in ecs._task_defs.values()
            if each["family"] == asked and each["status"] == "ACTIVE"
        ]
        # Revision 0 is there never: the answer is ECS's own for what it does not know.
        return plain({**data, "taskDefinition": f"{asked}:{max(active, default=0)}"})

    ecs._ACTION_MAP["DescribeTaskDefinition"] = describe
