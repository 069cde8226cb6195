//! The only network and cache code: bytes of the document, with where they came from.
