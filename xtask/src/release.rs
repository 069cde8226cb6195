//! `cargo xtask release <binary> <folder>`: a built provider as registries take
//! it: the binary in a zip file, what is in it (CycloneDX), and the digests of
//! both (<https://developer.hashicorp.com/terraform/registry/providers/publishing>,
//! read 2026-11-24). The same binary gives the same files.

use amazonconnect::fetch::sha256_hex;
use std::{error::Error, fs, path::Path};

use crate::{
    archive::zip_of,
    sbom::{host, sbom},
};

const NAME: &str = "terraform-provider-amazonconnect";

/// Go's names of a platform, from Rust's.
fn platform(target: &str) -> Result<String, String> {
    let os = [("linux", "linux"), ("apple-darwin", "darwin"), ("windows", "windows")];
    let os = os.into_iter().find(|(name, _)| target.contains(name)).map(|(_, os)| os);
    let cpu = [("x86_64", "amd64"), ("aarch64", "arm64")];
    let cpu = cpu.into_iter().find(|(name, _)| target.starts_with(name)).map(|(_, cpu)| cpu);
    match (os, cpu) {
        (Some(os), Some(cpu)) => Ok(format!("{os}_{cpu}")),
        _ => Err(format!("the platform {target} has no name in a registry")),
    }
}

/// Writes the files for the platform of this machine's compiler; returns their names.
pub(crate) fn write(binary: &Path, folder: &Path) -> Result<Vec<String>, Box<dyn Error>> {
    let target = host()?;
    let version = amazonconnect_version();
    let (stem, suffix) = (format!("{NAME}_{version}"), if target.contains("windows") { ".exe" } else { "" });
    let content = fs::read(binary).map_err(|error| format!("cannot read {}: {error}", binary.display()))?;
    let platform = platform(&target)?;
    let files = [
        (format!("{stem}_{platform}.zip"), zip_of(&format!("{NAME}_v{version}{suffix}"), 0o755, &content)),
        (format!("{stem}_{platform}.cdx.json"), sbom(&target)?.into_bytes()),
    ];
    let sums: String = files.iter().map(|(name, bytes)| format!("{}  {name}\n", sha256_hex(bytes))).collect();
    fs::create_dir_all(folder)?;
    let all = files.into_iter().chain([(format!("{stem}_SHA256SUMS"), sums.into_bytes())]);
    all.map(|(name, bytes)| fs::write(folder.join(&name), bytes).map(|()| name).map_err(Into::into)).collect()
}

/// The provider's version; that of this crate is another.
fn amazonconnect_version() -> &'static str {
    include_str!("../../Cargo.toml")
        .lines()
        .find_map(|line| line.strip_prefix("version = \"")?.strip_suffix('"'))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_listed_with_its_digest_and_two_runs_are_alike() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/release-test");
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        let binary = folder.join("binary");
        fs::write(&binary, "a program").unwrap();
        let (one, two) = (folder.join("1"), folder.join("2"));
        let names = write(&binary, &one).unwrap();
        assert_eq!(names, write(&binary, &two).unwrap());
        let read = |name: &String| (fs::read(one.join(name)).unwrap(), fs::read(two.join(name)).unwrap());
        assert!(names.iter().map(read).all(|(one, two)| one == two));
        let [files @ .., sums] = names.as_slice() else { panic!("no files") };
        let lines = files.iter().map(|name| format!("{}  {name}\n", sha256_hex(&fs::read(one.join(name)).unwrap())));
        assert_eq!(fs::read_to_string(one.join(sums)).unwrap(), lines.collect::<String>());
        assert!(files.len() == 2 && files[0].ends_with(".zip") && files[1].ends_with(".cdx.json"), "{files:?}");
        assert!(sums.starts_with(&format!("{NAME}_{}_", env!("CARGO_PKG_VERSION").replace("0.0.0", amazonconnect_version()))));
        fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn platforms_have_the_names_of_registries() {
        assert_eq!(platform("x86_64-unknown-linux-gnu").unwrap(), "linux_amd64");
        assert_eq!(platform("aarch64-apple-darwin").unwrap(), "darwin_arm64");
        assert_eq!(platform("x86_64-pc-windows-msvc").unwrap(), "windows_amd64");
        platform("riscv64gc-unknown-linux-gnu").unwrap_err();
    }
}
