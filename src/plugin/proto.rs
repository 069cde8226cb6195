//! The wire types and services compiled from `proto/`. Public for the tests'
//! client alone: nothing outside `plugin/` builds on them.

#![allow(missing_docs, clippy::all, reason = "generated from proto/, where the comments are")]

/// Terraform's plugin protocol.
pub mod tfplugin6 {
    tonic::include_proto!("tfplugin6");
}

/// go-plugin's services.
pub mod go_plugin {
    tonic::include_proto!("plugin");
}

/// gRPC's health checks.
pub mod health {
    tonic::include_proto!("grpc.health.v1");
}

/// `google.protobuf.Timestamp`: seconds and nanoseconds since 1970, UTC.
#[derive(Clone, Copy, PartialEq, Eq, prost::Message)]
pub struct Timestamp {
    #[prost(int64, tag = "1")]
    pub seconds: i64,
    #[prost(int32, tag = "2")]
    pub nanos: i32,
}
