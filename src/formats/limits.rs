//! How much a document may hold. Beyond a limit it is refused, never cut.

/// Longest document, in bytes as it came.
pub const BYTES_MAX: usize = 64 << 20;
/// Most bytes that the parts of a packed document may unpack to.
pub const UNPACKED_BYTES_MAX: u64 = 64 << 20;
/// Most parts of a packed document.
pub const PARTS_MAX: usize = 2_000;
/// Most pieces of text: runs, paragraphs, cells and lines, and the tags of a web page. A page of a plan has about a
/// hundred; what has this many is made to be costly.
pub const PIECES_MAX: usize = 200_000;
/// Deepest nesting of elements.
pub const NESTING_MAX: usize = 512;
/// Most open formatting elements of a web page; what is opened beyond changes how words look no more.
pub const FORMATTING_MAX: usize = 128;
/// Deepest nesting of tables and lists.
pub const TABLES_NESTED_MAX: usize = 20;
/// Most columns of a table.
pub const COLUMNS_MAX: u32 = 256;
/// Most cells of a table, those that are left out counted; a larger grid is read row by row.
pub const CELLS_MAX: usize = 1_000_000;
/// Most pages.
pub const PAGES_MAX: usize = 500;
/// Most cells that a table repeats without writing them out again.
pub const REPEATED_CELLS_MAX: usize = 10_000;
