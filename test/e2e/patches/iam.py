"""SQS's batch calls need the permission of the single call: there is no IAM action `sqs:SendMessageBatch`.

Source: Amazon SQS developer guide, "Amazon SQS API permissions": SendMessageBatch is allowed by sqs:SendMessage.
"""
from ministack.core import iam_actions

REPLACES = [(iam_actions, "extract_iam_action")]


def apply():
    extract = iam_actions.extract_iam_action

    def single(*call, **named):
        action = extract(*call, **named)
        return action.removesuffix("Batch") if action and action.startswith("sqs:") else action

    iam_actions.extract_iam_action = single
