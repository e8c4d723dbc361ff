//! What went wrong with a feed or page, and when it was asked -> words.

use super::{Value, Words, printable};
use crate::task::{Problem, Trouble};

impl Words {
    /// Why a feed or page gave nothing, and what to do about it.
    pub fn trouble(&self, trouble: &Trouble) -> String {
        let with = |id, name, value: &str| self.say_with(id, &[(name, printable(value).into())]);
        match trouble {
            Trouble::Server(problem) => self.server_problem(problem),
            Trouble::NoFeed(reason) => with("trouble-no-feed", "reason", reason),
            Trouble::Binary(_) => self.say("trouble-binary"),
            Trouble::NoArticle => self.say("trouble-no-article"),
            Trouble::NoAddress => self.say("trouble-no-address"),
            Trouble::NothingMore => self.say("trouble-nothing-more"),
            Trouble::Other(text) => printable(text),
        }
    }

    /// Why a server gave nothing.
    fn server_problem(&self, problem: &Problem) -> String {
        let with = |id, name, value: Value<'_>| self.say_with(id, &[(name, value)]);
        match problem {
            Problem::Address(address) => with("trouble-address", "address", printable(address).into()),
            Problem::NoHost(host) => with("trouble-no-host", "host", printable(host).into()),
            Problem::Broken(cause) => with("trouble-broken", "cause", printable(cause).into()),
            Problem::Slow => self.say("trouble-slow"),
            Problem::TooLarge(most) => with("trouble-too-large", "limit", (most >> 20).into()),
            // A status is a name, not a quantity.
            Problem::Gone(status) => with("trouble-gone", "status", status.to_string().into()),
            Problem::Busy(Some(wait)) => {
                with("trouble-busy-for", "span", self.span_of(wait.as_secs()).into())
            }
            Problem::Busy(None) => self.say("trouble-busy"),
            Problem::Status(status) => with("trouble-status", "status", status.to_string().into()),
            Problem::Loop => self.say("trouble-loop"),
        }
    }

    /// When a feed was asked, as seen from `now`; both in seconds since 1970-01-01 UTC.
    pub fn asked(&self, at: Option<i64>, now: i64) -> String {
        let Some(at) = at else { return self.say("feed-never-asked") };
        match u64::try_from(now.saturating_sub(at)).unwrap_or(0) {
            0..60 => self.say("feed-asked-now"),
            seconds => self.say_with("feed-asked", &[("span", self.span_of(seconds).into())]),
        }
    }

    /// A stretch of time in its largest whole unit, at least a minute.
    fn span_of(&self, seconds: u64) -> String {
        let (id, count) = match seconds.div_ceil(60) {
            minutes @ 0..60 => ("span-minutes", minutes.max(1)),
            minutes @ 60..1440 => ("span-hours", minutes / 60),
            minutes => ("span-days", minutes / 1440),
        };
        self.say_with(id, &[("count", count.into())])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::words::{Lang, Manner};

    #[test]
    fn times_are_told_in_one_unit() {
        let check = |lang: Lang, at: Option<i64>, wanted: &str| {
            assert_eq!(Words::new(lang, Manner::default()).asked(at, 1_000_000), wanted, "{at:?}");
        };
        check(Lang::En, None, "not asked yet");
        check(Lang::En, Some(999_990), "asked just now");
        // A clock that was set back.
        check(Lang::En, Some(1_000_500), "asked just now");
        check(Lang::En, Some(999_880), "asked 2 minutes ago");
        check(Lang::En, Some(996_000), "asked 1 hour ago");
        check(Lang::En, Some(800_000), "asked 2 days ago");
        check(Lang::Ar, Some(999_880), "سئلت قبل دقيقتين");
        check(Lang::Ar, Some(999_700), "سئلت قبل 5 دقائق");
        check(Lang::Ar, Some(996_000), "سئلت قبل ساعة");
        check(Lang::Ar, Some(0), "سئلت قبل 11 يوما");
    }

    #[test]
    fn every_trouble_has_its_words() {
        let troubles = [
            Trouble::NoFeed("x".into()),
            Trouble::Binary(None),
            Trouble::NoArticle,
            Trouble::NoAddress,
            Trouble::NothingMore,
            Problem::Address("x".into()).into(),
            Problem::NoHost("x".into()).into(),
            Problem::Broken("x".into()).into(),
            Problem::Slow.into(),
            Problem::TooLarge(1 << 24).into(),
            Problem::Gone(410).into(),
            Problem::Busy(None).into(),
            Problem::Busy(Some(std::time::Duration::from_secs(7200))).into(),
            Problem::Status(500).into(),
            Problem::Loop.into(),
        ];
        for lang in [Lang::En, Lang::Ar] {
            let words = Words::new(lang, Manner::default());
            for trouble in &troubles {
                let said = words.trouble(trouble);
                assert!(said.contains(' ') && !said.contains("trouble-"), "{said}");
            }
        }
    }
}
