//! Which argument would add a service that a deployment does not use.

use super::NetworkDeployment;
use crate::{
    model::IpProtocol,
    rules::{SignIn, VdiRole, VoiceRoute},
};
use std::collections::BTreeSet;

/// An argument as it is written, and what sets it.
type Adding = (&'static str, fn(&mut NetworkDeployment));

/// The arguments that add services.
const ADDING: [Adding; 6] = [
    ("softphone = true", |deployment| deployment.softphone = true),
    ("video_calling = true", |deployment| deployment.video_calling = true),
    ("external_voice_routes = [{ ip_protocol = \"tcp\", port = 5061 }]", |deployment| {
        deployment.external_voice_routes = Some(BTreeSet::from([VoiceRoute { ip_protocol: IpProtocol::Tcp, port: 5061 }]));
    }),
    ("s3_uploads = true", |deployment| deployment.s3_uploads = true),
    ("sign_in = \"connect\"", |deployment| deployment.sign_in = SignIn::Connect),
    ("vdi_role = \"none\"", |deployment| deployment.vdi_role = VdiRole::None),
];

/// The first argument with which `deployment` is valid and `uses` the service.
pub(super) fn argument_that_adds(
    deployment: &NetworkDeployment,
    uses: impl Fn(&NetworkDeployment) -> bool,
) -> Option<&'static str> {
    let adds = |(_, set): &&Adding| {
        let mut changed = deployment.clone();
        set(&mut changed);
        changed.validate().is_ok() && uses(&changed)
    };
    ADDING.iter().find(adds).map(|(argument, _)| *argument)
}
