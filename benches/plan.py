"""A Terraform configuration that is planned again and again, for the benchmarks beside this file."""

import os
import pathlib
import platform
import statistics
import subprocess
import time

HOST = os.environ.get("REGISTRY_HOST", "registry.terraform.io")
TERRAFORM = os.environ.get("TF_BINARY", "terraform")
VERSION = "0.1.0"

REQUIRED = """
terraform {
  required_providers {
    %s = { source = "%s" }
  }
}
"""

def own_mirror(folder, provider):
    """A file-system mirror with the binary `provider` in `folder`."""
    own = folder / f"mirror/{HOST}/amazonconnect/amazonconnect/{VERSION}/linux_amd64"
    own.mkdir(parents=True)
    (own / f"terraform-provider-amazonconnect_v{VERSION}").symlink_to(provider)


def command_line_configuration(folder, others):
    """Terraform takes this provider from `folder`, and hashicorp's from the mirror `others`."""
    (folder / "cli.tfrc").write_text(
        "provider_installation {\n"
        f'  filesystem_mirror {{\n    path = "{folder}/mirror"\n    include = ["{HOST}/amazonconnect/*"]\n  }}\n'
        f'  filesystem_mirror {{\n    path = "{others}"\n    include = ["{HOST}/hashicorp/*"]\n  }}\n}}\n'
    )


class Plan:
    """One configuration, initialised, to be planned again and again."""

    def __init__(self, folder, name, text):
        self.name = name
        self.folder = folder / name.replace(" ", "-").replace(",", "")
        self.folder.mkdir()
        (self.folder / "main.tf").write_text(text)
        self.environment = {key: value for key, value in os.environ.items() if not key.startswith(("TF_", "RUST_"))}
        self.environment |= {"TF_CLI_CONFIG_FILE": str(folder / "cli.tfrc"), "CHECKPOINT_DISABLE": "1", "TF_IN_AUTOMATION": "1"}
        self.seconds = []
        self.terraform("init")

    def terraform(self, *arguments):
        done = subprocess.run([TERRAFORM, *arguments, "-no-color"], cwd=self.folder, env=self.environment, capture_output=True, text=True)
        if done.returncode:
            raise SystemExit(f"{self.name}: terraform {' '.join(arguments)} failed:\n{done.stdout}{done.stderr}")

    def run(self):
        start = time.perf_counter()
        self.terraform("plan")
        self.seconds.append(time.perf_counter() - start)

    def median(self):
        return statistics.median(self.seconds)

    def peak_memory(self, binary):
        """The largest resident set of one process of `binary` during a plan, in MiB."""
        process = subprocess.Popen([TERRAFORM, "plan"], cwd=self.folder, env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        peak = 0
        while process.poll() is None:
            for entry in pathlib.Path("/proc").iterdir():
                try:
                    if entry.name.isdigit() and binary in (entry / "cmdline").read_bytes().decode(errors="replace"):
                        for line in (entry / "status").read_text().splitlines():
                            if line.startswith("VmHWM:"):
                                peak = max(peak, int(line.split()[1]))
                except (FileNotFoundError, ProcessLookupError, PermissionError):
                    continue
            time.sleep(0.001)
        return peak / 1024


def machine():
    model = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), platform.machine())
    return f"{os.cpu_count()} × {model}, load {os.getloadavg()[0]:.1f} at the start"
