#!/usr/bin/env python3
"""Measures the provider beside what it replaces, and prints a Markdown table.

    RUSTFLAGS=-Ctarget-feature=+crt-static cargo build --release --target x86_64-unknown-linux-gnu
    bash tests/install.sh
    .venv/bin/python benches/beside_aws.py [--runs 10] [--provider PATH] [--document PATH] [--skip-merge]

Beside it stand `terraform plan` with no provider, and `aws_ip_ranges` of the real
hashicorp/aws on the same document. Plans are interleaved, so that a noisy moment
hits all of them; figures are medians. The merge figures are criterion's median of
`cargo bench --bench prefixes -- merge/ipv4/1000000` (run it before) beside Python's
`ipaddress` and `netaddr` on the same million prefixes.
"""

import argparse
import gzip
import http.server
import ipaddress
import json
import os
import pathlib
import platform
import statistics
import subprocess
import tempfile
import threading
import time

from plan import HOST, REQUIRED, Plan, command_line_configuration, machine, own_mirror

ROOT = pathlib.Path(__file__).resolve().parent.parent
COOKIE = "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2"

AWS_PROVIDER = """
provider "aws" {
  region                      = "eu-central-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
  skip_region_validation      = true
  skip_get_ec2_platforms      = true
}
"""


class Counter(http.server.BaseHTTPRequestHandler):
    """Serves the document and counts how often it is asked for."""

    document = b""
    requests = 0

    def do_GET(self):
        Counter.requests += 1
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(self.document)))
        self.end_headers()
        self.wfile.write(self.document)

    def log_message(self, *_):
        pass


def blocks(kind, arguments, count):
    """A data source in `count` blocks, each with arguments of its own, so that none can be answered from another."""
    regions = ["eu-central-1", "us-east-1", "us-west-2", "eu-west-2", "ap-northeast-1", "ap-southeast-2"]
    return "".join(f'data "{kind}" "b{n}" {{\n{arguments(regions[n % len(regions)])}}}\n' for n in range(count))


def handshake(binary, certificate, runs):
    """Milliseconds from exec to the handshake line."""
    environment = {
        "TF_PLUGIN_MAGIC_COOKIE": COOKIE,
        "PLUGIN_PROTOCOL_VERSIONS": "5,6",
        "PLUGIN_MIN_PORT": "10000",
        "PLUGIN_MAX_PORT": "25000",
        "PLUGIN_CLIENT_CERT": certificate,
        "PATH": os.environ["PATH"],
    }
    found = []
    for _ in range(runs):
        start = time.perf_counter()
        process = subprocess.Popen([binary], env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        line = process.stdout.readline()
        found.append((time.perf_counter() - start) * 1000)
        process.kill()
        process.wait()
        if not line.startswith(b"1|"):
            raise SystemExit(f"{binary} said {line!r}")
    return statistics.median(found)


def client_certificate(folder):
    """A P-521 certificate as Terraform makes one."""
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-521", "-nodes", "-days", "1"]
        + ["-subj", "/CN=localhost", "-keyout", key, "-out", certificate],
        check=True, capture_output=True,
    )  # fmt: skip
    return certificate.read_text()


def random_prefixes(count):
    """The prefixes of `benches/prefixes.rs`: the same generator, the same seed."""
    state, mask = 0x9E3779B97F4A7C15, (1 << 64) - 1

    def number():
        nonlocal state
        state ^= state >> 12
        state ^= state << 25 & mask
        state ^= state >> 27
        return state * 0x2545F4914F6CDD1D & mask

    found = []
    for _ in range(count):
        address, length = number(), 16 + number() % 17
        found.append((address & 0xFFFFFFFF & ~((1 << (32 - length)) - 1), length))
    return found


