"""Input transformers: `[*]` in a path gives the list of what each element has there.

Source: Amazon EventBridge user guide, "input transformation": paths may use array indexes and the wildcard.
"""
import json

from ministack.services import eventbridge

REPLACES = [(eventbridge, "_apply_input_transformer")]


def values_at(event, path):
    found = [event]
    for step in path.removeprefix("$.").replace("[*]", ".*").split("."):
        following = []
        for value in found:
            if step == "*":
                following += value if isinstance(value, list) else []
            elif isinstance(value, dict) and step in value:
                following.append(value[step])
        found = following
    return found


def apply():
    plain = eventbridge._apply_input_transformer

    def transform(transformer, rule, view):
        paths = transformer.get("InputPathsMap", {})
        lists = {name: values_at(view.event_with_detail(), path) for name, path in paths.items() if "[*]" in path}
        template = transformer.get("InputTemplate", "")
        for name, values in lists.items():
            # An empty text, as for any other path that leads nowhere.
            template = template.replace(f"<{name}>", json.dumps(values or ""))
        rest = {name: path for name, path in paths.items() if name not in lists}
        return plain({"InputPathsMap": rest, "InputTemplate": template}, rule, view)

    eventbridge._apply_input_transformer = transform
