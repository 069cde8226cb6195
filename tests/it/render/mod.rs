//! Renderings. `golden`: what each gives for one small rule set. `laws` and
//! `domain_laws`: what holds for every rule set. `refusals`: what is refused, and
//! in which words. `history`: how little moves on AWS's real changes.

mod domain_laws;
mod golden;
mod history;
mod laws;
mod refusals;
pub mod sample;
