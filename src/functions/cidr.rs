//! `cidr_…`: prefix lists as sets of addresses.
//!
//! In: lists of prefixes without host bits, of both families, in any order. Out:
//! the fewest prefixes that cover exactly the addresses asked for, IPv4 before
//! IPv6, in numeric order. Only `cidr_cover` adds addresses, and counts them.

use super::prefix_texts::texts;
use crate::{
    declaration::{Declare, FromValue, Function, Mistake, Number, Parameter, Record, Refuse, Shape, Value, nullable, parameter},
    model::{CoverError, IpVersion, PrefixSet, cover},
};
use serde::Serialize;
use std::{convert::Infallible, num::NonZeroUsize};

/// Every function of prefix lists.
pub(super) fn functions() -> Vec<Function> {
    vec![address_count(), contains(), cover_within(), intersect(), merge(), subtract()]
}

const fn cidrs(name: &'static str, text: &'static str) -> Parameter<PrefixSet> {
    parameter(name, text)
}

fn address_count() -> Function {
    Declare {
        name: "cidr_address_count",
        summary: "Count the addresses of CIDR prefixes",
        description: "Gives how many distinct addresses the prefixes cover, exactly: addresses in several of them count once. The number is \
                      exact in expressions, also above 2^64, which only IPv6 reaches. In a state it may not be: in an output or a resource \
                      argument, Terraform 1.8.5 rounds so great a number when it stores it, as it does with a literal, and every plan \
                      then shows a change. There, give it as text: `tostring(provider::amazonconnect::cidr_address_count([\"::/0\"]))`.",
    }
    .function((cidrs("cidrs", "IPv4 and IPv6 prefixes in CIDR notation, without host bits."),), |(cidrs,)| {
        Ok::<_, Infallible>(Number::decimal(cidrs.address_count().to_string()))
    })
}

fn contains() -> Function {
    Declare {
        name: "cidr_contains",
        summary: "Test whether CIDR prefixes cover others",
        description: "Gives `true` if every address of `inner` is in `outer`, however either is cut into prefixes. An empty `inner` is \
                      covered by anything.",
    }
    .function(
        (cidrs("outer", "The prefixes that should cover the others."), cidrs("inner", "The prefixes that should be covered.")),
        |(outer, inner)| Ok::<_, Infallible>(outer.contains_set(&inner)),
    )
}

fn intersect() -> Function {
    Declare {
        name: "cidr_intersect",
        summary: "Intersect CIDR prefixes",
        description: "Gives the fewest CIDR prefixes that cover exactly the addresses that both lists have, IPv4 before IPv6, in numeric \
                      order. The list is empty if they share none.",
    }
    .function((cidrs("a", "One list of prefixes."), cidrs("b", "The other list of prefixes.")), |(a, b)| {
        Ok::<_, Infallible>(texts(&a.intersect(&b)))
    })
}

fn merge() -> Function {
    Declare {
        name: "cidr_merge",
        summary: "Merge CIDR prefixes exactly",
        description: "Gives the fewest CIDR prefixes that cover exactly the same addresses, IPv4 before IPv6, in numeric order: prefixes \
                      inside others are dropped and adjacent ones joined. Not one address is added; for a shorter list that covers more, \
                      see `cidr_cover`.",
    }
    .function((cidrs("cidrs", "IPv4 and IPv6 prefixes in CIDR notation, without host bits."),), |(cidrs,)| {
        Ok::<_, Infallible>(texts(&cidrs))
    })
}

fn subtract() -> Function {
    Declare {
        name: "cidr_subtract",
        summary: "Subtract CIDR prefixes",
        description: "Gives the fewest CIDR prefixes that cover exactly the addresses of `cidrs` that are not in `minus`, IPv4 before IPv6, \
                      in numeric order. The list is empty if `minus` covers all of `cidrs`.",
    }
    .function((cidrs("cidrs", "The prefixes to subtract from."), cidrs("minus", "The prefixes to take away.")), |(cidrs, minus)| {
        Ok::<_, Infallible>(texts(&cidrs.subtract(&minus)))
    })
}

fn cover_within() -> Function {
    Declare {
        name: "cidr_cover",
        summary: "Cover CIDR prefixes within a budget",
        description: "Gives at most `max_entries` CIDR prefixes an address family that together cover all of `cidrs`, with the fewest extra \
                      addresses that any such list can have. The result is an object: `cidrs` (IPv4 before IPv6, in numeric order), \
                      `extra_addresses` (covered but not asked for) and `overshoot_ratio` (extra divided by wanted addresses, the larger of \
                      the two families). Extra addresses belong to others: more than `max_overshoot_ratio` of them is an error.",
    }
    .function(
        (
            cidrs("cidrs", "The prefixes to cover."),
            parameter("max_entries", "How many prefixes each address family may have at most; 1 or more."),
            nullable(
                "max_overshoot_ratio",
                "How many extra addresses are accepted for each wanted one, such as `0.05`. Null means 0: only an exact cover.",
            ),
        ),
        covered,
    )
}

/// A ratio that is accepted: finite, not negative.
struct Ratio(f64);

impl FromValue for Ratio {
    fn shape() -> Shape {
        Shape::Number
    }

    fn expected() -> String {
        "a number of 0 or more".to_owned()
    }

    fn from_value(value: &Value) -> Result<Self, Vec<Mistake>> {
        let ratio = Number::of(value).and_then(|number| number.as_float()).filter(|ratio| *ratio >= 0.0);
        ratio.map(Self).ok_or_else(|| vec![Mistake::unexpected(value, &Self::expected())])
    }
}

