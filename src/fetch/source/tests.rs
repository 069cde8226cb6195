use super::*;

#[track_caller]
fn refused(text: &str, parts: &[&str]) {
    let message = Source::parse(text).expect_err("should be refused").to_string();
    for part in parts {
        assert!(message.contains(part), "{part:?} is not in: {message}");
    }
    assert!(!message.contains("secret"), "{message}");
    assert!(message.chars().count() < 700, "{message}");
}

#[track_caller]
fn accepted(text: &str, shown: &str) -> Source {
    let source = Source::parse(text).unwrap();
    assert_eq!(source.to_string(), shown);
    assert!(!format!("{source:?}").contains("secret"));
    source
}

#[test]
fn accepts_https_to_anywhere() {
    let aws = "https://ip-ranges.amazonaws.com/ip-ranges.json";
    assert!(matches!(accepted(aws, aws), Source::Https(_)));
    accepted("HTTPS://10.0.0.1:8443/x", "https://10.0.0.1:8443/x");
    accepted("https://me:secret@mirror.example/x?sig=secret", "https://mirror.example/x?…");
}

#[test]
fn accepts_plain_http_to_this_machine_alone() {
    for url in ["http://127.0.0.1:8080/x", "http://127.1.2.3/x", "http://[::1]/x", "http://localhost:1/x"] {
        assert!(matches!(accepted(url, url), Source::Loopback(_)));
    }
    for url in ["http://ip-ranges.amazonaws.com/x", "http://me:secret@10.0.0.1/x?a=secret", "http://127.0.0.1.nip.io/"] {
        refused(url, &["plain http to another machine", "use https", "127.0.0.0/8"]);
    }
}

#[cfg(unix)]
#[test]
fn accepts_absolute_files() {
    assert_eq!(accepted("file:///etc/ip.json", "file:///etc/ip.json"), Source::File("/etc/ip.json".into()));
    assert_eq!(accepted("file://localhost/etc/ip.json", "file:///etc/ip.json"), Source::File("/etc/ip.json".into()));
    assert_eq!(accepted("file:///a%20b%3F", "file:///a%20b%3F"), Source::File("/a b?".into()));
    assert_eq!(accepted("file:///a b", "file:///a%20b"), Source::File("/a b".into()));
    // What `abspath` gives on Windows.
    assert_eq!(Source::parse("file:///C:/ip.json").unwrap(), Source::File("/C:/ip.json".into()));
}

#[cfg(windows)]
#[test]
fn accepts_absolute_files() {
    assert_eq!(Source::parse("file:///C:/ip.json").unwrap(), Source::File("C:\\ip.json".into()));
    refused("file:///etc/ip.json", &["absolute path of this system"]);
}

#[test]
fn refuses_files_that_are_not_absolute() {
    refused("file://./ip.json", &["names the host \".\"", "three slashes", "abspath(path.module)"]);
    refused("file://ip.json", &["names the host \"ip.json\""]);
    refused("file://C:/ip.json", &["names the host \"C:\""]);
    refused("file://server/share/ip.json", &["names the host \"server\""]);
    refused("file:////server/share/ip.json", &["names the host \"server\""]);
    refused("file://", &["three slashes"]);
    refused("file:///a?b=secret", &["write %3F"]);
    refused("file:///a#secret", &["%23"]);
    refused("file:///a%00b", &["file"]);
}

#[test]
fn proposes_the_scheme_that_is_missing() {
    refused("/etc/ip.json", &["no scheme", "did you mean \"file:///etc/ip.json\""]);
    refused("./ip.json", &["did you mean \"file://${abspath(path.module)}/ip.json\""]);
    refused("ip.json", &["did you mean \"file://${abspath(path.module)}/ip.json\""]);
    refused("C:\\x\\ip.json", &["did you mean \"file:///C:/x/ip.json\""]);
    refused("ip-ranges.amazonaws.com/ip-ranges.json", &["did you mean \"https://ip-ranges.amazonaws.com/ip-ranges.json\""]);
    refused("localhost:8080/x", &["did you mean \"http://localhost:8080/x\""]);
    refused("me:secret@host/x", &["no scheme"]);
    refused("file:/etc/ip.json", &["no scheme"]);
}

#[test]
fn refuses_what_is_no_source() {
    refused("", &["the URL is empty", "https://"]);
    refused("ftp://me:secret@host/x?secret", &["scheme \"ftp\"", "expected https://"]);
    refused("s3://bucket/key", &["scheme \"s3\""]);
    refused("https://", &["names no host"]);
    refused("https:///x", &["names no host"]);
    refused("https://me:sec/secret@[bad/x?secret", &["is no URL"]);
    refused("https://host:99999/x", &["invalid port"]);
    refused(" https://host/x", &["blanks at an end"]);
    refused("https://ho\nst/x", &["control characters"]);
    refused(&format!("ftp://{}", "x".repeat(100_000)), &["scheme"]);
}

#[test]
fn shows_no_user_and_no_password_wherever_they_stand() {
    refused("me:secret://host/x", &["\"…://host/x\" has no scheme", "did you mean \"https://host/x\""]);
    refused("me:secret://me:secret@host/x?secret", &["no scheme", "…@host/x"]);
    refused("secret-of-more-than-16://host", &["no scheme"]);
    refused("://host/x", &["no scheme"]);
    refused("1a://host/x", &["no scheme"]);
    refused("git+ssh://host/x", &["scheme \"git+ssh\""]);
    refused("file://me:p/secret@host/x", &["names the host \"host\""]);
    refused("file://secret/secret@host/x", &["names the host \"host\""]);
    refused("file:////me:secret@host/x", &["names the host \"host\""]);
}

#[test]
fn messages_are_short_for_long_texts() {
    let long = "x".repeat(100_000);
    for text in [
        long.clone(),
        format!("{long}://host"),
        format!("ftp://{long}"),
        format!("file://{long}/x"),
        format!("file://{long}@{long}/x"),
        format!("file:///{long}?"),
        format!("http://{long}/"),
        format!("https://[{long}"),
        format!("/{long}"),
        "\u{1b}".repeat(100_000),
        format!("\u{e9}{long}://{long}@{long}"),
    ] {
        refused(&text, &[]);
    }
    if let Ok(source) = Source::parse(&format!("file:///{long}")) {
        assert!(source.to_string().chars().count() < 300);
    }
}
