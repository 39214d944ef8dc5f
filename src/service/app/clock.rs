//! What time it is. The engine asks no clock; the use cases ask this one, for what ends by the day or the minute and for
//! when somebody looked.

use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// A clock. Cheap to clone.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> Timestamp + Send + Sync>);

impl Clock {
    /// A clock that says this.
    pub fn new(now: impl Fn() -> Timestamp + Send + Sync + 'static) -> Self {
        Self(Arc::new(now))
    }

    /// Now.
    pub fn now(&self) -> Timestamp {
        (self.0)()
    }

    /// Today, by UTC.
    pub fn today(&self) -> Date {
        day(self.now())
    }
}

/// The day of a point in time, by UTC.
pub(super) fn day(at: Timestamp) -> Date {
    TimeZone::UTC.to_datetime(at).date()
}

impl Default for Clock {
    /// The machine's.
    fn default() -> Self {
        Self::new(Timestamp::now)
    }
}