/// A cover and its price.
#[derive(Debug, PartialEq, Serialize, Record)]
struct Covered {
    /// The prefixes of the cover, IPv4 before IPv6, in numeric order.
    cidrs: Vec<String>,
    /// How many addresses are covered but not asked for.
    extra_addresses: Number,
    /// Extra addresses divided by wanted ones, the larger of the two families.
    overshoot_ratio: f64,
}

#[derive(Debug, thiserror::Error)]
enum CoverRefusal {
    #[error("max_entries: {0}")]
    Entries(#[from] CoverError),
    #[error(
        "the best cover of {wanted} {version} prefixes by {max_entries} adds {extra} addresses that were not asked for, {ratio:.4} for each wanted one, and max_overshoot_ratio is {max_ratio}: raise max_entries ({wanted} cover them exactly) or accept the ratio"
    )]
    Overshoot { version: IpVersion, wanted: usize, max_entries: NonZeroUsize, extra: u128, ratio: f64, max_ratio: f64 },
}

impl Refuse for CoverRefusal {
    fn argument(&self) -> Option<&str> {
        match self {
            Self::Entries(_) => Some("max_entries"),
            Self::Overshoot { .. } => Some("max_overshoot_ratio"),
        }
    }
}

fn covered((cidrs, max_entries, max_ratio): (PrefixSet, NonZeroUsize, Option<Ratio>)) -> Result<Covered, CoverRefusal> {
    let max_ratio = max_ratio.map_or(0.0, |Ratio(ratio)| ratio);
    let (mut covered, mut total, mut worst) = (Vec::new(), 0_u128, 0.0_f64);
    for version in IpVersion::ALL {
        let family = cidrs.of(version);
        let best = cover(&family, max_entries.get())?;
        let ratio = if best.extra == 0 { 0.0 } else { best.extra as f64 / family.address_count().to_f64() };
        if ratio > max_ratio {
            let (wanted, extra) = (family.len(), best.extra);
            return Err(CoverRefusal::Overshoot { version, wanted, max_entries, extra, ratio, max_ratio });
        }
        covered.extend(best.prefixes.iter().map(|prefix| prefix.to_string()));
        // An extra address of one family never makes up for the other's: the
        // sum is only reported.
        total = total.saturating_add(best.extra);
        worst = worst.max(ratio);
    }
    Ok(Covered { cidrs: covered, extra_addresses: Number::decimal(total.to_string()), overshoot_ratio: worst })
}

#[cfg(test)]
mod tests {
    use crate::functions::tests::{assert_refused, call};
    use serde_json::json;

    #[test]
    fn sets_of_addresses() {
        let (a, b) = (json!(["10.0.1.0/24", "10.0.0.0/24", "2600::/32"]), json!(["10.0.0.128/25"]));
        assert_eq!(call("cidr_merge", json!([a])), Ok(json!(["10.0.0.0/23", "2600::/32"])));
        assert_eq!(call("cidr_subtract", json!([a, b])), Ok(json!(["10.0.0.0/25", "10.0.1.0/24", "2600::/32"])));
        assert_eq!(call("cidr_intersect", json!([a, b])), Ok(b.clone()));
        assert_eq!(call("cidr_contains", json!([a, b])), Ok(json!(true)));
        assert_eq!(call("cidr_contains", json!([b, a])), Ok(json!(false)));
        assert_eq!(call("cidr_address_count", json!([b])), Ok(json!(128)));
        assert_eq!(call("cidr_address_count", json!([["::/0"]])), Ok(json!("340282366920938463463374607431768211456")));
        assert_eq!(call("cidr_merge", json!([[]])), Ok(json!([])));
    }

    #[test]
    fn a_cover_says_what_it_adds() {
        let cidrs = json!(["10.0.0.0/24", "10.0.1.0/25", "10.9.0.0/24"]);
        let covered = json!({ "cidrs": ["10.0.0.0/23", "10.9.0.0/24"], "extra_addresses": 128, "overshoot_ratio": 0.2 });
        assert_eq!(call("cidr_cover", json!([cidrs, "2e0", "0.25"])), Ok(covered));
        let exact = json!({ "cidrs": cidrs, "extra_addresses": 0, "overshoot_ratio": 0.0 });
        assert_eq!(call("cidr_cover", json!([cidrs, 3, null])), Ok(exact));
        assert_refused("cidr_cover", json!([cidrs, 2, null]), 2, "adds 128 addresses");
        assert_refused("cidr_cover", json!([cidrs, 2, 0.1]), 2, "max_overshoot_ratio is 0.1");
    }

    #[test]
    fn the_argument_at_fault_is_named() {
        for (name, arguments, index, found) in [
            ("cidr_merge", json!([["10.0.0.0/24", "10.0.0.1/24"]]), 0, "cidrs[1]: \"10.0.0.1/24\" has host bits set"),
            ("cidr_merge", json!(["10.0.0.0/24"]), 0, "cidrs is \"10.0.0.0/24\": expected a list of CIDR prefixes"),
            ("cidr_subtract", json!([["10.0.0.0/24"], ["10.0.0.0/33"]]), 1, "minus[0]"),
            ("cidr_contains", json!([["10.0.0.0/24"], [null]]), 1, "inner[0] is null"),
            ("cidr_cover", json!([["10.0.0.0/24"], 1.5, 0]), 1, "max_entries is 1.5: expected an integer of 1 or more"),
            ("cidr_cover", json!([["10.0.0.0/24"], 0, 0]), 1, "max_entries is 0: expected an integer of 1 or more"),
            ("cidr_cover", json!([["10.0.0.0/24"], null, 0]), 1, "max_entries is null"),
            ("cidr_cover", json!([["10.0.0.0/24"], 1, -0.5]), 2, "max_overshoot_ratio is -0.5: expected a number of 0 or more"),
        ] {
            assert_refused(name, arguments, index, found);
        }
    }
}
