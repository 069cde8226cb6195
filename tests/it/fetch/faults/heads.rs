//! The head of an answer.

use super::Told;

#[tokio::test]
async fn of_other_statuses_are_told() {
    let mut told = Told::default();
    for status in [
        "201 Created",
        "204 No Content",
        "205 Reset Content",
        "206 Partial Content",
        "300 Multiple Choices",
        "304 Not Modified",
        "400 Bad Request",
        "401 Unauthorized",
        "403 Forbidden",
        "404 Not Found",
        "405 Method Not Allowed",
        "407 Proxy Authentication Required",
        "408 Request Timeout",
        "410 Gone",
        "418 I'm a teapot",
        "429 Too Many Requests",
        "451 Unavailable For Legal Reasons",
        "500 Internal Server Error",
        "502 Bad Gateway",
        "503 Service Unavailable",
        "504 Gateway Timeout",
        "511 Network Authentication Required",
        "599 Unknown",
        "999 Nonsense",
    ] {
        let length = if status.starts_with("204") || status.starts_with("304") { "" } else { "Content-Length: 0\r\n" };
        told.answer(status, format!("HTTP/1.1 {status}\r\n{length}\r\n")).await;
    }
    insta::assert_snapshot!(told.0);
}

#[tokio::test]
async fn that_ask_to_wait_are_told() {
    let mut told = Told::default();
    for (fault, headers) in [
        ("as long as nobody waits", "Retry-After: 3600\r\n"),
        ("longer than a number says", "Retry-After: 99999999999999999999999\r\n"),
        ("until a moment", "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\nRetry-After: Sun, 06 Nov 1994 08:51:37 GMT\r\n"),
        ("until a moment, without the time now", "Retry-After: Fri, 31 Dec 9999 23:59:59 GMT\r\n"),
        ("no time", "Retry-After: 0\r\n"),
        ("in words", "Retry-After: soon\r\n"),
    ] {
        let head = |status: &str| format!("HTTP/1.1 {status}\r\n{headers}Content-Length: 0\r\n\r\n");
        told.answer(fault, head("429 Too Many Requests")).await;
        told.answer(fault, head("503 Service Unavailable")).await;
    }
    insta::assert_snapshot!(told.0);
}

#[tokio::test]
async fn that_redirect_are_told() {
    let mut told = Told::default();
    for (fault, location) in [
        ("a loop", "Location: /again?secret\r\n"),
        ("nowhere", ""),
        ("an empty place, which is itself", "Location: \r\n"),
        ("plain http elsewhere", "Location: http://example.com/x?secret\r\n"),
        ("a file", "Location: file:///etc/passwd\r\n"),
        ("another scheme", "Location: ftp://me:secret@example.com/x\r\n"),
        ("no URL", "Location: http://[bad/?secret\r\n"),
        ("control characters", "Location: ftp://a/\u{7f}b\r\n"),
    ] {
        told.answer(fault, format!("HTTP/1.1 301 Moved Permanently\r\n{location}Content-Length: 0\r\n\r\n")).await;
    }
    insta::assert_snapshot!(told.0);
}

#[tokio::test]
async fn that_are_malformed_are_told() {
    let mut told = Told::default();
    let head = |headers: &str| format!("HTTP/1.1 200 OK\r\n{headers}\r\n{{}}");
    told.answer("one header of a million bytes", head(&format!("X: {}\r\n", "y".repeat(1_000_000)))).await;
    told.answer("a thousand headers", head(&"X: y\r\n".repeat(1_000))).await;
    told.answer("a header without a name", head(": y\r\n")).await;
    told.answer("a header with a blank in its name", head("X Y: z\r\n")).await;
    told.answer("a zero byte in a header", head("X: a\0b\r\n")).await;
    told.answer("two lengths", head("Content-Length: 2\r\nContent-Length: 7\r\n")).await;
    told.answer("a length that is no number", head("Content-Length: two\r\n")).await;
    told.answer("a negative length", head("Content-Length: -2\r\n")).await;
    told.answer("an absurd length", head("Content-Length: 18446744073709551612\r\n")).await;
    told.answer("a transfer encoding that nobody knows", head("Transfer-Encoding: rot13\r\n")).await;
    told.answer("another protocol's turn", "HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: upgrade\r\n\r\n")
        .await;
    insta::assert_snapshot!(told.0);
}
