//! What a firewall that knows no sessions needs besides.

use super::*;
use crate::{
    requirements::{DeploymentTrait, Requirement, Status, Way},
    rules::network::{contributions::contributions_of, demand::demand},
};

fn stateless(regions: &[&str]) -> NetworkDeployment {
    let mut deployment = deployment(regions);
    deployment.firewall = Firewall::Stateless;
    deployment
}

fn of_flow(resolved: &NetworkRules, flow: Flow) -> impl Iterator<Item = &Rule> {
    resolved.rules.iter().filter(move |rule| rule.permission.flow == flow)
}

fn return_ports(deployment: &NetworkDeployment) -> BTreeSet<String> {
    let resolved = resolve(deployment);
    of_flow(&resolved, Flow::Return).map(|rule| format!("{}/{}", rule.permission.ip_protocol, rule.permission.ports)).collect()
}

fn ports(texts: &[&str]) -> BTreeSet<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

#[test]
fn return_rules_are_for_stateless_firewalls_alone() {
    let resolved = resolve(&deployment(&["us-east-1"]));
    assert!(resolved.rules.iter().all(|rule| rule.permission.is_request() && rule.permission.direction == Direction::Egress));
    assert_eq!(return_ports(&stateless(&["us-east-1"])), ports(&["tcp/49152-65535", "udp/49152-65535"]));
    let mut explicit = stateless(&["us-east-1"]);
    explicit.ephemeral_ports = "1024-65535".parse().ok();
    assert_eq!(return_ports(&explicit), ports(&["tcp/1024-65535", "udp/1024-65535"]));
    explicit.ephemeral_ports = "40000-50000".parse().ok();
    explicit.client_os = Some(BTreeSet::from([ClientOs::MacOs, ClientOs::Nat]));
    assert_eq!(return_ports(&explicit), ports(&["tcp/40000-50000", "udp/40000-50000"]), "an explicit range stands for all");
}

/// Every request has its replies, from the ports that it went to, in the other
/// direction, from the same addresses; and there are no others.
#[track_caller]
fn assert_answered(resolved: &NetworkRules) {
    let addresses = addresses(resolved);
    let request_of = |reply: &Permission| Permission {
        direction: match reply.direction {
            Direction::Egress => Direction::Ingress,
            Direction::Ingress => Direction::Egress,
        },
        flow: Flow::Request,
        ports: reply.source_ports.unwrap(),
        source_ports: None,
        ..*reply
    };
    let mut answered = BTreeSet::new();
    for (reply, prefixes) in addresses.iter().filter(|(permission, _)| permission.flow == Flow::Return) {
        assert_eq!(Some(prefixes), addresses.get(&request_of(reply)), "{reply} has addresses of its own");
        answered.insert(request_of(reply));
    }
    for request in addresses.keys().filter(|permission| permission.is_request()) {
        assert_eq!(request.source_ports, None, "{request}");
        assert!(answered.contains(request), "{request} has no way back");
    }
}

#[test]
fn every_request_has_its_replies_from_the_ports_that_it_went_to() {
    for merge in Merge::ALL.iter().copied() {
        for systems in [vec![ClientOs::Windows], vec![ClientOs::Windows, ClientOs::Linux], vec![ClientOs::Nat]] {
            let mut everything = stateless(&["us-east-1"]);
            everything.video_calling = true;
            everything.s3_uploads = true;
            everything.merge = merge;
            everything.client_os = Some(systems.into_iter().collect());
            let resolved = resolve(&everything);
            assert_answered(&resolved);
            assert!(of_flow(&resolved, Flow::Return).all(|rule| rule.permission.direction == Direction::Ingress));
        }
    }
    let resolved = resolve(&stateless(&["us-east-1"]));
    assert_eq!(resolved.rules.len(), 8, "one a permission: four requests and their replies");
    let names: Vec<_> = of_flow(&resolved, Flow::Return).map(|rule| rule.permission.to_string()).collect();
    assert_eq!(
        names,
        [
            "ingress tcp/49152-65535 from 443 ipv4",
            "ingress tcp/49152-65535 from 443 ipv6",
            "ingress udp/49152-65535 from 3478 ipv4",
            "ingress udp/49152-65535 from 3478 ipv6",
        ]
    );
}

