"""SQS's batch calls need the permission of the single call: there is no IAM action `sqs:SendMessageBatch`. And a call that
tags something of EventBridge is decided on what it tags.

Sources: Amazon SQS developer guide, "Amazon SQS API permissions": SendMessageBatch is allowed by sqs:SendMessage; service
authorization reference of EventBridge: TagResource takes the resource type `rule`.
"""
import json

from ministack.core import iam_actions

REPLACES = [(iam_actions, "extract_iam_action"), (iam_actions, "extract_resource_arn")]


def tagged(body):
    """The ARN that a JSON body names as `ResourceARN`; None where it names none."""
    try:
        return json.loads(body or b"{}").get("ResourceARN")
    except (ValueError, AttributeError):
        return None


def apply():
    extract = iam_actions.extract_iam_action
    resource_of = iam_actions.extract_resource_arn

    def single(*call, **named):
        action = extract(*call, **named)
        return action.removesuffix("Batch") if action and action.startswith("sqs:") else action

    def resource(service, method, path, headers, body, *rest, **named):
        arn = tagged(body) if service == "events" else None
        return arn or resource_of(service, method, path, headers, body, *rest, **named)

    iam_actions.extract_iam_action = single
    iam_actions.extract_resource_arn = resource
