"""Calls of ECS, ECR, IAM, KMS, CloudTrail, EventBridge and EC2 that write become "AWS API Call via CloudTrail" events on the default bus.

Fields: AWS CloudTrail user guide, "CloudTrail record contents". Failed calls have `errorCode` and no response. IAM is
global: its events appear in us-east-1. Every event comes at once; on AWS it takes seconds to minutes.
"""
import json
import time
import uuid
import xml.etree.ElementTree as ElementTree
from urllib.parse import parse_qsl

from ministack import app
from ministack.core import responses
from ministack.services import eventbridge

SERVICES = ("ecs", "ecr", "iam", "kms", "cloudtrail", "events", "ec2")
# Calls of EC2 whose records have the request whole, under its own name; the older ones have its fields in lower case.
WRAPPED = ("CreateVpcEndpoint", "ModifyVpcEndpoint", "DeleteVpcEndpoints")
REPLACES = [
    *((app.SERVICE_HANDLERS, service) for service in SERVICES),
    (eventbridge, "_put_events"),
    (responses, "get_account_id"),
    (responses, "get_region"),
    (responses, "set_request_region"),
]
# CloudTrail has reading calls too, but sends none of them to EventBridge's rules by default.
READS = ("Describe", "List", "Get", "BatchGet", "BatchCheck", "Simulate", "Generate", "Lookup", "Test")
# Data events: they reach nobody.
DATA = ("PutEvents",)


def lower(name):
    return name[:1].lower() + name[1:]


def small(fields):
    """Names begin in lower case, whatever the service calls them."""
    return {lower(name): value for name, value in fields.items()}


def of_xml(element):
    """An answer of the query protocol as CloudTrail shows it: `member` makes a list, names begin in lower case."""
    children = list(element)
    if not children:
        return element.text or ""
    if all(child.tag.endswith("}member") or child.tag == "member" for child in children):
        return [of_xml(child) for child in children]
    return {lower(child.tag.rsplit("}", 1)[-1]): of_xml(child) for child in children}


def of_ec2(name, given):
    """Parameters of EC2 as CloudTrail shows them: those of one level, and lists of texts."""
    plain = {key: value for key, value in given.items() if "." not in key}
    if name not in WRAPPED:
        return small(plain)
    lists = {}
    for key, value in given.items():
        head, dot, tail = key.partition(".")
        if dot and tail.isdigit():
            lists.setdefault(head, []).append({"tag": int(tail), "content": value})
    return {f"{name}Request": {**plain, **lists}}


def call_of(headers, body, query, answer, is_ec2):
    """Name, parameters and response of a call, from either protocol."""
    target = headers.get("x-amz-target", "")
    if target:
        given, result = (json.loads(each or b"{}") for each in (body, answer))
        return target.rsplit(".", 1)[-1], small(given), small(result)
    given = {name: each[0] if isinstance(each, list) else each for name, each in query.items()}
    given.update(parse_qsl((body or b"").decode()))
    name = given.pop("Action", "")
    given.pop("Version", None)
    if is_ec2:
        return name, of_ec2(name, given), None
    result = [each for each in ElementTree.fromstring(answer) if each.tag.endswith("Result")] if answer else []
    return name, {lower(key): value for key, value in given.items()}, of_xml(result[0]) if result else None


def record_of(service, headers, body, query, status, answer):
    """CloudTrail's record of a call; None for a call that only reads."""
    failed = status >= 300
    name, parameters, response = call_of(headers, body, query, b"" if failed else answer, service == "ec2")
    if not name or name.startswith(READS) or name in DATA:
        return None
    account = responses.get_account_id()
    record = {
        "eventVersion": "1.11",
        "userIdentity": {
            "type": "IAMUser",
            "principalId": "AIDAE2E00000000000000",
            "arn": f"arn:aws:iam::{account}:user/e2e",
            "accountId": account,
            "accessKeyId": "AKIAE2E0000000000000",
            "userName": "e2e",
        },
        "eventTime": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        "eventSource": f"{service}.amazonaws.com",
        "eventName": name,
        "awsRegion": "us-east-1" if service == "iam" else responses.get_region(),
        "sourceIPAddress": "127.0.0.1",
        "userAgent": headers.get("user-agent", "e2e"),
        "requestParameters": parameters,
        "responseElements": None if failed else response,
        "requestID": str(uuid.uuid4()),
        "eventID": str(uuid.uuid4()),
        "readOnly": False,
        "eventType": "AwsApiCall",
        "managementEvent": True,
        "recipientAccountId": account,
        "eventCategory": "Management",
    }
    if failed:
        fault = json.loads(answer) if answer.lstrip().startswith(b"{") else {}
        record["errorCode"] = str(fault.get("__type", "ClientException")).rsplit("#", 1)[-1]
    return record


def announce(service, record):
    before = responses.get_region()
    responses.set_request_region(record["awsRegion"])
    entry = {"Source": f"aws.{service}", "DetailType": "AWS API Call via CloudTrail", "Detail": json.dumps(record)}
    try:
        eventbridge._put_events({"Entries": [{**entry, "Resources": []}]}, allow_aws_source=True)
    finally:
        responses.set_request_region(before)


def recorded(service, handler):
    async def handle(method, path, headers, body, query):
        answer = await handler(method, path, headers, body, query)
        # The test's changes that only a sweep can find are made by a client of this name.
        if "app/e2e-unannounced" in headers.get("user-agent", "") + headers.get("x-amz-user-agent", ""):
            return answer
        try:
            status, _, content = answer
            raw = content.encode() if isinstance(content, str) else content
            record = record_of(service, headers, body, query, status, raw)
            if record:
                announce(service, record)
        except Exception as error:  # the call itself went well and must be answered
            print("launcher: cloudtrail:", repr(error), flush=True)
        return answer

    return handle


def apply():
    for service in SERVICES:
        app.SERVICE_HANDLERS[service] = recorded(service, app.SERVICE_HANDLERS[service])
