//! What is counted of the work.

use std::time::Duration;

use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::histogram::Histogram;

use super::urgency::Urgency;

/// Bounds of the work's times, in seconds: a small plan is read in less than the first, the largest takes seconds.
const SECONDS: [f64; 12] = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0];

type Label = [(&'static str, &'static str); 1];

/// What is counted of the work, by urgency. A clone counts the same.
#[derive(Clone, Debug)]
pub struct Figures {
    /// Requests that found the queue full.
    pub refused: Family<Label, Counter>,
    /// How long pieces of work kept a thread, in seconds.
    pub durations: Family<Label, Histogram, fn() -> Histogram>,
}

impl Default for Figures {
    fn default() -> Self {
        let durations = Family::new_with_constructor((|| Histogram::new(SECONDS)) as fn() -> Histogram);
        let figures = Self { refused: Family::default(), durations };
        // So that a figure is there, as zero, before anything happens.
        for urgency in Urgency::ALL {
            drop(figures.refused.get_or_create_owned(&label(urgency)));
            drop(figures.durations.get_or_create_owned(&label(urgency)));
        }
        figures
    }
}

impl Figures {
    /// A request found the queue full.
    pub(super) fn refused(&self, urgency: Urgency) {
        self.refused.get_or_create_owned(&label(urgency)).inc();
    }

    /// A piece of work is done.
    pub(super) fn done(&self, urgency: Urgency, took: Duration) {
        self.durations.get_or_create_owned(&label(urgency)).observe(took.as_secs_f64());
    }
}

fn label(urgency: Urgency) -> Label {
    [("urgency", urgency.name())]
}