#[test]
fn systems_have_the_ports_that_a_source_names() {
    let of = |systems: &[ClientOs]| {
        let mut deployment = stateless(&["us-east-1"]);
        deployment.client_os = Some(systems.iter().copied().collect());
        return_ports(&deployment)
    };
    assert_eq!(of(&[ClientOs::Nat]), ports(&["tcp/1024-65535", "udp/1024-65535"]));
    assert_eq!(of(&[ClientOs::Linux]), ports(&["tcp/32768-61000", "udp/32768-61000"]));
    let both = ports(&["tcp/32768-61000", "tcp/49152-65535", "udp/32768-61000", "udp/49152-65535"]);
    assert_eq!(of(&[ClientOs::Windows, ClientOs::Linux]), both);
    for (system, name) in [(ClientOs::MacOs, "macos"), (ClientOs::ChromeOs, "chromeos")] {
        refuses(
            |it| {
                it.firewall = Firewall::Stateless;
                it.client_os = Some(BTreeSet::from([ClientOs::Windows, system]));
            },
            "client_os",
            &format!("client_os holds \"{name}\", whose ephemeral ports no AWS page names: give ephemeral_ports"),
        );
        let mut explicit = stateless(&["us-east-1"]);
        explicit.client_os = Some(BTreeSet::from([system]));
        explicit.ephemeral_ports = "49152-65535".parse().ok();
        assert_eq!(return_ports(&explicit), ports(&["tcp/49152-65535", "udp/49152-65535"]));
    }
}

#[test]
fn what_only_return_rules_read_is_refused_elsewhere() {
    refuses(|it| it.ephemeral_ports = "49152-65535".parse().ok(), "ephemeral_ports", "set firewall = \"stateless\"");
    let systems = |it: &mut NetworkDeployment| it.client_os = Some(BTreeSet::from([ClientOs::Linux]));
    refuses(systems, "client_os", "set firewall = \"stateless\", or remove client_os");
}

#[test]
fn voice_connectors_call_the_routes_that_were_chosen() {
    let mut deployment = deployment(&["eu-west-2"]);
    deployment.external_voice_routes = Some(routes(&[("tcp", 6061), ("udp", 6060)]));
    deployment.services = Some(BTreeSet::from(["CHIME_VOICECONNECTOR".into()]));
    let resolved = resolve(&deployment);
    let traffic: BTreeSet<_> = resolved.rules.iter().map(|rule| rule.permission.traffic_name('-')).collect();
    let to_aws = ["egress-tcp-5060", "egress-tcp-5061", "egress-udp-5000-65000", "egress-udp-5060"];
    let from_aws = ["ingress-tcp-6061", "ingress-udp-5000-65000", "ingress-udp-6060"];
    assert_eq!(traffic, to_aws.into_iter().chain(from_aws).map(str::to_owned).collect());
    for name in &traffic {
        for prefix in ["99.77.249.0/24", "2600:f0f0:c045::/48"] {
            assert!(keys(&resolved).contains(&format!("{name}-{prefix}")), "{name} {prefix}");
        }
    }
    assert_eq!(keys(&resolved).len(), 14);
    assert_eq!(resolved.rules.len(), 14, "one a permission");
    assert_eq!(resolved.warnings, [], "the page's IPv6 prefix stands in for the missing rows");
    assert_eq!(resolved.rules[0].label.requirements, ["cidr-voice-connector", "ipr-chime-voiceconnector"]);
    let answers = |resolved: &NetworkRules| {
        let returned = resolved.rules.iter().filter(|rule| rule.permission.flow == Flow::Return);
        returned.map(|rule| rule.permission.traffic_name('-')).collect::<BTreeSet<_>>()
    };
    assert_eq!(answers(&resolved), BTreeSet::new(), "a stateful firewall lets answers out");
    deployment.firewall = Firewall::Stateless;
    deployment.ephemeral_ports = "32768-65535".parse().ok();
    // In, what answers calls to AWS's ports; out, what answers calls to the routes.
    let expected = [
        "egress-tcp-1024-65535-from-6061",
        "egress-udp-1024-65535-from-5000-65000",
        "egress-udp-1024-65535-from-6060",
        "ingress-tcp-32768-65535-from-5060",
        "ingress-tcp-32768-65535-from-5061",
        "ingress-udp-32768-65535-from-5000-65000",
        "ingress-udp-32768-65535-from-5060",
    ];
    assert_eq!(answers(&resolve(&deployment)), expected.map(str::to_owned).into());
}

/// Rows that AWS no longer stands behind return nothing, whatever they are.
#[test]
fn a_return_row_out_of_force_never_becomes_a_rule() {
    fn row(id: &'static str, status: Status) -> &'static Requirement {
        let template = *lookup("return-tcp-windows").unwrap();
        let needed_by = &[DeploymentTrait::StatelessWindows];
        Box::leak(Box::new(Requirement { id, status, needed_by, way: Way::Inbound, ..template }))
    }
    let deployment = stateless(&["us-east-1"]);
    let document = document(ROWS);
    let demands = demand(document.ranges(), false, &deployment, &mut Vec::new()).unwrap();
    for status in Status::ALL.iter().copied() {
        let of_row = contributions_of([row("row", status)].into_iter(), &demands, &deployment);
        let returned = of_row.keys().filter(|permission| permission.flow == Flow::Return).count();
        let in_force = matches!(status, Status::Current | Status::Derived);
        assert_eq!(returned, if in_force { 2 } else { 0 }, "{status}");
    }
}
