//! Renderings. `golden`: what each gives for one small rule set. `laws` and
//! `domain_laws`: what holds for every rule set. `refusals`: what is refused, and
//! in which words. `functions`: what users call. `stateless`: what each target
//! makes of return rules. `history` and `replay`: how little moves on AWS's real
//! changes. `fixed`: parts whose number is fixed. `quotas`: what fits a quota.
//! `suricata`: names, ids and home prefixes of two groups of rules.

pub mod domain_laws;
mod fixed;
mod functions;
mod golden;
mod history;
mod laws;
mod quotas;
mod refusals;
mod replay;
pub mod sample;
mod stateless;
mod suricata;
