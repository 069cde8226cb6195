//! Renderings. `golden`: what each gives for one small rule set. `laws` and
//! `domain_laws`: what holds for every rule set. `refusals`: what is refused, and
//! in which words. `functions`: what users call. `stateless`: what each target
//! makes of return rules. `history`: how little moves on AWS's real changes.

mod domain_laws;
mod functions;
mod golden;
mod history;
mod laws;
mod refusals;
pub mod sample;
mod stateless;
