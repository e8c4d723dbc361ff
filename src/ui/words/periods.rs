//! Months, and the periods in which roles were held -> words.

use super::Words;
use crate::arabic::calendar::Calendar;
use crate::article::{HeldRole, Month};

impl Words {
    /// A month with its year, or a year: "Feb 2025", "2025".
    pub fn month_or_year(&self, month: Month) -> String {
        match month.month {
            Some(number) => self.month_of_year(Calendar::Gregorian, i32::from(month.year), number),
            None => self.own_digits(&month.year.to_string()).into_owned(),
        }
    }

    /// When a role was held: "Jan 2017 – Jan 2021", "since 2025", "until 2012"; `None` if that is not
    /// known.
    pub fn held(&self, role: &HeldRole) -> Option<String> {
        let month = |month: Month| self.month_or_year(month);
        Some(match (role.from.map(month), role.to.map(month)) {
            (Some(from), Some(to)) if from == to => from,
            (Some(from), Some(to)) => {
                self.say_with("date-range", &[("from", from.into()), ("to", to.into())])
            }
            (Some(from), None) => self.say_with("held-since", &[("from", from.into())]),
            (None, Some(to)) => self.say_with("held-until", &[("to", to.into())]),
            (None, None) => return None,
        })
    }
}
