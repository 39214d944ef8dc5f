//! The line that programs for e-mail put over what somebody answers to: "On Wed, 3 May 2024 at 16:41, Other, Ann (nurse)
//! wrote:".
//!
//! Takes the tokens of a line, gives how many of them are this head, and which of them say who. Its first word, its last and
//! its colon show it; what stands between must be a day, and a name with a capital behind it.

use std::ops::Range;

use super::heads::date;
use crate::text::{Token, TokenKind};

/// Most tokens of such a line, and where its day begins at the latest.
const TOKENS_MAX: usize = 40;
const DAY_MAX: usize = 4;

/// How many tokens are the head; 0 if the line has none of this form.
pub(super) fn end(source: &str, tokens: &[Token]) -> usize {
    who(source, tokens).map_or(0, |who| who.end + 2)
}

/// Which tokens say who.
pub(super) fn who(source: &str, tokens: &[Token]) -> Option<Range<usize>> {
    let text = |at: usize| tokens.get(at).map_or("", |token| token.span.of(source));
    if !text(0).eq_ignore_ascii_case("on") {
        return None;
    }
    let near = &tokens[..tokens.len().min(TOKENS_MAX)];
    let day = date(source, near).filter(|day| day.start <= DAY_MAX)?;
    let colon = (day.end..near.len()).find(|at| text(*at) == ":")?;
    let end = colon.checked_sub(1).filter(|at| text(*at).eq_ignore_ascii_case("wrote"))?;
    let who = (day.end..end).find(|at| near[*at].kind == TokenKind::Word)?..end;
    // Whoever tells in prose what was written goes on behind the colon, and puts no time to it.
    let timed = near[day.clone()].iter().any(|token| token.span.of(source).contains(':'));
    let listed = || who.clone().any(|at| matches!(text(at), "," | "(" | "<"));
    let ends = colon + 1 == tokens.len() || {
        source[near[colon].span.end as usize..tokens[colon + 1].span.start as usize].contains('\n')
    };
    let named = !who.is_empty() && text(who.start).starts_with(char::is_uppercase);
    (named && ends && (timed || listed())).then_some(who)
}

#[cfg(test)]
mod tests {
    use crate::document::parse;

    /// Who wrote the sentence of a plan, and when.
    fn check(line: &str) -> (Option<String>, Option<String>) {
        let document = parse(format!("## Boats\n\n{line}\n\nShe rows well.\n")).unwrap();
        let unit = document.units().iter().find(|unit| document.text(unit).contains("rows")).unwrap();
        let entry = document.entry(unit);
        (entry.author.clone(), entry.written.map(|day| day.to_string()))
    }

    #[test]
    fn the_line_over_what_somebody_answers_to_is_a_head() {
        let said = |who: &str| (Some(who.to_owned()), Some("2024-05-03".to_owned()));
        assert_eq!(
            check("On Fri, 3 May 2024 at 16:41, Teviot, Morag (Boats) wrote:"),
            said("Teviot, Morag (Boats)")
        );
        assert_eq!(check("On 3 May 2024 Una Brae wrote: \"come no more\"."), (None, None));
        assert_eq!(check("On 3 May 2024 she wrote:"), (None, None));
        assert_eq!(check("On 3 May 2024 Una Brae left."), (None, None));
    }
}
