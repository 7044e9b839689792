"""PutEvents takes sources that begin with `aws.`: the test puts events of the services on the bus, as the services do."""
from ministack.services import eventbridge

REPLACES = [(eventbridge, "_put_events")]


def apply():
    put = eventbridge._put_events
    eventbridge._put_events = lambda data, allow_aws_source=True: put(data, allow_aws_source=True)
