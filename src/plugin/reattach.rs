//! What a host needs to attach to a provider that a developer started: the
//! provider's address and socket in → the line to set in the environment out.
//! The host then neither starts nor ends the process.

use serde_json::{Map, Value, json};

use super::{address::Address, handshake::PROVIDER_PROTOCOL};

/// Where Terraform and OpenTofu look for a provider that names no host.
const REGISTRIES: [&str; 2] = ["registry.terraform.io", "registry.opentofu.org"];

/// `TF_REATTACH_PROVIDERS='…'` for the provider `namespace/name`.
pub(super) fn reattach_line(provider: &str, process_id: u32, address: &Address) -> String {
    let configuration = json!({
        "Protocol": "grpc",
        "ProtocolVersion": PROVIDER_PROTOCOL,
        "Pid": process_id,
        // The host leaves the process alone.
        "Test": true,
        "Addr": { "Network": address.network(), "String": address.to_string() },
    });
    let providers: Map<_, _> =
        REGISTRIES.iter().map(|registry| (format!("{registry}/{provider}"), configuration.clone())).collect();
    // A shell ends quoted text at an apostrophe; JSON can do without one.
    let json = Value::Object(providers).to_string().replace('\'', "\\u0027");
    format!("TF_REATTACH_PROVIDERS='{json}'")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_registries_are_named_and_the_shell_reads_it_back() {
        let line = reattach_line("ns/name", 7, &Address::Unix("/tmp/it's here".to_owned()));
        let json = line.strip_prefix("TF_REATTACH_PROVIDERS='").unwrap().strip_suffix('\'').unwrap();
        assert!(!json.contains('\''));
        let value: Value = serde_json::from_str(json).unwrap();
        for registry in ["registry.terraform.io/ns/name", "registry.opentofu.org/ns/name"] {
            let expected = json!({"Protocol": "grpc", "ProtocolVersion": 6, "Pid": 7, "Test": true,
                "Addr": {"Network": "unix", "String": "/tmp/it's here"}});
            assert_eq!(value[registry], expected);
        }
        assert_eq!(value.as_object().unwrap().len(), 2);
    }
}
