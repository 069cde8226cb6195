//! Compiles `proto/` to Rust, without protoc: .proto files in, one module a
//! package out, in `OUT_DIR`. Maps are ordered, so that equal messages have
//! equal bytes.

use std::error::Error;

const FILES: [&str; 3] = ["proto/tfplugin6.proto", "proto/plugin.proto", "proto/health.proto"];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=proto");
    println!("cargo::rerun-if-changed=build.rs");
    let descriptors = protox::compile(FILES, ["proto"])?;
    tonic_build::configure()
        .generate_default_stubs(true)
        .btree_map(["."])
        .extern_path(".google.protobuf.Timestamp", "crate::plugin::proto::Timestamp")
        .compile_fds(descriptors)?;
    Ok(())
}
