//! The versioned JSON documents, shared by the command line and HTTP.
//!
//! Takes domain values, gives serialisable documents that borrow from them: `cip-delta/1` in [`delta`],
//! `cip-brief/1` in [`brief`], `cip-history/1` in [`history`], `cip-condensed/1` in [`condensed`],
//! `cip-reading/1` in [`reading`]. Domain types do not derive `Serialize`, so that the core can change its shape
//! without breaking a reader; here a field may be added but keeps its name and meaning. Fields are written in
//! the order of their declaration, so the same values give the same bytes.

pub mod brief;
pub mod condensed;
pub mod delta;
pub mod history;
pub mod reading;

mod source;

pub use source::Source;

#[cfg(test)]
mod tests {
    use utoipa::OpenApi;

    #[derive(OpenApi)]
    #[openapi(components(schemas(super::delta::DeltaDocument, super::brief::BriefDocument)))]
    struct Api;

    /// Two types of one name would hide each other in the OpenAPI document.
    #[test]
    fn every_type_has_a_schema_of_its_own() {
        let api = serde_json::to_value(Api::openapi()).unwrap();
        let schemas = &api["components"]["schemas"];
        for name in ["Delta", "DeltaUnit", "DeltaFact", "DeltaEdit", "DeltaTotals", "Place", "Source"] {
            assert_eq!(schemas[name]["type"], "object", "{name}");
        }
        for name in
            ["Brief", "BriefPart", "BriefItem", "BriefPiece", "BriefQuote", "BriefFact", "BriefFolded"]
        {
            assert_eq!(schemas[name]["type"], "object", "{name}");
        }
        assert_eq!(schemas["BriefFact"]["required"], serde_json::json!(["class"]));
    }
}
