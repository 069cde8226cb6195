//! The nftables text for stateless rules, against real packets: a reply passes,
//! and what is none does not, though the filter tracks no connections.
//!
//! Two network namespaces of the test's own are joined by a cable
//! (`tests/packets/`). The same exchanges are tried with an open filter, with the
//! rules, and with the rules without replies, so that each is seen to pass and to
//! be dropped.

use crate::{
    render::sample::{self, Pair, reply, request},
    support::{
        command::{Outcome, run},
        skip::skip,
    },
};
use amazonconnect::{
    model::{Direction, IpProtocol, PortRange},
    render::{TextFormat, TextOptions, render_text},
};
use serde_json::{Value, json};
use std::{fs, path::Path, process::Command, time::Duration};

/// Everything is dropped that the rules do not accept. No `ct` anywhere.
const BASE_CHAINS: &str = "table inet filter {
    chain input {
        type filter hook input priority 0; policy drop;
        jump amazon-connect-ingress
    }
    chain output {
        type filter hook output priority 0; policy drop;
        jump amazon-connect-egress
    }
}
";

/// Joins the namespace of the shell to the server's, and tries the exchanges
/// with each filter. Arguments: the folder of the scripts, and the filters.
const SCENE: &str = r#"
scripts=$1; shift
unshare -n sleep 60 & helpers=$!; server=/proc/$!/ns/net
trap 'kill $helpers' EXIT
until [ "$(readlink $server)" != "$(readlink /proc/self/ns/net)" ]; do sleep 0.02; done
end() { # namespace, own name, own address, other name, other address
    nsenter --net=$1 ip tuntap add dev $2 mode tun
    nsenter --net=$1 python3 "$scripts/cable.py" $2 cable.$2 cable.$4 & helpers="$helpers $!"
    nsenter --net=$1 ip address add $3/32 peer $5/32 dev $2
    nsenter --net=$1 ip link set $2 up
}
wait_for() { until [ -S $1 ]; do kill -0 $!; sleep 0.02; done; }
end /proc/self/ns/net client 10.20.0.2 server 192.0.2.1
wait_for cable.client
end $server server 192.0.2.1 client 10.20.0.2
wait_for cable.server
nsenter --net=$server python3 "$scripts/exchange.py" serve orders & helpers="$helpers $!"
wait_for orders
base=50000
for filter in "$@"; do
    nft flush ruleset
    nft -f "$filter"
    python3 "$scripts/exchange.py" try orders "$base"
    base=$((base + 1000))
done
"#;

/// Media and HTTPS of one server.
fn requests() -> Vec<Pair> {
    let prefix = "192.0.2.0/24".parse().unwrap();
    [(IpProtocol::Udp, 3478), (IpProtocol::Tcp, 443)]
        .map(|(protocol, port)| request(Direction::Egress, protocol, PortRange::single(port), prefix))
        .to_vec()
}

/// Whether this machine can do it. If not, says why, and fails where CI is set.
fn possible(folder: &Path) -> bool {
    for program in ["nft", "ip", "unshare", "nsenter", "python3"] {
        if !Command::new("sh").args(["-c", &format!("command -v {program}")]).output().unwrap().status.success() {
            skip(&format!("{program} is absent: tests/install.sh installs it"));
            return false;
        }
    }
    let allowed = in_own_network(folder, &["-c", "nft list ruleset && ip tuntap add dev one mode tun"]);
    if allowed.code != Some(0) {
        skip(&format!("this user may make no network namespaces: {}", allowed.text()));
    }
    allowed.code == Some(0)
}

fn in_own_network(folder: &Path, shell: &[&str]) -> Outcome {
    let mut command = Command::new("unshare");
    run(command.args(["-r", "-n", "sh"]).args(shell).current_dir(folder), Duration::from_secs(60))
}

#[test]
fn a_reply_passes_and_a_fresh_connection_does_not() {
    let folder = tempfile::tempdir().unwrap();
    if !possible(folder.path()) {
        return;
    }
    let filter = |name: &str, pairs: &[Pair]| {
        let text = render_text(&sample::set(pairs), TextFormat::Nftables, &TextOptions::default()).unwrap();
        assert!(!text.contains("ct "), "the filter tracks nothing");
        fs::write(folder.path().join(name), format!("{text}{BASE_CHAINS}")).unwrap();
    };
    let replies = requests().into_iter().map(|request| reply(request, "49152-65535".parse().unwrap()));
    fs::write(folder.path().join("open"), "").unwrap();
    filter("stateless", &requests().into_iter().chain(replies).collect::<Vec<_>>());
    filter("without_replies", &requests());

    let scripts = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/packets");
    let shell = ["-ec", SCENE, "sh", scripts.to_str().unwrap(), "open", "stateless", "without_replies"];
    let outcome = in_own_network(folder.path(), &shell).success();
    let seen: Vec<Value> = outcome.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let passed = |udp_reply: bool, udp_foreign: bool, tcp_reply: bool, tcp_fresh: bool| {
        json!({
            "udp_reply": udp_reply,
            "udp_from_a_foreign_port": udp_foreign,
            "tcp_reply": tcp_reply,
            "fresh_tcp_from_the_service_port": tcp_fresh,
        })
    };
    assert_eq!(seen, [passed(true, true, true, true), passed(true, false, true, false), passed(false, false, false, false)]);
}
