//! What is in the binary, as a CycloneDX 1.5 document
//! (<https://cyclonedx.org/docs/1.5/json/>, read 2026-11-24): the provider and
//! every crate that it links, with version, licence and digest. No time, no
//! random number: the same lock file gives the same bytes.

use serde_json::{Map, Value, json};
use std::{
    collections::{BTreeMap, BTreeSet},
    error::Error,
    fs,
    path::Path,
    process::Command,
};

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// The document for the platform `target`, such as `x86_64-unknown-linux-gnu`.
pub(crate) fn sbom(target: &str) -> Result<String, Box<dyn Error>> {
    let metadata = metadata(target)?;
    let lock = fs::read_to_string(Path::new(ROOT).join("Cargo.lock"))?;
    let digests = digests(&lock);
    let packages: BTreeMap<&str, &Value> = list(&metadata["packages"]).map(|package| (text(&package["id"]), package)).collect();
    let nodes: BTreeMap<&str, &Value> = list(&metadata["resolve"]["nodes"]).map(|node| (text(&node["id"]), node)).collect();
    let root = text(&metadata["resolve"]["root"]);

    // By reference, hence in order.
    let (mut components, mut dependencies) = (BTreeMap::new(), BTreeMap::new());
    let (mut open, mut seen) = (vec![root], BTreeSet::from([root]));
    while let Some(id) = open.pop() {
        let linked: BTreeMap<String, &str> = linked(nodes[id]).map(|id| (reference(packages[id]), id)).collect();
        open.extend(linked.values().filter(|id| seen.insert(*id)));
        let reference = reference(packages[id]);
        dependencies.insert(reference.clone(), json!({ "ref": reference, "dependsOn": linked.keys().collect::<Vec<_>>() }));
        components.insert(reference, component(packages[id], if id == root { "application" } else { "library" }, &digests));
    }
    let provider = components.remove(&reference(packages[root]));
    let document = json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": { "component": provider, "properties": [{ "name": "target", "value": target }] },
        "components": components.into_values().collect::<Vec<_>>(),
        "dependencies": dependencies.into_values().collect::<Vec<_>>(),
    });
    Ok(serde_json::to_string_pretty(&document)? + "\n")
}

/// The platform of the compiler, for which `cargo build` builds.
pub(crate) fn host() -> Result<String, Box<dyn Error>> {
    let output = Command::new("rustc").arg("-vV").output()?;
    let text = String::from_utf8(output.stdout)?;
    Ok(text.lines().find_map(|line| line.strip_prefix("host: ")).ok_or("rustc does not say its host")?.to_owned())
}

fn metadata(target: &str) -> Result<Value, Box<dyn Error>> {
    let arguments = ["metadata", "--format-version", "1", "--locked", "--filter-platform", target];
    let output = Command::new(env!("CARGO")).args(arguments).current_dir(ROOT).output()?;
    if !output.status.success() {
        return Err(format!("cargo metadata failed: {}", String::from_utf8_lossy(&output.stderr)).into());
    }
    Ok(serde_json::from_slice(&output.stdout)?)
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// What a crate links: neither what tests it nor what builds it.
fn linked(node: &Value) -> impl Iterator<Item = &str> {
    let is_linked = |dependency: &&Value| list(&dependency["dep_kinds"]).any(|kind| kind["kind"].is_null());
    list(&node["deps"]).filter(is_linked).map(|dependency| text(&dependency["pkg"]))
}

/// A package URL.
fn reference(package: &Value) -> String {
    format!("pkg:cargo/{}@{}", text(&package["name"]), text(&package["version"]))
}

fn component(package: &Value, kind: &str, digests: &BTreeMap<(String, String), String>) -> Value {
    let (name, version) = (text(&package["name"]), text(&package["version"]));
    let mut component = Map::new();
    component.insert("type".to_owned(), json!(kind));
    component.insert("bom-ref".to_owned(), json!(reference(package)));
    component.insert("name".to_owned(), json!(name));
    component.insert("version".to_owned(), json!(version));
    component.insert("purl".to_owned(), json!(reference(package)));
    if let Some(license) = package["license"].as_str() {
        // The way in which old manifests write a choice.
        component.insert("licenses".to_owned(), json!([{ "expression": license.replace('/', " OR ") }]));
    }
    if let Some(digest) = digests.get(&(name.to_owned(), version.to_owned())) {
        component.insert("hashes".to_owned(), json!([{ "alg": "SHA-256", "content": digest }]));
    }
    Value::Object(component)
}

/// The digests of the lock file, by name and version.
fn digests(lock: &str) -> BTreeMap<(String, String), String> {
    let package = |block: &str| {
        let field = |name: &str| {
            let line = block.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(" = \""));
            line.and_then(|rest| rest.strip_suffix('"')).map(str::to_owned)
        };
        Some(((field("name")?, field("version")?), field("checksum")?))
    };
    lock.split("[[package]]").filter_map(package).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_has_what_the_specification_requires() {
        let bom: Value = serde_json::from_str(&sbom(&host().unwrap()).unwrap()).unwrap();
        assert_eq!((&bom["bomFormat"], &bom["specVersion"], &bom["version"]), (&json!("CycloneDX"), &json!("1.5"), &json!(1)));
        let provider = &bom["metadata"]["component"];
        assert_eq!((&provider["type"], &provider["name"]), (&json!("application"), &json!("terraform-provider-amazonconnect")));
        let references: BTreeSet<&str> =
            list(&bom["components"]).chain([provider]).map(|component| text(&component["bom-ref"])).collect();
        assert_eq!(references.len(), bom["components"].as_array().unwrap().len() + 1, "every reference is one component's");
        for component in list(&bom["components"]) {
            assert!(["name", "version", "purl"].iter().all(|field| !text(&component[field]).is_empty()), "{component}");
            assert_eq!(component["type"], "library");
            assert!(!text(&component["licenses"][0]["expression"]).is_empty(), "{component}");
            // Those of this repository come from no registry.
            let is_own = text(&component["name"]).starts_with("amazonconnect-");
            let digest = text(&component["hashes"][0]["content"]);
            assert!(is_own || digest.len() == 64 && digest.bytes().all(|byte| byte.is_ascii_hexdigit()), "{component}");
        }
        let of: Vec<&str> = list(&bom["dependencies"]).map(|dependency| text(&dependency["ref"])).collect();
        assert!(of.iter().copied().eq(references.iter().copied()), "each component has its dependencies, in order");
        for dependency in list(&bom["dependencies"]).flat_map(|dependency| list(&dependency["dependsOn"])) {
            assert!(references.contains(text(dependency)), "{dependency}");
        }
    }

    #[test]
    fn it_holds_what_is_linked_and_nothing_else() {
        let document = sbom(&host().unwrap()).unwrap();
        for name in ["tf-provider", "tonic", "rustls", "aws-lc-sys", "reqwest", "serde_json"] {
            assert!(document.contains(&format!("\"pkg:cargo/{name}@")), "{name}");
        }
        for name in ["proptest", "insta", "criterion", "protox", "xtask", "windows-sys"] {
            assert!(!document.contains(&format!("\"pkg:cargo/{name}@")) || name == "windows-sys" && cfg!(windows), "{name}");
        }
    }

    #[test]
    fn two_runs_give_the_same_bytes() {
        let host = host().unwrap();
        assert_eq!(sbom(&host).unwrap(), sbom(&host).unwrap());
    }
}
