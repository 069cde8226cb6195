//! Values, diagnostics and paths between the wire and plain types. A value
//! arrives in MessagePack, in JSON or as nothing; from here on it is MessagePack,
//! and nothing is nil.

use super::{
    json::{ValueError, messagepack_of_json},
    proto::tfplugin6::{self as wire, attribute_path::step::Selector, diagnostic},
    served_provider::{Diagnostic, FunctionError, PathStep, Severity},
};

/// MessagePack's nil: Terraform's null.
const NIL: u8 = 0xc0;

/// A value from the host, in MessagePack.
pub(super) fn value_from_wire(value: Option<wire::DynamicValue>) -> Result<Vec<u8>, ValueError> {
    let wire::DynamicValue { msgpack, json } = value.unwrap_or_default();
    if !msgpack.is_empty() {
        Ok(msgpack)
    } else if json.is_empty() {
        Ok(vec![NIL])
    } else {
        messagepack_of_json(&json)
    }
}

/// A value for the host.
pub(super) fn value_to_wire(msgpack: Vec<u8>) -> wire::DynamicValue {
    wire::DynamicValue { msgpack, json: Vec::new() }
}

/// The diagnostic for a value that cannot be read.
pub(super) fn unreadable(rpc: &str, error: &ValueError) -> Diagnostic {
    Diagnostic {
        severity: Severity::Error,
        summary: "Unreadable value".to_owned(),
        detail: format!("{rpc}: {error}. Expected MessagePack, as Terraform and OpenTofu send it."),
        path: Vec::new(),
    }
}

/// Whether any of them is an error.
pub(super) fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
}

pub(super) fn diagnostics_to_wire(diagnostics: Vec<Diagnostic>) -> Vec<wire::Diagnostic> {
    diagnostics.into_iter().map(diagnostic_to_wire).collect()
}

fn diagnostic_to_wire(diagnostic: Diagnostic) -> wire::Diagnostic {
    let Diagnostic { severity, summary, detail, path } = diagnostic;
    let severity = match severity {
        Severity::Error => diagnostic::Severity::Error,
        Severity::Warning => diagnostic::Severity::Warning,
    };
    let attribute = (!path.is_empty()).then(|| path_to_wire(path));
    wire::Diagnostic { severity: severity.into(), summary, detail, attribute }
}

pub(super) fn path_to_wire(path: Vec<PathStep>) -> wire::AttributePath {
    let step = |step| {
        let selector = match step {
            PathStep::Attribute(name) => Selector::AttributeName(name),
            PathStep::Key(key) => Selector::ElementKeyString(key),
            PathStep::Index(index) => Selector::ElementKeyInt(index),
        };
        wire::attribute_path::Step { selector: Some(selector) }
    };
    wire::AttributePath { steps: path.into_iter().map(step).collect() }
}

pub(super) fn function_error_to_wire(error: FunctionError) -> wire::FunctionError {
    let FunctionError { text, argument } = error;
    wire::FunctionError { text, function_argument: argument }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(msgpack: &[u8], json: &str) -> Result<Vec<u8>, ValueError> {
        value_from_wire(Some(wire::DynamicValue { msgpack: msgpack.to_vec(), json: json.as_bytes().to_vec() }))
    }

    #[test]
    fn nothing_is_nil() {
        assert_eq!(value_from_wire(None).unwrap(), [NIL]);
        assert_eq!(value(&[], "").unwrap(), [NIL]);
    }

    #[test]
    fn messagepack_goes_through_and_wins() {
        assert_eq!(value(&[0x91, 0x01], "").unwrap(), [0x91, 0x01]);
        assert_eq!(value(&[0x01], "2").unwrap(), [0x01]);
    }

    #[test]
    fn json_becomes_messagepack() {
        assert_eq!(value(&[], "null").unwrap(), [NIL]);
        assert_eq!(
            value(&[], r#"{"a":[1,-1,true,"x",1.5]}"#).unwrap(),
            [0x81, 0xa1, b'a', 0x95, 0x01, 0xff, 0xc3, 0xa1, b'x', 0xcb, 0x3f, 0xf8, 0, 0, 0, 0, 0, 0]
        );
        assert_eq!(value(&[], "18446744073709551615").unwrap(), [0xcf, 255, 255, 255, 255, 255, 255, 255, 255]);
    }

    #[test]
    fn a_path_keeps_its_steps_and_an_empty_one_is_absent() {
        let path = vec![PathStep::Attribute("a".to_owned()), PathStep::Index(2), PathStep::Key("k".to_owned())];
        let with = |path| {
            diagnostic_to_wire(Diagnostic { severity: Severity::Warning, summary: String::new(), detail: String::new(), path })
        };
        let selectors: Vec<_> = with(path).attribute.unwrap().steps.into_iter().filter_map(|step| step.selector).collect();
        assert_eq!(
            selectors,
            [Selector::AttributeName("a".to_owned()), Selector::ElementKeyInt(2), Selector::ElementKeyString("k".to_owned())]
        );
        assert_eq!(with(Vec::new()).attribute, None);
    }
}
