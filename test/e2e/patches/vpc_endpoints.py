"""VPC endpoints keep and show their security groups, private DNS and policy; the usual filters are observed."""
import json
from html import escape

from ministack.services import ec2

REPLACES = [
    (ec2, "_create_vpc_endpoint"),
    (ec2, "_vpce_fields_xml"),
    (ec2, "_vpc_endpoints"),
    (ec2, "_parse_member_list"),
    (ec2, "_parse_filters"),
    (ec2, "_p"),
    (ec2, "_xml"),
    (ec2._ACTION_MAP, "CreateVpcEndpoint"),
    (ec2._ACTION_MAP, "DescribeVpcEndpoints"),
]
FILTERS = {
    "vpc-id": "VpcId",
    "service-name": "ServiceName",
    "vpc-endpoint-id": "VpcEndpointId",
    "vpc-endpoint-state": "State",
    "vpc-endpoint-type": "VpcEndpointType",
}


def extra_xml(endpoint):
    groups = endpoint.get("SecurityGroupIds", [])
    items = "".join(f"<item><groupId>{g}</groupId><groupName>{g}</groupName></item>" for g in groups)
    private = str(bool(endpoint.get("PrivateDnsEnabled"))).lower()
    document = endpoint.get("PolicyDocument")
    text = document if isinstance(document, str) or document is None else json.dumps(document)
    policy = f"<policyDocument>{escape(text)}</policyDocument>" if text else ""
    return f"<groupSet>{items}</groupSet><privateDnsEnabled>{private}</privateDnsEnabled>{policy}"


def matches(endpoint, filters):
    return all(name not in FILTERS or endpoint.get(FILTERS[name]) in values for name, values in filters.items())


def apply():
    create, fields = ec2._create_vpc_endpoint, ec2._vpce_fields_xml

    def create_with_all(p):
        before = set(ec2._vpc_endpoints)
        answer = create(p)
        for key in set(ec2._vpc_endpoints) - before:
            ec2._vpc_endpoints[key].update(
                SecurityGroupIds=ec2._parse_member_list(p, "SecurityGroupId"),
                PolicyDocument=ec2._p(p, "PolicyDocument") or None,
                PrivateDnsEnabled=str(ec2._p(p, "PrivateDnsEnabled")).lower() == "true",
            )
        return answer

    def fields_with_all(endpoint, tag="item"):
        xml = fields(endpoint, tag)
        end = xml.rindex(f"</{tag}>")
        return xml[:end] + extra_xml(endpoint) + xml[end:]

    def describe(p):
        ids, filters = ec2._parse_member_list(p, "VpcEndpointId"), ec2._parse_filters(p)
        found = [
            endpoint
            for endpoint in ec2._vpc_endpoints.values()
            if (not ids or endpoint["VpcEndpointId"] in ids) and matches(endpoint, filters)
        ]
        items = "".join(fields_with_all(endpoint) for endpoint in found)
        return ec2._xml(200, "DescribeVpcEndpointsResponse", f"<vpcEndpointSet>{items}</vpcEndpointSet>")

    ec2._vpce_fields_xml = fields_with_all
    ec2._ACTION_MAP.update(CreateVpcEndpoint=create_with_all, DescribeVpcEndpoints=describe)
