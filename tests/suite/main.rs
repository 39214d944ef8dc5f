//! Integration tests: pipeline, properties, store, API, pages, layers.