def merge_figures():
    """Seconds for a million prefixes: ours, `ipaddress`, `netaddr`."""
    estimates = ROOT / "target/criterion/merge/ipv4/1000000/new/estimates.json"
    ours = json.loads(estimates.read_text())["median"]["point_estimate"] / 1e9 if estimates.exists() else None
    prefixes = random_prefixes(1_000_000)
    networks = [ipaddress.IPv4Network(prefix) for prefix in prefixes]
    start = time.perf_counter()
    collapsed = sum(1 for _ in ipaddress.collapse_addresses(networks))
    stdlib = time.perf_counter() - start
    import netaddr

    networks = [netaddr.IPNetwork(prefix) for prefix in prefixes]
    start = time.perf_counter()
    merged = len(netaddr.cidr_merge(networks))
    other = time.perf_counter() - start
    if merged != collapsed:
        raise SystemExit(f"ipaddress gives {collapsed} prefixes, netaddr {merged}")
    return ours, stdlib, other, merged


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--runs", type=int, default=10)
    options.add_argument("--provider", default=ROOT / "target/x86_64-unknown-linux-gnu/release/terraform-provider-amazonconnect")
    options.add_argument("--document", default=ROOT / "../shared/data/documents/2026-08-22-15-17-05.json.gz")
    options.add_argument("--skip-merge", action="store_true")
    options = options.parse_args()
    provider = pathlib.Path(options.provider).resolve()
    if not provider.exists():
        raise SystemExit(f"{provider} is absent: build it first, as this file's head says")
    aws = next((ROOT / ".venv/mirror").glob(f"{HOST}/hashicorp/aws/*/*/terraform-provider-aws_*"), None)
    if aws is None:
        raise SystemExit("hashicorp/aws is absent: run tests/install.sh")
    content = pathlib.Path(options.document).read_bytes()
    Counter.document = gzip.decompress(content) if content[:2] == b"\x1f\x8b" else content
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Counter)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_port}/ip-ranges.json"
    started_on = machine()

    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        own_mirror(folder, provider)
        command_line_configuration(folder, ROOT / ".venv/mirror")
        document = folder / "ip-ranges.json"
        document.write_bytes(Counter.document)

        ours = REQUIRED % ("amazonconnect", "amazonconnect/amazonconnect")
        from_file = ours + f'provider "amazonconnect" {{ ip_ranges_url = "file://{document}" }}\n'
        from_url = ours + f'provider "amazonconnect" {{ ip_ranges_url = "{url}" }}\n'
        theirs = REQUIRED % ("aws", "hashicorp/aws") + AWS_PROVIDER

        def our_ranges(region):
            return f'  services = ["AMAZON_CONNECT", "EC2"]\n  regions  = ["{region}"]\n'

        def their_ranges(region):
            return f'  url      = "{url}"\n  services = ["amazon_connect", "ec2"]\n  regions  = ["{region}"]\n'

        plans = {"none": Plan(folder, "no provider", 'output "x" { value = 1 }\n')}
        rules = from_file + 'data "amazonconnect_network_rules" "x" { regions = ["us-east-1"] }\n'
        plans["rules"] = Plan(folder, "network_rules, file", rules)
        for count in (1, 10, 100):
            plans["ours", count] = Plan(folder, f"ours {count}", from_url + blocks("amazonconnect_ip_ranges", our_ranges, count))
            plans["theirs", count] = Plan(folder, f"theirs {count}", theirs + blocks("aws_ip_ranges", their_ranges, count))
        fetches = {}
        for round_ in range(options.runs):
            for name, plan in plans.items():
                before = Counter.requests
                plan.run()
                fetches[name] = Counter.requests - before
        thousand = Plan(folder, "ours 1000", from_url + blocks("amazonconnect_ip_ranges", our_ranges, 1000))
        for _ in range(3):
            before = Counter.requests
            thousand.run()
            fetches["thousand"] = Counter.requests - before

        certificate = client_certificate(folder)
        handshakes = handshake(provider, certificate, 20), handshake(aws, certificate, 20)
        memory = plans["rules"].peak_memory("terraform-provider-amazonconnect_v"), plans["theirs", 1].peak_memory("terraform-provider-aws_")

    none, rules = plans["none"].median(), plans["rules"].median()
    print(f"Machine: {started_on}. Medians of {options.runs}, interleaved.\n")
    print("| what | this provider | beside it | ratio |\n|---|---|---|---|")

    def row(what, ours, beside, unit, ratio, digits=0):
        print(f"| {what} | {ours:.{digits}f} {unit} | {beside} | {ratio} |")

    row("`plan`, one `network_rules`, `file://`", rules * 1000, f"no provider: {none * 1000:.0f} ms", "ms", f"{rules / none:.2f} ×")
    single = plans["theirs", 1].median()
    row("the same", rules * 1000, f"one `aws_ip_ranges`: {single * 1000:.0f} ms", "ms", f"1/{single / rules:.1f}")
    for count in (1, 10, 100):
        mine, other = plans["ours", count].median(), plans["theirs", count].median()
        what = f"`plan`, {count} block{'s' if count > 1 else ''}, loopback ({fetches['ours', count]} against {fetches['theirs', count]} downloads)"
        row(what, mine * 1000, f"`aws_ip_ranges`: {other * 1000:.0f} ms", "ms", f"1/{other / mine:.1f}")
    row(f"`plan`, 1000 blocks, loopback ({fetches['thousand']} download)", thousand.median(), "–", "s", "–", 2)
    row("exec to handshake line", handshakes[0], f"hashicorp/aws: {handshakes[1]:.1f} ms", "ms", f"1/{handshakes[1] / handshakes[0]:.1f}", 1)
    row("peak memory in a plan", memory[0], f"hashicorp/aws: {memory[1]:.0f} MiB", "MiB", f"1/{memory[1] / memory[0]:.1f}", 1)
    sizes = provider.stat().st_size / 2**20, aws.stat().st_size / 2**20
    row("binary", sizes[0], f"hashicorp/aws: {sizes[1]:.0f} MiB", "MiB", f"1/{sizes[1] / sizes[0]:.1f}", 1)
    if not options.skip_merge:
        ours, stdlib, other, merged = merge_figures()
        shown = f"{ours:.3f} s" if ours else "not measured"
        for name, seconds in (("`ipaddress`", stdlib), ("`netaddr`", other)):
            ratio = f"1/{seconds / ours:.0f}" if ours else "–"
            print(f"| merge 1,000,000 random IPv4 prefixes (to {merged:,}) | {shown} | Python {name}: {seconds:.1f} s | {ratio} |")


if __name__ == "__main__":
    main()
