use super::*;
use crate::model::{IpProtocol, PortRange, Prefix};

fn permission(direction: Direction, port: u16) -> Permission {
    Permission::request(direction, IpProtocol::Tcp, PortRange::single(port), IpVersion::V4)
}

fn set(texts: &[&str]) -> PrefixSet {
    texts.iter().map(|text| text.parse::<Prefix>().unwrap()).collect()
}

/// Three that are near each other on one port, three that are far on another.
fn near_and_far() -> BTreeMap<Permission, PrefixSet> {
    [
        (permission(Direction::Egress, 443), set(&["15.0.0.0/24", "15.0.2.0/24", "15.0.4.0/24"])),
        (permission(Direction::Egress, 3478), set(&["20.0.0.0/24", "20.1.0.0/24", "52.0.0.0/24"])),
    ]
    .into()
}

const fn budget(max_cidrs: Option<usize>, max_rules: Option<usize>, max_overshoot_ratio: f64) -> Budget {
    Budget { max_cidrs, max_rules, max_overshoot_ratio }
}

fn counts(budget: Budget) -> Vec<(usize, u128)> {
    let fitted = fit(&near_and_far(), &budget).unwrap();
    fitted.values().map(|fitted| (fitted.prefixes.len(), fitted.extra)).collect()
}

#[test]
fn what_fits_is_exact() {
    for fits in [budget(None, None, 0.0), budget(Some(3), None, 0.0), budget(None, Some(6), 0.0), budget(Some(3), Some(6), 0.0)] {
        assert_eq!(counts(fits), [(3, 0), (3, 0)]);
    }
    assert_eq!(fit(&BTreeMap::new(), &budget(Some(1), Some(1), 0.0)), Ok(BTreeMap::new()));
}

#[test]
fn each_permission_has_max_cidrs() {
    assert_eq!(counts(budget(Some(2), None, 1e9)), [(2, 512), (2, 2 * 65536 - 2 * 256)]);
}

#[test]
fn max_rules_is_split_where_it_costs_least() {
    assert_eq!(counts(budget(None, Some(5), 1e9)), [(2, 512), (3, 0)]);
    assert_eq!(counts(budget(None, Some(4), 1e9)), [(1, 1280), (3, 0)]);
    // Both budgets hold.
    assert_eq!(counts(budget(Some(2), Some(3), 1e9)), [(1, 1280), (2, 130_560)]);
    // The ratio holds for each: one prefix for the near ones would be 1.67.
    assert_eq!(counts(budget(None, Some(5), 0.7)), [(2, 512), (3, 0)]);
    assert!(fit(&near_and_far(), &budget(None, Some(4), 0.7)).is_err());
}

#[test]
fn directions_and_families_are_counted_apart() {
    let mut wanted = near_and_far();
    wanted.insert(permission(Direction::Ingress, 443), set(&["15.0.0.0/24", "15.0.2.0/24"]));
    let v6 = Permission { ip_version: IpVersion::V6, ..permission(Direction::Egress, 443) };
    wanted.insert(v6, set(&["2600::/48", "2600:0:2::/48"]));
    let fitted = fit(&wanted, &budget(None, Some(5), 1e9)).unwrap();
    assert_eq!(fitted[&v6].prefixes.len(), 2);
    assert_eq!(fitted[&permission(Direction::Ingress, 443)].prefixes.len(), 2);
    assert_eq!(fitted[&permission(Direction::Egress, 443)].prefixes.len(), 2);
}

#[test]
fn an_excess_says_what_would_fit() {
    let excess = |budget: Budget| fit(&near_and_far(), &budget).unwrap_err();
    let of_permission = excess(budget(Some(2), None, 1.0));
    assert_eq!(of_permission.argument(), Some("max_cidrs"));
    insta::assert_snapshot!(of_permission, @r"
    the rules do not fit the budget
    egress tcp/3478 ipv4: an exact list has 3 CIDRs, max_cidrs is 2
      the best cover allows more extra addresses than max_overshoot_ratio = 1
      max_cidrs                           extra addresses         ratio
              2                                    130560    170.000000
              3                                         0      0.000000
      max_cidrs = 3 would do, with 0 extra addresses
      for an exact list, security groups of 60 rules: 1, or prefix lists of 1000 entries: 1
    ");
    let of_family = excess(budget(None, Some(4), 0.7));
    assert_eq!(of_family.argument(), Some("max_rules"));
    insta::assert_snapshot!(of_family, @r"
    the rules do not fit the budget
    egress ipv4: exact lists of all port ranges have 6 CIDRs, max_rules is 4
      the best cover allows more extra addresses than max_overshoot_ratio = 0.7
      max_rules                           extra addresses         ratio
              4                                      1280      1.666667
              6                                         0      0.000000
      max_rules = 5 would do, with 512 extra addresses
      for an exact list, security groups of 60 rules: 1, or prefix lists of 1000 entries: 1
    ");
    // 20.0.0.0/8 and 52.0.0.0/8 have no permitted prefix in common.
    let impossible = excess(budget(Some(1), None, 1e30));
    insta::assert_snapshot!(impossible, @r"
    the rules do not fit the budget
    egress tcp/3478 ipv4: an exact list has 3 CIDRs, max_cidrs is 1
      there is no cover of so few: nothing broader than /8 becomes a rule, and nothing with addresses that are not public
      max_cidrs                           extra addresses         ratio
              1                                impossible
              3                                         0      0.000000
      max_cidrs = 2 would do, with 130560 extra addresses
      for an exact list, security groups of 60 rules: 1, or prefix lists of 1000 entries: 1
    ");
}
