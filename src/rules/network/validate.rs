//! Whether the arguments of network rules fit each other.

use super::{ClientOs, Firewall, NetworkDeployment, ResolveError, voice_route::MAX_ROUTES};
use crate::rules::VdiRole;

impl NetworkDeployment {
    /// Checks what the arguments mean together, the Regions and services
    /// aside. Needs no document.
    ///
    /// # Errors
    /// The first argument that is out of range or contradicts another.
    pub fn validate(&self) -> Result<(), ResolveError> {
        if self.video_calling && self.vdi_role != VdiRole::None {
            return Err(ResolveError::VideoInVdi);
        }
        if self.vdi_role == VdiRole::Endpoint {
            let features = [(self.external_voice_routes.is_some(), "external_voice_routes"), (self.s3_uploads, "s3_uploads")];
            if let Some((_, argument)) = features.into_iter().find(|(wanted, _)| *wanted) {
                return Err(ResolveError::NotAtEndpoint { argument });
            }
            if !self.softphone {
                return Err(ResolveError::EndpointWithoutMedia);
            }
        }
        if let Some(routes) = self.external_voice_routes.as_ref().filter(|routes| routes.len() > MAX_ROUTES) {
            return Err(ResolveError::TooManyRoutes { found: routes.len() });
        }
        if self.max_overshoot_ratio.is_some() && self.max_cidrs.is_none() && self.max_rules.is_none() {
            return Err(ResolveError::RatioWithoutBudget);
        }
        let given = [("client_os", self.client_os.is_some()), ("ephemeral_ports", self.ephemeral_ports.is_some())];
        match given.into_iter().find(|(_, is_given)| *is_given) {
            Some((argument, _)) if self.firewall == Firewall::Stateful => return Err(ResolveError::OnlyStateless { argument }),
            _ => {}
        }
        match (self.ephemeral_ports, &self.client_os) {
            (Some(ports), _) if ports.first() < 1024 => Err(ResolveError::EphemeralPorts { ports }),
            (None, Some(systems)) => {
                let unknown = [ClientOs::MacOs, ClientOs::ChromeOs].into_iter().find(|system| systems.contains(system));
                unknown.map_or(Ok(()), |system| Err(ResolveError::PortsNotKnown { system }))
            }
            _ => Ok(()),
        }
    }
}
