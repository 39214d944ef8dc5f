//! The form of what a command writes, as an argument.

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use cip_service::forms::Format;

/// Reads one of the forms that the command can write.
pub(super) fn one_of(forms: &'static [Format]) -> impl TypedValueParser<Value = Format> {
    let values = forms.iter().map(|form| PossibleValue::new(form.name()).help(form.help()));
    PossibleValuesParser::new(values)
        .try_map(|name| forms.iter().copied().find(|form| form.name() == name).ok_or("no such form"))
}
