"""Writes every message that a function gets from a queue to the file that E2E_QUEUE_LOG names, one JSON text a line.

Messages are gone once they are handled; only so can the test say that no queue ever held a secret.
"""
import json
import os

from ministack.services import sqs

REPLACES = [(sqs, "_receive_messages_for_esm")]


def apply():
    path = os.environ.get("E2E_QUEUE_LOG")
    if not path:
        return
    receive = sqs._receive_messages_for_esm

    def logged(queue_url, max_number):
        messages = receive(queue_url, max_number)
        if messages:
            with open(path, "a", encoding="utf-8") as log:
                log.writelines(json.dumps(message.get("body")) + "\n" for message in messages)
        return messages

    sqs._receive_messages_for_esm = logged
