//! A provider that misbehaves on demand, served in this process: the name of a
//! data source, resource or function says how.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use amazonconnect::plugin::{
    Address, Diagnostic, FunctionError, HostEnvironment, ImportedResource, Mode, PathStep, PlannedResource, ProviderNames,
    ProviderSchema, ResourceChange, ResourceState, ServedProvider, Server, Severity, ShutdownHandle,
};
use async_trait::async_trait;
use tempfile::TempDir;
use tonic::transport::Channel;

use super::client::{channel, dial};

/// Where the fixture's users report bugs.
pub(super) const BUG_REPORTS: &str = "https://example.org/bugs";

/// MessagePack's nil.
pub(super) const NIL: &[u8] = &[0xc0];

/// The fixture, connected.
pub(super) struct Fixture {
    pub(super) channel: Channel,
    reads: Arc<AtomicUsize>,
    shutdown: ShutdownHandle,
    _socket_dir: TempDir,
}

impl Fixture {
    pub(super) async fn start() -> Self {
        let socket_dir = tempfile::tempdir().unwrap();
        let host = HostEnvironment { temp_dir: socket_dir.path().to_owned(), ..HostEnvironment::default() };
        let reads = Arc::<AtomicUsize>::default();
        let server =
            Server::bind(Arc::new(Misbehaving { reads: Arc::clone(&reads) }), &host, Mode::Reattach, BUG_REPORTS).await.unwrap();
        let Address::Unix(path) = server.address().clone() else { panic!("expected a UNIX socket") };
        let shutdown = server.shutdown_handle();
        tokio::spawn(server.run());
        let channel = channel(dial("unix", &path).await).await.unwrap();
        Self { channel, reads, shutdown, _socket_dir: socket_dir }
    }

    /// How many reads of data sources are under way.
    pub(super) fn reads(&self) -> usize {
        self.reads.load(Ordering::SeqCst)
    }
}

impl Drop for Fixture {
    fn drop(&mut self) {
        self.shutdown.shut_down();
    }
}

/// Data sources: `slow`, `panics`, `silent`, `fails`, `echo`, and `zeros_N` with
/// a state of N bytes. Functions: `echo`, `panics`, `busy`. Resources: as data
/// sources, `busy` too, and the names say what an apply does.
struct Misbehaving {
    reads: Arc<AtomicUsize>,
}

/// A read under way.
struct Read<'a>(&'a AtomicUsize);

impl<'a> Read<'a> {
    fn start(reads: &'a AtomicUsize) -> Self {
        reads.fetch_add(1, Ordering::SeqCst);
        Self(reads)
    }
}

impl Drop for Read<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

fn error(summary: &str) -> Vec<Diagnostic> {
    let path = vec![PathStep::Attribute("list".to_owned()), PathStep::Index(3)];
    vec![Diagnostic { severity: Severity::Error, summary: summary.to_owned(), detail: "As asked.".to_owned(), path }]
}

async fn behave<T>(name: &str, echo: T) -> (Option<T>, Vec<Diagnostic>) {
    match name {
        "slow" => {
            tokio::time::sleep(Duration::from_secs(60)).await;
            (Some(echo), Vec::new())
        }
        "busy" => {
            std::thread::sleep(Duration::from_secs(3));
            (Some(echo), Vec::new())
        }
        "panics" => panic!("the fixture panicked\nwith a second line"),
        "silent" => (None, Vec::new()),
        "fails" => (None, error("Failed")),
        _ => (Some(echo), Vec::new()),
    }
}

#[async_trait]
impl ServedProvider for Misbehaving {
    fn names(&self) -> ProviderNames {
        ProviderNames { data_sources: vec!["slow".to_owned()], ..ProviderNames::default() }
    }

    fn schema(&self) -> ProviderSchema {
        panic!("the fixture has no schema")
    }

    async fn validate_provider_config(&self, _config: Vec<u8>) -> Vec<Diagnostic> {
        behave("panics", ()).await.1
    }

    async fn configure(&self, terraform_version: String, config: Vec<u8>) -> Vec<Diagnostic> {
        if config == NIL { error(&terraform_version) } else { Vec::new() }
    }

    async fn validate_data_source(&self, type_name: &str, _config: Vec<u8>) -> Vec<Diagnostic> {
        behave(type_name, ()).await.1
    }

    async fn read_data_source(&self, type_name: &str, config: Vec<u8>) -> (Option<Vec<u8>>, Vec<Diagnostic>) {
        let _under_way = Read::start(&self.reads);
        match type_name.strip_prefix("zeros_") {
            Some(count) => (Some(vec![0; count.parse().unwrap()]), Vec::new()),
            None => behave(type_name, config).await,
        }
    }

    async fn validate_resource(&self, type_name: &str, _config: Vec<u8>) -> Vec<Diagnostic> {
        behave(type_name, ()).await.1
    }

    async fn upgrade_resource(&self, type_name: &str, version: i64, state: Vec<u8>) -> (Option<Vec<u8>>, Vec<Diagnostic>) {
        behave(type_name, [version.to_string().into_bytes(), state].concat()).await
    }

    async fn read_resource(&self, type_name: &str, current: ResourceState) -> (Option<ResourceState>, Vec<Diagnostic>) {
        let fresh = ResourceState { state: vec![0x01], private: [current.private.as_slice(), b"+"].concat() };
        behave(type_name, fresh).await
    }

    async fn plan_resource(&self, type_name: &str, change: ResourceChange) -> (Option<PlannedResource>, Vec<Diagnostic>) {
        let planned = ResourceState { state: change.proposed, private: [change.private.as_slice(), b"+"].concat() };
        let requires_replace = vec![vec![PathStep::Attribute("name".to_owned()), PathStep::Key("k".to_owned())]];
        behave(type_name, PlannedResource { planned, requires_replace }).await
    }

    async fn apply_resource(&self, type_name: &str, change: ResourceChange) -> (Option<ResourceState>, Vec<Diagnostic>) {
        let applied = ResourceState { state: change.proposed, private: change.config };
        behave(type_name, applied).await
    }

    async fn import_resource(&self, type_name: &str, id: &str) -> (Vec<ImportedResource>, Vec<Diagnostic>) {
        let resource = ResourceState { state: id.as_bytes().to_vec(), private: Vec::new() };
        let (found, diagnostics) = behave(type_name, ImportedResource { type_name: type_name.to_owned(), resource }).await;
        (found.into_iter().collect(), diagnostics)
    }

    async fn call_function(&self, name: &str, arguments: Vec<Vec<u8>>) -> Result<Vec<u8>, FunctionError> {
        match name {
            "panics" => panic!("the fixture panicked"),
            "busy" => {
                std::thread::sleep(Duration::from_secs(3));
                Ok(NIL.to_vec())
            }
            "fails" => Err(FunctionError { text: "Failed".to_owned(), argument: Some(1) }),
            _ => Ok(arguments.concat()),
        }
    }
}
