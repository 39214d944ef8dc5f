//! The versioned JSON documents, shared by the command line and HTTP.
//!
//! Takes domain values, gives serialisable documents that borrow from them: `cip-delta/1` in [`delta`],
//! `cip-brief/1` in [`brief`]. Domain types do not derive `Serialize`, so that the core can change its shape
//! without breaking a reader; here a field may be added but keeps its name and meaning. Fields are written in
//! the order of their declaration, so the same values give the same bytes.

pub mod brief;
pub mod delta;

mod source;

pub use source::Source;

#[cfg(test)]
mod tests {
    #[test]
    fn the_schemas_name_each_other() {
        use utoipa::OpenApi;
        #[derive(OpenApi)]
        #[openapi(components(schemas(super::delta::DeltaDocument)))]
        struct Api;
        println!("{}", Api::openapi().to_pretty_json().unwrap());
    }
}
