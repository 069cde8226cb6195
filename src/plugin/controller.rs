//! go-plugin's own services and gRPC's health checks: the host's calls in →
//! events of the [`Lifecycle`] out. The broker and the output stream carry
//! nothing; they stay open until shutdown and tell by their end that the host is
//! gone.

use std::sync::Arc;

use futures::{StreamExt, stream};
use tonic::{Request, Response, Status, Streaming, codegen::BoxStream};

use super::{
    lifecycle::Lifecycle,
    proto::{
        go_plugin::{
            ConnInfo, Empty, StdioData, grpc_broker_server::GrpcBroker, grpc_controller_server::GrpcController,
            grpc_stdio_server::GrpcStdio,
        },
        health::{HealthCheckRequest, HealthCheckResponse, health_check_response::ServingStatus, health_server::Health},
    },
};

/// The service names that a health check may ask for: all, or go-plugin's.
const HEALTHY_SERVICES: [&str; 2] = ["", "plugin"];

/// All four services.
#[derive(Clone)]
pub(super) struct Controller {
    pub lifecycle: Arc<Lifecycle>,
}

impl Controller {
    /// Says nothing, ends at shutdown, and counts as a sign of the host's life.
    /// Until then it holds on to `request`.
    fn silence<T: Send + 'static>(&self, request: impl Send + 'static) -> BoxStream<T> {
        let host_stream = self.lifecycle.open_host_stream();
        self.until_shutdown(async move { drop((host_stream, request)) })
    }

    /// Ends, after `last`, at shutdown.
    fn until_shutdown<T: Send + 'static>(&self, last: impl Future<Output = ()> + Send + 'static) -> BoxStream<T> {
        let shutdown = self.lifecycle.shutdown();
        let end = async move {
            shutdown.cancelled().await;
            last.await;
        };
        Box::pin(stream::once(end).filter_map(|()| async { None }))
    }
}

#[tonic::async_trait]
impl GrpcController for Controller {
    async fn shutdown(&self, _request: Request<Empty>) -> Result<Response<Empty>, Status> {
        tracing::debug!("the host asks for shutdown");
        self.lifecycle.shut_down();
        Ok(Response::new(Empty {}))
    }
}

#[tonic::async_trait]
impl GrpcBroker for Controller {
    async fn start_stream(&self, offers: Request<Streaming<ConnInfo>>) -> Result<Response<BoxStream<ConnInfo>>, Status> {
        Ok(Response::new(self.silence(offers)))
    }
}

#[tonic::async_trait]
impl GrpcStdio for Controller {
    async fn stream_stdio(&self, request: Request<()>) -> Result<Response<BoxStream<StdioData>>, Status> {
        Ok(Response::new(self.silence(request)))
    }
}

#[tonic::async_trait]
impl Health for Controller {
    async fn check(&self, request: Request<HealthCheckRequest>) -> Result<Response<HealthCheckResponse>, Status> {
        match status_of(&request.into_inner()) {
            ServingStatus::Serving => Ok(Response::new(HealthCheckResponse { status: ServingStatus::Serving.into() })),
            _ => Err(Status::not_found("no such service; \"plugin\" is")),
        }
    }

    async fn watch(&self, request: Request<HealthCheckRequest>) -> Result<Response<BoxStream<HealthCheckResponse>>, Status> {
        let now = HealthCheckResponse { status: status_of(&request.into_inner()).into() };
        let changes = self.until_shutdown(async {});
        Ok(Response::new(Box::pin(stream::once(async move { Ok(now) }).chain(changes))))
    }
}

fn status_of(request: &HealthCheckRequest) -> ServingStatus {
    if HEALTHY_SERVICES.contains(&request.service.as_str()) { ServingStatus::Serving } else { ServingStatus::ServiceUnknown }
}
