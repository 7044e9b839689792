"""Images as they are on AWS: a task says the digest that it runs, and the parts of an image can be downloaded.

Sources: Amazon ECS API reference, Container: "imageDigest: The container image manifest digest". Amazon ECR API reference,
GetDownloadUrlForLayer: "the pre-signed Amazon S3 download URL". MiniStack leaves the digest out, and gives an address of
AWS; the parts are in its own registry, where the test pushes them.
"""
import json
import os
import re

from ministack import app
from ministack.core.responses import get_account_id, get_region, json_response
from ministack.services import ecr, ecs

REPLACES = [
    (app.SERVICE_HANDLERS, "ecr"),
    (ecr, "_find_image"),
    (ecs, "_build_task_containers"),
]
REFERENCE = re.compile(r"^(?P<registry>[^/]+)/(?P<name>[^@:]+)(?::(?P<tag>[^@]+))?(?:@(?P<digest>sha256:[0-9a-f]{64}))?$")


def digest_of(reference):
    """The digest that a name stands for now, as ECS resolves it; None for what is not in this account's registry."""
    match = REFERENCE.match(reference)
    own = f"{get_account_id()}.dkr.ecr.{get_region()}.amazonaws.com"
    if not match or match["registry"] != own:
        return None
    wanted = {"imageDigest": match["digest"]} if match["digest"] else {"imageTag": match["tag"] or "latest"}
    found = ecr._find_image(match["name"], wanted)
    return found["imageDigest"] if found else None


def apply():
    build = ecs._build_task_containers

    def with_digests(definition, overrides):
        containers = build(definition, overrides)
        for container in containers:
            digest = digest_of(container["image"])
            if digest:
                container["imageDigest"] = digest
        return containers

    ecs._build_task_containers = with_digests
    plain = app.SERVICE_HANDLERS["ecr"]

    async def handle(method, path, headers, body, query):
        if headers.get("x-amz-target", "").endswith(".GetDownloadUrlForLayer"):
            asked = json.loads(body or b"{}")
            blob = f"/v2/{asked['repositoryName']}/blobs/{asked['layerDigest']}"
            url = f"http://127.0.0.1:{os.environ['GATEWAY_PORT']}{blob}"
            return json_response({"downloadUrl": url, "layerDigest": asked["layerDigest"]})
        return await plain(method, path, headers, body, query)

    app.SERVICE_HANDLERS["ecr"] = handle
