#!/usr/bin/env python3
"""Measures what plans with this provider cost, and prints a Markdown table beside the targets.

    cargo build --release
    python3 benches/plans.py [--runs 10] [--provider PATH] [--document PATH]

Everything that a row compares is planned interleaved in one run, so that a noisy moment hits
all of it; figures are medians. Read the ratios, not the milliseconds. What happens inside the
process is measured by `cargo bench --bench document` and `--bench process`.
"""

import argparse
import gzip
import json
import pathlib
import tempfile

from plan import REQUIRED, Plan, command_line_configuration, machine, own_mirror

ROOT = pathlib.Path(__file__).resolve().parent.parent
REGIONS = ["eu-central-1", "us-east-1", "us-west-2", "eu-west-2", "ap-northeast-1", "ap-southeast-2"]


def blocks(count, more=""):
    """Data sources, each with arguments of its own, so that none can be answered from another."""
    return "".join(
        f'data "amazonconnect_network_rules" "b{n}" {{\n  regions = ["{REGIONS[n % len(REGIONS)]}"]\n{more}}}\n' for n in range(count)
    )


def state_bytes(plan):
    """The size of the state after an apply."""
    plan.terraform("apply", "-auto-approve")
    return (plan.folder / "terraform.tfstate").stat().st_size


def for_each(text):
    """One resource for each element of `local.each`."""
    return text + 'resource "terraform_data" "each" {\n  for_each = local.each\n  input    = each.value\n}\n'


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--runs", type=int, default=10)
    options.add_argument("--provider", default=ROOT / "target/release/terraform-provider-amazonconnect")
    options.add_argument("--document", default=ROOT / "../shared/data/documents/2026-08-22-15-17-05.json.gz")
    options = options.parse_args()
    provider = pathlib.Path(options.provider).resolve()
    if not provider.exists():
        raise SystemExit(f"{provider} is absent: build it first, as this file's head says")
    content = pathlib.Path(options.document).read_bytes()
    content = gzip.decompress(content) if content[:2] == b"\x1f\x8b" else content
    started_on = machine()

    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        own_mirror(folder, provider)
        command_line_configuration(folder, folder / "none")
        document = folder / "ip-ranges.json"
        document.write_bytes(content)
        required = REQUIRED % ("amazonconnect", "amazonconnect/amazonconnect")
        provided = required + f'provider "amazonconnect" {{ ip_ranges_url = "file://{document}" }}\n'

        none = Plan(folder, "no provider", 'output "x" { value = 1 }\n')
        one = Plan(folder, "one", provided + 'data "amazonconnect_network_rules" "x" { regions = ["us-east-1"] }\n')
        hundred = Plan(folder, "hundred", provided + blocks(100))
        for _ in range(options.runs):
            for plan in (none, one, hundred):
                plan.run()
        thousand = Plan(folder, "thousand", provided + blocks(1000))
        for _ in range(3):
            thousand.run()

        def block(more):
            return provided + f'data "amazonconnect_network_rules" "x" {{\n  regions = ["us-east-1"]\n{more}}}\n'

        stateful = Plan(folder, "stateful state", block(""))
        stateless = Plan(folder, "stateless state", block('  firewall = "stateless"\n'))
        states = state_bytes(stateful), state_bytes(stateless)

        memory = 'resource "amazonconnect_range_ledger" "x" {\n' + "".join(
            f"  {name} = data.amazonconnect_network_rules.x.{name}\n" for name in ("rules", "document")
        )
        remembering = Plan(folder, "remembering", block("") + memory + "}\n")
        state_bytes(remembering)
        for _ in range(options.runs):
            for plan in (stateful, remembering):
                plan.run()
        resources = json.loads((remembering.folder / "terraform.tfstate").read_text())["resources"]
        (remembered,) = (one["instances"][0]["attributes"] for one in resources if one["type"] == "amazonconnect_range_ledger")
        growth = len(json.dumps(remembered)) / len(json.dumps({"rules": remembered["rules"]}))

        call = "provider::amazonconnect::security_group_rules(data.amazonconnect_network_rules.x.rules)"
        rendered = Plan(folder, "rendered", block("") + f'output "rules" {{ value = {call} }}\n')
        rendered.terraform("apply", "-auto-approve")
        values = json.loads((rendered.folder / "terraform.tfstate").read_text())["outputs"]["rules"]["value"]
        (folder / "rules.json").write_text(json.dumps(values))
        from_function = Plan(folder, "from function", for_each(block("") + f"locals {{\n  each = {call}\n}}\n"))
        from_file = Plan(folder, "from file", for_each(f'locals {{\n  each = jsondecode(file("{folder}/rules.json"))\n}}\n'))
        for _ in range(3):
            from_function.run()
            from_file.run()

    print(f"Machine: {started_on}. Medians of {options.runs} (of 3 for 1,000 blocks and `for_each`), interleaved.\n")
    print("| what | measured | target |\n|---|---|---|")
    ratio = one.median() / none.median()
    print(f"| plan, one `network_rules` : plan without provider | {one.median() * 1000:.0f} : {none.median() * 1000:.0f} ms = {ratio:.2f} × | 2.5 × |")
    print(f"| state of that block; stateless | {states[0] / 1024:.1f} KB; {states[1] / 1024:.1f} KB | 32 KB; 64 KB |")
    print(f"| plan, 100 such blocks | {hundred.median():.2f} s | 0.4 s |")
    print(f"| plan, 1,000 such blocks | {thousand.median():.2f} s | 3.5 s |")
    ratio = remembering.median() / stateful.median()
    print(f"| plan of that block with a ledger : without | {remembering.median() * 1000:.0f} : {stateful.median() * 1000:.0f} ms = {ratio:.2f} × | 1.4 × |")
    print(f"| state of the ledger : of its rules in it | {growth:.2f} × | 3 × |")
    ratio = from_function.median() / from_file.median()
    print(
        f"| `for_each` over {len(values)} rules of `security_group_rules` in a `local` : over the same from a JSON file "
        f"| {from_function.median():.2f} : {from_file.median():.2f} s = {ratio:.2f} × | 1.15 × |"
    )


if __name__ == "__main__":
    main()
