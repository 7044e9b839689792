"""Rules send events to the bus of another region of the account, as the forwarder's do.

Source: EventBridge user guide, "Sending and receiving events between AWS Regions". The emulator sends within a region only.
There the event says the region that it arrives in, where on AWS it keeps its own; the record in it is the same.
"""
from ministack.core import responses
from ministack.services import eventbridge

REPLACES = [
    (eventbridge, "_dispatch_to_event_bus"),
    (eventbridge, "_ensure_default_bus"),
    (responses, "get_region"),
    (responses, "set_request_region"),
]


def apply():
    dispatch = eventbridge._dispatch_to_event_bus

    def across(spec, event, rule, *rest, **named):
        here = responses.get_region()
        if spec.region == here:
            return dispatch(spec, event, rule, *rest, **named)
        responses.set_request_region(spec.region)
        eventbridge._ensure_default_bus()
        try:
            # Its guard against loops knows rules by name alone; those of another region are others.
            return dispatch(spec, event, {**rule, "Name": f"{here} {rule.get('Name')}"}, *rest, **named)
        finally:
            responses.set_request_region(here)

    eventbridge._dispatch_to_event_bus = across
