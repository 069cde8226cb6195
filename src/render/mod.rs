//! Rules in the shape of one target a file, with that target's names and limits. Pure.
