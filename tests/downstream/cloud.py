"""One AWS on loopback for one test: moto, above all for EC2, and our stand-in for the firewalls.

Prints one line of JSON with the two ports and the id of a VPC, then serves until
its standard input is closed, so it never outlives the test that started it.
`GET /requests` of the firewall port answers all that was asked there so far,
`GET /moments` and `GET /open` what the observer saw and sees of EC2.
"""

import json
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import boto3
from moto.ec2.exceptions import RulesPerSecurityGroupLimitExceededError
from moto.ec2.models.security_groups import SecurityGroupBackend
from moto.moto_server.threaded_moto_server import ThreadedMotoServer
from moto.sns.models import sns_backends

from network_firewall import REGION, Cloud, Refused
from observer import everything_open, moments


# Rules of a security group in a direction and family, unless the quota was raised.
RULES_OF_A_GROUP = 60


def refuse_past_quota(_backend, group, _rules, ip_ranges, _source_groups=None, egress=False):
    """AWS counts IPv4 and IPv6 apart, where moto counts both together
    (https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html, read 2026-11-22)."""
    held = [rule.ip_range for rule in (group.egress_rules if egress else group.ingress_rules)]
    for family in ("CidrIp", "CidrIpv6"):
        if sum(family in ip_range for ip_range in held + list(ip_ranges or [])) > RULES_OF_A_GROUP:
            raise RulesPerSecurityGroupLimitExceededError()


# AWS's own topic, of another account.
sns_backends["806199016981"]["us-east-1"].create_topic("AmazonIpSpaceChanged")

SecurityGroupBackend._verify_group_will_respect_rule_count_limit = refuse_past_quota


class FirewallHandler(BaseHTTPRequestHandler):
    """The AWS JSON protocol in front of `Cloud`."""

    protocol_version = "HTTP/1.1"
    # Head and body in one piece: newer clients give up on a body that comes late.
    wbufsize = -1
    cloud = Cloud()
    requests = []
    ec2 = None
    lock = threading.Lock()

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        service, _, operation = self.headers["x-amz-target"].partition(".")
        with self.lock:
            try:
                status, answer = 200, self.cloud.call(service, operation, body)
            except Refused as refused:
                status, answer = 400, {"__type": refused.code, "message": refused.text}
            except (KeyError, TypeError, ValueError) as defect:
                status, answer = 400, {"__type": "ValidationException", "message": repr(defect)}
            self.requests.append({"operation": operation, "status": status, "request": body, "answer": answer})
        self._answer(status, answer)

    def do_GET(self):
        if self.path == "/open":
            return self._answer(200, everything_open(self.ec2))
        with self.lock:
            self._answer(200, moments if self.path == "/moments" else self.requests)

    def _answer(self, status, value):
        content = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("content-type", "application/x-amz-json-1.0")
        self.send_header("content-length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_):
        pass


def main():
    ec2 = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    ec2.start()
    firewalls = ThreadingHTTPServer(("127.0.0.1", 0), FirewallHandler)
    threading.Thread(target=firewalls.serve_forever, daemon=True).start()
    port = ec2.get_host_and_port()[1]
    client = boto3.client(
        "ec2", region_name=REGION, endpoint_url=f"http://127.0.0.1:{port}", aws_access_key_id="test", aws_secret_access_key="test"
    )
    FirewallHandler.ec2 = client
    # With IPv6, since moto revokes no IPv6 rule of a group in a VPC without.
    vpc_id = client.create_vpc(CidrBlock="10.20.0.0/16", AmazonProvidedIpv6CidrBlock=True)["Vpc"]["VpcId"]
    print(json.dumps({"ec2": port, "firewalls": firewalls.server_port, "vpc_id": vpc_id}), flush=True)
    sys.stdin.read()
    ec2.stop()
    firewalls.shutdown()


if __name__ == "__main__":
    main()
