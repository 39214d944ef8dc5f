//! Where text comes from: the plan with ages, a passage's life, a report.

use axum::http::StatusCode;

use super::Site;

const FIRST: &str = "# Plan\n\n## Housing\n\nHe lives alone in a flat of the council. He may return to Mill Lane once the council agrees to it.\n\n\
    ## Finances\n\n**12 May 2022 – PBSW (A. Nobody):**\n\nHe has a debt of £400 with the credit union in Kirkervan.\n\n\
    | Need | Status |\n|---|---|\n| Housing | open |\n";
const SECOND: &str = "# Plan\n\n## Housing\n\nHe lives alone in a flat of the council.\n\n\
    ## Finances\n\n**12 May 2022 – PBSW (A. Nobody):**\n\nHe has a debt of £200 with the credit union in Kirkervan.\n\n\
    | Need | Status |\n|---|---|\n| Housing | open |\n";
const THIRD: &str = "# Plan\n\n## Housing\n\nHe lives alone in a flat of the council.\n\n\
    ## Finances\n\n**12 May 2022 – PBSW (A. Nobody):**\n\nHe has a debt of £200 with the credit union in Kirkervan.\n\n\
    He may return to Mill Lane once the council agrees to it.\n\n| Need | Status |\n|---|---|\n| Housing | done |\n";

async fn site() -> Site {
    Site::with(&[FIRST, SECOND, THIRD]).await
}

fn passage(version: u32, plan: &str, text: &str) -> String {
    let start = plan.find(text).unwrap();
    format!("/people/p-1/versions/{version}/passages/{start}-{}", start + text.len())
}

/// The page without its tags, in one line.
fn text(html: &str) -> String {
    let parts = html.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text));
    parts.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[tokio::test]
async fn each_wording_of_a_passage_is_told_with_what_changed() {
    let page = text(&site().await.get(&passage(3, THIRD, "He has a debt of")).await.body);
    for said in [
        "First written in the plan of 14 March 2023. 2 wordings; the last since 14 March 2024.",
        "Finances · PBSW (A. Nobody) · 12 May 2022",
        "He has a debt of £400 with the credit union in Kirkervan.",
        "In the plan at the case conference of 14 March 2023",
        "[was: £400] [now: £200]",
        "Stood so in the plan of 14 March 2025, too",
        "In the plan at the case conferences of 14 March 2024 and 14 March 2025",
        "This is how it stands in the newest plan.",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
}

#[tokio::test]
async fn what_was_gone_and_came_back_is_told_from_any_version() {
    let site = site().await;
    for address in [passage(1, FIRST, "He may return"), passage(3, THIRD, "He may return")] {
        let page = text(&site.get(&address).await.body);
        assert!(page.contains("Not in the plan of 14 March 2024"), "{page}");
        assert!(page.contains("Back as it was; moved from “Housing”"), "{page}");
    }
}

#[tokio::test]
async fn a_passage_that_ended_says_so() {
    let site = Site::with(&[FIRST, SECOND]).await;
    let page = text(&site.get(&passage(1, FIRST, "He may return")).await.body);
    assert!(page.contains("Not in the plan of 14 March 2024, nor since."), "{page}");
}

#[tokio::test]
async fn several_passages_have_a_life_each() {
    let page = site().await.get("/people/p-1/versions/3/passages/0-500").await.body;
    assert!(page.matches("class=\"life\"").count() > 3, "{page}");
}

#[tokio::test]
async fn passages_that_are_not_there_say_so() {
    let site = site().await;
    let cases = [
        ("/people/p-1/versions/3/passages/9000-9010", StatusCode::NOT_FOUND),
        ("/people/p-1/versions/3/passages/20-10", StatusCode::NOT_FOUND),
        ("/people/p-1/versions/3/passages/all", StatusCode::NOT_FOUND),
        ("/people/p-1/versions/9/passages/0-9", StatusCode::NOT_FOUND),
        ("/people/p-9/versions/1/passages/0-9", StatusCode::NOT_FOUND),
        ("/people/p-1/sources/2", StatusCode::NOT_FOUND),
        ("/people/p-9/plan", StatusCode::NOT_FOUND),
    ];
    for (address, status) in cases {
        assert_eq!(site.get(address).await.status, status, "{address}");
    }
}

#[tokio::test]
async fn every_passage_of_the_plan_has_its_age_and_a_way_to_its_life() {
    let site = site().await;
    let page = site.get("/people/p-1/plan").await.body;
    let said = text(&page);
    for age in
        ["Since 14 March 2024", "through 1 conference, first written 14 March 2023", "Changed in this plan"]
    {
        assert!(said.contains(age), "{age}: {said}");
    }
    assert!(said.contains("PBSW (A. Nobody), 12 May 2022"), "{said}");
    let ways: Vec<&str> = page
        .split("href=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .filter(|href| href.contains("/passages/"))
        .collect();
    assert!(ways.len() >= 4, "{ways:?}");
    for way in ways {
        assert_eq!(site.get(way).await.status, StatusCode::OK, "{way}");
    }
}

#[tokio::test]
async fn the_condensed_plan_leads_to_the_past_of_what_it_shows_and_folds() {
    let site = site().await;
    let page = site.get("/people/p-1/condensed").await.body;
    let ways: Vec<&str> =
        page.split("class=\"past\"><a href=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert!(ways.len() >= 2, "{page}");
    for way in ways {
        assert_eq!(site.get(way).await.status, StatusCode::OK, "{way}");
    }
}

#[tokio::test]
async fn a_change_leads_to_its_past_and_so_does_what_was_removed() {
    let site = site().await;
    let page = site.get("/people/p-1/delta?from=1&to=2").await.body;
    for (version, plan, text) in
        [(2, SECOND, "He has a debt of £200"), (1, FIRST, "He may return to Mill Lane")]
    {
        let start = plan.find(text).unwrap();
        assert!(page.contains(&format!("href=\"/people/p-1/versions/{version}/passages/{start}-")), "{page}");
    }
}

#[tokio::test]
async fn a_report_tells_where_the_plan_differs() {
    let page = site().await.get("/people/p-1/sources/1").await.body;
    let said = text(&page);
    assert!(said.contains("where the plan differs."), "{said}");
    assert!(said.contains("[was: £400] [now: £200]"), "{said}");
    assert!(page.contains("class=\"stretch differs\""), "{page}");
    assert!(page.contains("class=\"stretch not-copied\""), "{page}");
    assert!(page.contains("href=\"/people/p-1/plan#u"), "{page}");
}

#[tokio::test]
async fn a_plan_leads_to_the_report_it_was_copied_from() {
    let page = site().await.get("/people/p-1/plan").await.body;
    assert!(text(&page).contains("differs from report 1"), "{page}");
    assert!(page.contains("href=\"/people/p-1/sources/1#u"), "{page}");
}
