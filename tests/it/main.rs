//! The integration tests, one binary. Where does a new test go?
//!
//! | module | what is tested |
//! |---|---|
//! | `acceptance` | a real Terraform with this provider alone |
//! | `architecture` | who may know whom, and how large a file may be |
//! | `best_split` | one budget for several sets, against every way to split it |
//! | `bundled_snapshot` | the snapshot in the binary against the document that it comes from |
//! | `deny` | the script that checks the dependency trees |
//! | `devices` | texts for devices, line by line on devices that behave as their vendors say |
//! | `documents` | whole documents as AWS published them, each with what is odd in it |
//! | `downstream` | a real Terraform, this provider and the real hashicorp/aws against an AWS on loopback |
//! | `examples_style` | examples and pages: no function call in a `for_each`, no `try` over a file |
//! | `faults` | files and documents that are not AWS's, and what is said of each |
//! | `fetch` | downloads from hostile servers and files |
//! | `functions` | every function on the wire, as Terraform and as OpenTofu call it |
//! | `fuzzing` | the targets of `fuzz/`, on seeds, on what once broke them, and on arbitrary bytes |
//! | `guard` | no publication since 2020 is refused, every thinned one is |
//! | `history` | every document and every change that AWS published |
//! | `intervals` | no tests: addresses as plain intervals, the reference that sets are held against |
//! | `ledger` | what a ledger remembers: steps, laws, states, and AWS's nine years |
//! | `memory` | what the built provider takes of memory, and keeps |
//! | `nftables_packets` | the nftables text against real packets in network namespaces |
//! | `optimal_cover` | covers against every possible cover of a small universe |
//! | `oracle` | the same answers as programs in other languages give |
//! | `parse_properties` | documents and snapshots of any bytes |
//! | `parsers` | rendered text, read by nft, suricata and squid |
//! | `properties` | laws of prefixes, sets and covers that hold for every input |
//! | `protocol` | the plugin protocol, spoken to the built binary and to a fixture provider |
//! | `publications` | dates of first publication, against the recorded rows |
//! | `publish` | the script that publishes the lists of `feed` |
//! | `render` | renderings: contracts, laws, refusals, and stability on AWS's real changes |
//! | `review` | what people read before they approve |
//! | `rule_functions` | laws of the functions of rules that hold for any rules |
//! | `rules` | resolution on real documents: figures, odd documents, nine years of history |
//! | `shared_data` | no tests: AWS's real documents, which lie beside the repository |
//! | `squid_connects` | the squid text in a Squid that runs: which CONNECTs it lets through |
//! | `support` | no tests: the Terraform driver, the loopback document server |
//! | `timeline` | the image of notices: as an XML parser reads it whatever its arguments, and as Chromium draws it |

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stderr,
    missing_docs,
    reason = "a test fails by a panic, and says why it was skipped"
)]

mod acceptance;
mod architecture;
mod best_split;
mod bundled_snapshot;
mod deny;
mod devices;
mod documents;
mod downstream;
mod examples_style;
mod faults;
mod fetch;
mod functions;
mod fuzzing;
mod guard;
mod history;
mod intervals;
mod ledger;
mod memory;
mod nftables_packets;
mod optimal_cover;
mod oracle;
mod parse_properties;
mod parsers;
mod properties;
mod protocol;
mod publications;
mod publish;
mod render;
mod review;
mod rule_functions;
mod rules;
mod shared_data;
mod squid_connects;
mod support;
mod timeline;
