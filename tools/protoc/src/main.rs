//! The few arguments of `protoc` that prost's build scripts use: `-I DIR`,
//! `-o FILE` and the proto files. Input: .proto files; output: one encoded
//! `FileDescriptorSet` with imports and source information.

use std::{env, error::Error, path::PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    let mut includes = Vec::new();
    let mut output = None;
    let mut files = Vec::new();
    let mut arguments = env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "-I" => includes.extend(arguments.next().map(PathBuf::from)),
            "-o" => output = arguments.next().map(PathBuf::from),
            flag if flag.starts_with("--") => {} // imports and source information are always kept
            file => files.push(PathBuf::from(file)),
        }
    }
    let output = output.ok_or("no -o FILE was given")?;
    let mut compiler = protox::Compiler::new(includes)?;
    compiler.include_imports(true).include_source_info(true);
    compiler.open_files(files)?;
    std::fs::write(output, compiler.encode_file_descriptor_set())?;
    Ok(())
}
