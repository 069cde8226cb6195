//! The optional arguments of texts.

use super::{ObjectName, PlaceName, RegionName};
use crate::{
    declaration::Arguments,
    render::{RenderError, error::RenderErrorKind},
};
use std::collections::BTreeSet;

/// How a text is named, and where on its device it belongs.
#[derive(Debug, Clone, PartialEq, Eq, Arguments)]
pub struct TextOptions {
    /// What the names of all objects in the text start with, `"amazon-connect"` if left out. Texts of different names
    /// never touch each other's objects, so give each deployment on one device its own, such as `"connect-frankfurt"`.
    #[argument(default = ObjectName::default())]
    pub name: ObjectName,
    /// The Regions that the rules are for, such as `["us-east-1"]`: the lines at the head name them, nothing else changes.
    pub regions: Option<BTreeSet<RegionName>>,
    /// For `fortios`: the VDOM that the text is for.
    pub vdom: Option<PlaceName>,
    /// For `pan_os`: the virtual system that the text is for.
    pub vsys: Option<PlaceName>,
    /// For `pan_os` on Panorama: the device group that the text is for.
    pub device_group: Option<PlaceName>,
    /// For `junos_srx`, with `internet_zone`: the zone of the agents. Without zones the policies are global ones.
    pub agents_zone: Option<PlaceName>,
    /// For `junos_srx`, with `agents_zone`: the zone toward AWS.
    pub internet_zone: Option<PlaceName>,
}

impl Default for TextOptions {
    fn default() -> Self {
        Self::new()
    }
}

impl TextOptions {
    /// Refuses what a bare list, which has no header, would leave unused.
    ///
    /// # Errors
    /// `Refused`, at the argument at fault.
    pub(super) fn check_list(&self, format: &'static str) -> Result<(), RenderError> {
        if self.regions.is_some() {
            let text = "regions is set, but a bare list has no header to name them in: leave it out".to_owned();
            return Err(RenderErrorKind::Refused { argument: "regions", text }.of(format));
        }
        self.check(format, &[])
    }

    /// Refuses what `format` would leave unused, whose own options are `places`,
    /// and halves of pairs.
    ///
    /// # Errors
    /// `Refused`, at the argument at fault.
    pub(super) fn check(&self, format: &'static str, places: &[&str]) -> Result<(), RenderError> {
        let refused = |argument, text| Err(RenderErrorKind::Refused { argument, text }.of(format));
        let set = [
            ("vdom", &self.vdom),
            ("vsys", &self.vsys),
            ("device_group", &self.device_group),
            ("agents_zone", &self.agents_zone),
            ("internet_zone", &self.internet_zone),
        ];
        for (argument, place) in set {
            if place.is_some() && !places.contains(&argument) {
                return refused(argument, format!("{argument} is set, but this format has no use for it: leave it out"));
            }
        }
        if self.vsys.is_some() && self.device_group.is_some() {
            let text = "vsys and device_group are both set: expected vsys on a firewall, or device_group on Panorama";
            return refused("device_group", text.to_owned());
        }
        match (&self.agents_zone, &self.internet_zone) {
            (Some(_), None) => {
                refused("internet_zone", "internet_zone is null: expected a zone, as agents_zone is set".to_owned())
            }
            (None, Some(_)) => refused("agents_zone", "agents_zone is null: expected a zone, as internet_zone is set".to_owned()),
            _ => Ok(()),
        }
    }
}
