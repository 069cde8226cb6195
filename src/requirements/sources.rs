//! The pages that rows cite.

pub(super) const CCP_NETWORKING: &str = "https://docs.aws.amazon.com/connect/latest/adminguide/ccp-networking.html";
pub(super) const CCP_NETWORKING_2020: &str =
    "https://github.com/awsdocs/amazon-connect-admin-guide/blob/master/doc_source/ccp-networking.md";
pub(super) const CCP_CONNECTIVITY: &str = "https://docs.aws.amazon.com/connect/latest/adminguide/ccp-connectivity.html";
pub(super) const NEW_SIGN_IN: &str = "https://docs.aws.amazon.com/connect/latest/adminguide/new-signin-experience.html";
pub(super) const UPDATE_DOMAIN: &str = "https://docs.aws.amazon.com/connect/latest/adminguide/update-your-connect-domain.html";
pub(super) const VIDEO_CALLING: &str =
    "https://docs.aws.amazon.com/connect/latest/adminguide/videocalling-networking-requirements.html";
pub(super) const CHIME_DEVELOPER: &str = "https://docs.aws.amazon.com/chime-sdk/latest/dg/network-config.html";
pub(super) const CHIME_ADMIN: &str = "https://docs.aws.amazon.com/chime-sdk/latest/ag/network-config.html";
pub(super) const ORIGINATION_ROUTE: &str =
    "https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_voice-chime_OriginationRoute.html";
pub(super) const SCREEN_RECORDING: &str = "https://docs.aws.amazon.com/connect/latest/adminguide/sr-system-req.html";
pub(super) const CLIENT_APPLICATION: &str =
    "https://docs.aws.amazon.com/connect/latest/adminguide/amazon-connect-client-app.html";
pub(super) const SIGN_IN_ENDPOINTS: &str = "https://docs.aws.amazon.com/general/latest/gr/signin-service.html";
pub(super) const CONFIGURE_SAML: &str = "https://docs.aws.amazon.com/connect/latest/adminguide/configure-saml.html";
pub(super) const INTEGRATE_IDP: &str = "https://docs.aws.amazon.com/connect/latest/adminguide/integrate-idp.html";
pub(super) const CREATE_REPLICA: &str =
    "https://docs.aws.amazon.com/connect/latest/adminguide/create-replica-connect-instance.html";
pub(super) const REGIONS: &str = "https://docs.aws.amazon.com/connect/latest/adminguide/regions.html";
pub(super) const ENDPOINTS: &str = "https://docs.aws.amazon.com/general/latest/gr/connect_region.html";
pub(super) const GOVCLOUD: &str = "https://docs.aws.amazon.com/govcloud-us/latest/UserGuide/govcloud-con.html";
pub(super) const VDI: &str = "https://docs.aws.amazon.com/connect/latest/adminguide/using-ccp-vdi.html";
pub(super) const ATTACHMENTS: &str = "https://docs.aws.amazon.com/connect/latest/adminguide/enable-attachments.html";
pub(super) const APP_INTEGRATION: &str = "https://docs.aws.amazon.com/connect/latest/adminguide/app-integration.html";
pub(super) const AGENT_WORKSPACE: &str = "https://docs.aws.amazon.com/connect/latest/adminguide/case-agent-experience.html";
pub(super) const CHECK_TOOL: &str = "https://docs.aws.amazon.com/connect/latest/adminguide/check-connectivity-tool.html";
pub(super) const ROUTING_AND_BGP: &str = "https://docs.aws.amazon.com/directconnect/latest/UserGuide/routing-and-bgp.html";
pub(super) const IP_RANGES_PAGE: &str = "https://docs.aws.amazon.com/vpc/latest/userguide/aws-ip-ranges.html";
pub(super) const IP_RANGES: &str = "https://ip-ranges.amazonaws.com/ip-ranges.json";
pub(super) const WHITEPAPER: &str =
    "https://docs.aws.amazon.com/whitepapers/latest/aws-direct-connect-for-amazon-connect/set-up-your-network.html";
