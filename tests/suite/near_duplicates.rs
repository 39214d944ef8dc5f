//! Ten changes of a word or a digit that a tool for near-duplicates takes for the same text, each alone in a long plan.

use cip_engine::delta::{ChangeKind, Reason};

use crate::compared::Compared;
use crate::listed::{Listed, alone_in_a_plan, near_duplicates};

#[test]
fn each_is_the_first_fact_of_an_otherwise_unchanged_plan() {
    let all = near_duplicates();
    assert_eq!(all.len(), 10);
    for listed in &all {
        let [before, after] = alone_in_a_plan(listed);
        let compared = Compared::of(before, after);
        let shown: Vec<usize> = (0..compared.delta.changes.len())
            .filter(|at| compared.delta.changes[*at].kind != ChangeKind::Unchanged)
            .collect();
        assert_eq!(shown.len(), 1, "{}: nothing else changed", listed.what);
        assert_eq!(compared.delta.fact_order, [shown[0] as u32], "{}: the first of the facts", listed.what);
        check(listed, &compared, shown[0]);
    }
}

fn check(listed: &Listed, compared: &Compared, at: usize) {
    let change = &compared.delta.changes[at];
    assert_eq!(change.kind, ChangeKind::Material, "{}", listed.what);
    let classes: Vec<&str> = change.reasons.iter().map(|reason| reason.name()).collect();
    assert!(change.reasons.iter().all(|reason| matches!(reason, Reason::Fact(_))), "{classes:?}");
    assert!(classes.contains(&listed.class.as_deref().unwrap()), "{}: {classes:?}", listed.what);
    let (old, new) = compared.differing(listed);
    let named = change.facts.iter().any(|fact| {
        let meets = |value: Option<_>, place: Option<cip_engine::text::Span>| {
            value.is_some_and(|value| place.unwrap().overlaps(value))
        };
        meets(fact.before, old) || meets(fact.after, new)
    });
    assert!(named, "{}: {:?}", listed.what, change.facts);
}
