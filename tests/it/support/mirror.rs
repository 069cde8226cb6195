//! File-system mirrors that `terraform init` installs from.
//! In: a folder → out: the built provider in it, packed or unpacked, and the
//! place where `tests/install.sh` left the real hashicorp/aws.

use std::fs;
use std::path::{Path, PathBuf};

use super::archive::zip_of;

/// The provider under test.
pub const PROVIDER: &str = env!("CARGO_BIN_EXE_terraform-provider-amazonconnect");
/// Namespace and type.
pub const SOURCE: &str = "amazonconnect/amazonconnect";
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The registry host whose folder of a mirror is used.
pub fn registry_host() -> String {
    std::env::var("REGISTRY_HOST").unwrap_or_else(|_| "registry.terraform.io".to_owned())
}

/// `linux_amd64` and the like, in Go's words.
fn platform() -> String {
    let arch = match std::env::consts::ARCH {
        "x86_64" => "amd64",
        "aarch64" => "arm64",
        other => other,
    };
    let os = if std::env::consts::OS == "macos" { "darwin" } else { std::env::consts::OS };
    format!("{os}_{arch}")
}

/// Put the provider under `root` as an unpacked mirror.
pub fn make_unpacked(root: &Path) {
    let folder = root.join(registry_host()).join(SOURCE).join(VERSION).join(platform());
    fs::create_dir_all(&folder).unwrap();
    let target = folder.join(format!("terraform-provider-amazonconnect_v{VERSION}"));
    // A link costs nothing; another file system needs a copy.
    if fs::hard_link(PROVIDER, &target).is_err() {
        fs::copy(PROVIDER, &target).unwrap();
    }
}

/// Put the provider under `root` as a packed mirror: one zip.
pub fn make_packed(root: &Path) {
    let folder = root.join(registry_host()).join(SOURCE);
    fs::create_dir_all(&folder).unwrap();
    let name = format!("terraform-provider-amazonconnect_v{VERSION}");
    let archive = zip_of(&name, 0o755, &fs::read(PROVIDER).unwrap());
    fs::write(folder.join(format!("terraform-provider-amazonconnect_{VERSION}_{}.zip", platform())), archive).unwrap();
}

/// Where the fixture provider is built, beside the one under test.
pub fn fixture_folder() -> PathBuf {
    Path::new(PROVIDER).with_file_name("examples")
}

/// The mirror of the real hashicorp/aws, if `tests/install.sh` has made it.
pub fn aws_mirror() -> Option<PathBuf> {
    let mirror = Path::new(env!("CARGO_MANIFEST_DIR")).join(".venv/mirror");
    mirror.join(registry_host()).join("hashicorp/aws").is_dir().then_some(mirror)
}

/// A mirror of a newer hashicorp/aws, if the machine holds one.
pub fn newer_aws_mirror() -> Option<PathBuf> {
    let mirror = Path::new(env!("CARGO_MANIFEST_DIR")).join(".venv/newer-mirror");
    mirror.join(registry_host()).join("hashicorp/aws").is_dir().then_some(mirror)
}
