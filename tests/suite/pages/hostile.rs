//! Texts that would break a page: too wide, written backwards, piled up, or posing as links.

use super::*;

/// A plan with one table row of this many cells, in which this cell says something else.
fn wide(cells: usize, changed: Option<usize>) -> String {
    let cell = |at: usize| if changed == Some(at) { "changed here".to_owned() } else { format!("c{at}") };
    let row = |texts: Vec<String>| format!("| {} |\n", texts.join(" | "));
    let head = row((0..cells).map(|at| format!("h{at}")).collect());
    let line = format!("|{}\n", "---|".repeat(cells));
    let narrow = "| only one |\n".repeat(200);
    format!("# Plan\n\n{head}{line}{}{narrow}", row((0..cells).map(cell).collect()))
}

#[tokio::test]
async fn a_row_of_ten_thousand_cells_makes_no_monstrous_page() {
    let site = Site::with(&[&wide(10_000, None), &wide(10_000, Some(7_000))]).await;
    for address in ["/people/p-1/versions/2", "/people/p-1/delta?from=1&to=2&unfold=all", "/people/p-1/plan"]
    {
        let page = site.get(address).await;
        assert_eq!(page.status, StatusCode::OK, "{address}");
        let cells = page.body.matches("<td").count();
        assert!((40..20_000).contains(&cells), "{address}: {cells} cells");
        assert!(page.body.matches("only one").count() >= 200, "{address}: every narrow row is there");
        assert!(page.body.len() < 600_000, "{address}: {} bytes", page.body.len());
        assert!(page.body.contains("9,960 cells more, none of them changed"), "{address}");
    }
    let delta = site.get("/people/p-1/delta?from=1&to=2").await.body;
    assert!(delta.contains("cell 7,001: "), "what changed is shown wherever it stands: {delta}");
    assert!(delta.contains("href=\"/v1/people/p-1/versions/2/source\">the text as received"));
}

#[tokio::test]
async fn text_that_turns_the_direction_is_named() {
    let hostile = "# Plan\n\nHe is \u{202e}ton gnidnats ta ksir\u{202c} today.\n";
    let site = Site::with(&["# Plan\n\nHe is well today.\n", hostile]).await;
    for address in PAGES {
        let page = site.get(address).await.body;
        assert!(!page.contains('\u{202e}'), "{address}");
    }
    assert!(site.get("/people/p-1/versions/2").await.body.contains("[U+202E]ton gnidnats"));
}

#[tokio::test]
async fn a_link_of_a_plan_leads_nowhere() {
    let hostile = "# Plan\n\nSee [the report](javascript:alert(1)) and <javascript:alert(2)>.\n\n[x]: javascript:alert(3)\n";
    let site = Site::with(&["# Plan\n", hostile]).await;
    for address in PAGES {
        let page = site.get(address).await.body;
        assert!(!page.contains("=\"javascript:") && !page.contains("=javascript:"), "{address}");
    }
    assert!(site.get("/people/p-1/versions/2").await.body.contains("(javascript:alert(1))"));
}

#[tokio::test]
async fn piled_up_marks_are_text() {
    let pile = "a\u{301}".to_owned() + &"\u{30a}\u{323}".repeat(500);
    let site = Site::with(&["# Plan\n\nHe is well.\n", &format!("# Plan\n\nHe is {pile} well.\n")]).await;
    assert!(site.get("/people/p-1/versions/2").await.body.contains(&pile));
}
