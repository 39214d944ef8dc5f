//! What is looked up at a conference of its kind, as sentences at the foot of a brief.
//!
//! Takes a [`Stage`], gives a sentence for each rule and one for headings that are not found. Dates and intervals are
//! stated; whether an interval is too long is not said.

use jiff::civil::Date;

use super::phrases::counted;
use cip_engine::brief::{Check, CheckFinding, Interval, Stage};

/// The sentences, their dates written by `date`; none where nothing is looked up.
pub fn checks(stage: &Stage, date: fn(Date) -> String) -> Vec<String> {
    let missing = |check: &Check| check.finding == CheckFinding::NotRecorded;
    let together = |a: &Check, b: &Check| missing(a) && missing(b) && a.rule == b.rule;
    let mut lines: Vec<String> =
        stage.checks.chunk_by(together).map(|checks| sentence(checks, date)).collect();
    if !stage.absent.is_empty() {
        lines.push(format!("No heading found for {}.", stage.absent.join(", ")));
    }
    lines
}

/// One check, or several of one rule whose dates are not known.
fn sentence(checks: &[Check], date: fn(Date) -> String) -> String {
    let check = &checks[0];
    let rule = rule(check);
    let said = match check.finding {
        CheckFinding::None => return format!("{rule}."),
        CheckFinding::NotRecorded => {
            let others: String = checks[1..].iter().flat_map(|other| [" or ", other.from]).collect();
            let dates = if checks.len() > 1 { "dates" } else { "date" };
            return format!("{rule}{others}: {dates} not recorded.");
        }
        CheckFinding::Within(Interval { negative: false, .. }) => "within".to_owned(),
        CheckFinding::Within(interval)
        | CheckFinding::Longer(interval)
        | CheckFinding::Measured(interval) => length(interval),
    };
    let dates = check.date.into_iter().zip(check.conference);
    let dates = dates.map(|(from, to)| match check.lead {
        "" => format!("{} to {}", date(from), date(to)),
        lead => format!("{lead} {}, conference {}", date(from), date(to)),
    });
    format!("{rule} ({}): {}: {said}.", check.source, dates.collect::<String>())
}

/// "Initial conference within 6 months of admission".
fn rule(check: &Check) -> String {
    format!("{} {}", check.rule, check.from).trim_end().to_owned()
}

/// "2 months and 17 days".
fn length(interval: Interval) -> String {
    if interval.negative {
        return "the dates are the other way round".to_owned();
    }
    let months = (interval.months > 0).then(|| counted(interval.months as usize, "month", "months"));
    let days =
        (interval.days > 0 || interval.months == 0).then(|| counted(interval.days as usize, "day", "days"));
    months.into_iter().chain(days).collect::<Vec<_>>().join(" and ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::phrases::short_date;

    fn check(from: &'static str, finding: CheckFinding) -> Check {
        let dated = finding != CheckFinding::NotRecorded;
        Check {
            rule: "Initial conference within 6 months of",
            from,
            lead: "admitted",
            source: "a circular",
            source_date: None,
            date: "2023-05-03".parse().ok().filter(|_| dated),
            conference: "2023-09-12".parse().ok(),
            finding,
        }
    }

    fn lines(checks: Vec<Check>, absent: Vec<&'static str>) -> Vec<String> {
        super::checks(&Stage { checks, absent, ..Stage::default() }, short_date)
    }

    #[test]
    fn what_the_dates_say() {
        let interval = |months, days| Interval { months, days, negative: false };
        for (finding, said) in [
            (CheckFinding::Within(interval(4, 9)), "within"),
            (CheckFinding::Longer(interval(9, 0)), "9 months"),
            (CheckFinding::Longer(interval(12, 1)), "12 months and 1 day"),
            (CheckFinding::Measured(interval(0, 0)), "0 days"),
            (
                CheckFinding::Within(Interval { negative: true, ..interval(1, 0) }),
                "the dates are the other way round",
            ),
        ] {
            let expected = format!(
                "Initial conference within 6 months of admission (a circular): admitted 03/05/2023, conference 12/09/2023: {said}."
            );
            assert_eq!(lines(vec![check("admission", finding)], vec![]), [expected]);
        }
    }

    #[test]
    fn what_is_not_recorded_is_said_once() {
        let missing = |from| check(from, CheckFinding::NotRecorded);
        let both = "Initial conference within 6 months of admission or sentence: dates not recorded.";
        assert_eq!(lines(vec![missing("admission"), missing("sentence")], vec![]), [both]);
        let one = "Initial conference within 6 months of admission: date not recorded.";
        assert_eq!(lines(vec![missing("admission")], vec![]), [one]);
    }

    #[test]
    fn headings_that_are_not_found() {
        let said = "No heading found for release planning, accommodation.";
        assert_eq!(lines(vec![], vec!["release planning", "accommodation"]), [said]);
        assert!(lines(vec![], vec![]).is_empty());
    }
}
