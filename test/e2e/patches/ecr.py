"""Calls of ECR that MiniStack lacks: scanning configuration, the registry's policy, pull-through rules and creation
templates (none), scan findings.

What a scan found is the test's to say: `E2EPutScan` sets what DescribeImageScanFindings answers about an image."""
import json
from fnmatch import fnmatch

from ministack import app
from ministack.core import responses
from ministack.core.responses import error_response_json, json_response
from ministack.services import ecr

REPLACES = [
    (app.SERVICE_HANDLERS, "ecr"),
    (ecr, "_repositories"),
    (responses, "error_response_json"),
    (responses, "json_response"),
]
registry = {"scanType": "BASIC", "rules": []}
policy = {}
scans = {}


class Refused(Exception):
    """An error of ECR: its name and message."""


def policy_answer():
    if "text" not in policy:
        raise Refused("RegistryPolicyNotFoundException", "Registry policy does not exist in the registry")
    return {"registryId": responses.get_account_id(), "policyText": policy["text"]}


def put_policy(data):
    policy["text"] = data["policyText"]
    return policy_answer()


def delete_policy(_data):
    answer = policy_answer()
    policy.clear()
    return answer


def get_scanning(_data):
    return {"registryId": responses.get_account_id(), "scanningConfiguration": registry}


def put_scanning(data):
    registry.update(scanType=data.get("scanType", "BASIC"), rules=data.get("rules", []))
    return {"registryScanningConfiguration": registry}


def effective(name):
    repository = ecr._repositories[name]
    on_push = bool((repository.get("imageScanningConfiguration") or {}).get("scanOnPush"))
    ruled = [
        rule["scanFrequency"]
        for rule in registry["rules"]
        for each in rule["repositoryFilters"]
        if fnmatch(name, each["filter"])
    ]
    return {
        "repositoryArn": repository["repositoryArn"],
        "repositoryName": name,
        "scanOnPush": on_push,
        "scanFrequency": ruled[0] if ruled else "SCAN_ON_PUSH" if on_push else "MANUAL",
        "appliedScanFilters": [],
    }


def get_effective(data):
    names = data.get("repositoryNames", [])
    absent = [name for name in names if name not in ecr._repositories]
    return {
        "scanningConfigurations": [effective(name) for name in names if name not in absent],
        "failures": [{"repositoryName": name, "failureCode": "REPOSITORY_NOT_FOUND"} for name in absent],
    }


def put_scan(data):
    scans[data["repositoryName"], data["imageId"]["imageDigest"]] = data
    return {}


def scan_findings(data):
    if data["repositoryName"] not in ecr._repositories:
        raise Refused("RepositoryNotFoundException", "The repository does not exist in the registry")
    found = scans.get((data["repositoryName"], data["imageId"]["imageDigest"]))
    if found is None:
        raise Refused("ScanNotFoundException", "Image scan does not exist for the image")
    return found


ANSWERS = {
    "E2EPutScan": put_scan,
    "DescribeImageScanFindings": scan_findings,
    "GetRegistryScanningConfiguration": get_scanning,
    "PutRegistryScanningConfiguration": put_scanning,
    "BatchGetRepositoryScanningConfiguration": get_effective,
    "DescribePullThroughCacheRules": lambda _data: {"pullThroughCacheRules": []},
    "DescribeRepositoryCreationTemplates": lambda _data: {"repositoryCreationTemplates": []},
    "GetRegistryPolicy": lambda _data: policy_answer(),
    "PutRegistryPolicy": put_policy,
    "DeleteRegistryPolicy": delete_policy,
}


def apply():
    plain = app.SERVICE_HANDLERS["ecr"]

    async def handle(method, path, headers, body, query):
        action = headers.get("x-amz-target", "").rsplit(".", 1)[-1]
        if action in ANSWERS:
            try:
                return json_response(ANSWERS[action](json.loads(body or b"{}")))
            except Refused as refused:
                return error_response_json(*refused.args, 400)
        return await plain(method, path, headers, body, query)

    app.SERVICE_HANDLERS["ecr"] = handle
