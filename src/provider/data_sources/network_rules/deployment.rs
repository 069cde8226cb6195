//! Arguments → the deployment that the rules are resolved for. What the
//! arguments mean together is checked by the resolution.

use std::collections::BTreeSet;

use super::state::NetworkRulesState;
use crate::{
    model::{IpVersion, Region},
    provider::arguments::{Arguments, flag, names},
    rules::{Budget, ClientOs, Firewall, Merge, NetworkDeployment, SignIn, VdiRole},
};

/// The most that `max_cidrs` can sensibly be: the entries of a whole document.
const LARGEST_BUDGET: i128 = 1_000_000;

/// The deployment, or `None` if an argument is wrong or not known yet.
pub(super) fn deployment(arguments: &mut Arguments, config: &NetworkRulesState) -> Option<NetworkDeployment> {
    let regions = arguments.strings("regions", &config.regions);
    let ip_versions = arguments.choices(
        "ip_versions",
        &config.ip_versions,
        &IpVersion::ALL.map(|version| (version.as_str(), version)),
        IpVersion::ALL.to_vec(),
    );
    let services = arguments.strings("services", &config.services);
    let client_os = arguments.choices(
        "client_os",
        &config.client_os,
        &names(&ClientOs::ALL, |system| system.as_str()),
        vec![ClientOs::Windows],
    );
    let sign_in = arguments.choice("sign_in", &config.sign_in, &names(&SignIn::ALL, |choice| choice.as_str()), SignIn::Connect);
    let firewall =
        arguments.choice("firewall", &config.firewall, &names(&Firewall::ALL, |choice| choice.as_str()), Firewall::Stateful);
    let merge = arguments.choice("merge", &config.merge, &names(&Merge::ALL, |choice| choice.as_str()), Merge::PerService);
    let vdi_role = arguments.choice("vdi_role", &config.vdi_role, &names(&VdiRole::ALL, |role| role.as_str()), VdiRole::None);
    let ephemeral_ports = arguments.parsed("ephemeral_ports", &config.ephemeral_ports);
    let max_cidrs = arguments.integer("max_cidrs", &config.max_cidrs, 1..=LARGEST_BUDGET);
    let max_ratio = arguments.non_negative("max_overshoot_ratio", &config.max_overshoot_ratio);
    if config.max_overshoot_ratio.is_value() && config.max_cidrs.is_null() {
        arguments.error(
            "max_overshoot_ratio",
            "max_overshoot_ratio has no effect without max_cidrs: set max_cidrs too, or remove max_overshoot_ratio.",
        );
    }
    if config.firewall.as_deref_option() != Some(Firewall::Stateless.as_str()) && !config.firewall.is_unknown() {
        for (name, is_set) in [("client_os", config.client_os.is_value()), ("ephemeral_ports", config.ephemeral_ports.is_value())]
        {
            if is_set {
                arguments.error(
                    name,
                    format!(
                        "{name} describes return traffic, which only a stateless firewall needs rules for: set firewall = \"stateless\", or \
                         remove {name}."
                    ),
                );
            }
        }
    }
    if config.client_os.is_value() && config.ephemeral_ports.is_value() {
        arguments.error("ephemeral_ports", "ephemeral_ports and client_os both name the clients' ports: remove one of the two.");
    }
    if regions.is_null() {
        arguments.error("regions", "regions is null: expected the Region of the instance, such as [\"us-east-1\"].");
    }
    if arguments.failed() || regions.is_unknown() || services.is_unknown() {
        return None;
    }
    Some(NetworkDeployment {
        ip_versions: ip_versions?.into_iter().collect(),
        softphone: flag(config.softphone, true),
        sign_in: sign_in?,
        video_calling: flag(config.video_calling, false),
        external_voice: flag(config.external_voice, false),
        s3_uploads: flag(config.s3_uploads, false),
        services: services.as_option().map(|names| names.into_iter().collect::<BTreeSet<_>>()),
        ec2_global: flag(config.ec2_global, true),
        firewall: firewall?,
        client_os: client_os?.into_iter().collect(),
        ephemeral_ports,
        merge: merge?,
        vdi_role: vdi_role?,
        budget: max_cidrs.and_then(|cidrs| {
            Some(Budget { max_cidrs: usize::try_from(cidrs).ok()?, max_overshoot_ratio: max_ratio.unwrap_or_default() })
        }),
        ..NetworkDeployment::new(regions.as_option()?.iter().map(|name| Region::from(name.as_str())))
    })
}
