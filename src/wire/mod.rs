//! The versioned JSON documents, shared by the command line and HTTP.
