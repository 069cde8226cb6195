//! What stands at a path.

use super::reader::Reader;
use std::{
    fs,
    os::unix::fs::{PermissionsExt as _, symlink},
    process::Command,
};

#[tokio::test]
async fn a_path_that_is_no_copy() {
    let reader = Reader::start().await;
    let folder = reader.folder.path();
    let at = |name: &str| folder.join(name);
    fs::create_dir(at("folder")).unwrap();
    assert!(Command::new("mkfifo").arg(at("pipe")).status().unwrap().success());
    let _socket = std::os::unix::net::UnixListener::bind(at("socket")).unwrap();
    symlink(at("missing"), at("dangling")).unwrap();
    symlink(at("loop"), at("loop")).unwrap();
    fs::write(at("empty"), "").unwrap();
    fs::write(at("blank"), " \n\t\n").unwrap();
    fs::File::create(at("too-large")).unwrap().set_len(65 * 1024 * 1024).unwrap();
    fs::write(at("forbidden"), "{}").unwrap();
    fs::set_permissions(at("forbidden"), fs::Permissions::from_mode(0o000)).unwrap();
    let mut told = Vec::new();
    for name in ["missing", "folder", "folder/", "pipe", "socket", "dangling", "loop", "empty", "blank", "too-large", "empty/x"] {
        told.push(format!("{name}: {}", reader.of_url(&format!("file://{}", at(name).display())).await));
    }
    told.push(format!("a long name: {}", reader.of_url(&format!("file://{}/{}", folder.display(), "x".repeat(300))).await));
    for device in ["/dev/zero", "/dev/null"] {
        told.push(format!("{device}: {}", reader.of_url(&format!("file://{device}")).await));
    }
    insta::assert_snapshot!(told.join("\n"));
    if fs::read(at("forbidden")).is_ok() {
        eprintln!("skipped in part: this user (root) may read every file");
        return;
    }
    insta::assert_snapshot!(
        reader.of_url(&format!("file://{}", at("forbidden").display())).await,
        @"AWS's IP ranges could not be read: file://FOLDER/forbidden may not be read by this user: change its permissions, or those of its folders."
    );
}
