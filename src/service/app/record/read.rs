//! Reading the record, which is recorded too.

use super::Details;
use crate::app::access::What;
use crate::app::caller::Caller;
use crate::app::error::AppError;
use crate::app::handle::App;
use crate::app::paging::{Listing, Paging};
use cip_store::{Anchor, AuditQuery, AuditRow, Broken, Chain};

/// Rows that are read at once, where all are.
const ROWS_AT_ONCE: usize = 1_000;

/// A row of the record.
pub type Recorded = AuditRow;

/// Whether the record holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verified {
    /// The last row that holds; note it elsewhere.
    pub last: Anchor,
    /// Where it breaks, if it does.
    pub broken: Option<Broken>,
}

/// The record, opened to somebody to be read as a whole.
#[derive(Clone)]
pub struct Export {
    app: App,
    after: u64,
}

impl App {
    /// Rows of the record, the newest first; `after` follows a row to those that are older.
    pub async fn records(
        &self,
        caller: &Caller,
        query: &AuditQuery,
        paging: &Paging<u64>,
    ) -> Result<Listing<Recorded, u64>, AppError> {
        let asked = Details::none()
            .with_any("who", query.who.clone())
            .with_any("subject", query.subject.clone())
            .with_any("what", query.what.clone())
            .with_any("from", query.from.clone())
            .with_any("until", query.until.clone());
        self.govern(caller, What::ViewAudit, None, asked).await?;
        let mut entries = self.kept.records(query, paging.after, paging.limit + 1).await?;
        let more = entries.len() > paging.limit;
        entries.truncate(paging.limit);
        let next = entries.last().filter(|_| more).map(|row| row.number);
        Ok(Listing { entries, next })
    }

    /// Opens the record to be read as a whole, from the row after a number.
    pub async fn export_record(&self, caller: &Caller, after: u64) -> Result<Export, AppError> {
        self.govern(caller, What::ExportAudit, None, Details::none().with("after", after)).await?;
        Ok(Export { app: self.clone(), after })
    }

    /// Whether the record holds from its first row to its last, and is as it was noted. That it does not is said even where
    /// nothing can be added to it any more.
    pub async fn verify_record(&self, caller: &Caller, noted: &[Anchor]) -> Result<Verified, AppError> {
        self.may_govern(caller, What::VerifyAudit, None).await?;
        let mut chain = Chain::default();
        let broken = self.follow(&mut chain, noted).await?.err();
        let details = Details::none().with("holds", broken.is_none()).with("last", chain.last().number);
        let written = self.note(caller, What::VerifyAudit, None, None, &details).await;
        if broken.is_none() {
            written?;
        }
        Ok(Verified { last: chain.last(), broken })
    }

    async fn follow(&self, chain: &mut Chain, noted: &[Anchor]) -> Result<Result<(), Broken>, AppError> {
        // Asked first: what is written meanwhile follows it.
        let head = self.kept.record_head().await?;
        while chain.last().number < head.number {
            let rows = self.kept.record_after(chain.last().number, ROWS_AT_ONCE).await?;
            let rows: Vec<AuditRow> = rows.into_iter().filter(|row| row.number <= head.number).collect();
            if rows.is_empty() {
                break;
            }
            for row in &rows {
                if let Err(broken) = chain.follow(row).and_then(|()| as_noted(row, noted)) {
                    return Ok(Err(broken));
                }
            }
        }
        let missing = noted.iter().find(|noted| noted.number > head.number);
        let missing = missing.map(|noted| Broken::End { found: head.number, expected: noted.number });
        Ok(missing.map_or_else(|| chain.ends_at(head), Err))
    }
}

impl Export {
    /// The next rows, in order; none at the end.
    pub async fn next(&mut self) -> Result<Vec<Recorded>, AppError> {
        let rows = self.app.kept.record_after(self.after, ROWS_AT_ONCE).await?;
        self.after = rows.last().map_or(self.after, |row| row.number);
        Ok(rows)
    }
}

fn as_noted(row: &AuditRow, noted: &[Anchor]) -> Result<(), Broken> {
    let differs = |noted: &&Anchor| noted.number == row.number && noted.hash != row.hash;
    match noted.iter().find(differs) {
        Some(noted) => Err(Broken::NotAsNoted { number: noted.number }),
        None => Ok(()),
    }
}
