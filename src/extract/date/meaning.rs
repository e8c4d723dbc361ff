//! What a temporal expression says, before it is tied to the calendar by a reference day.

pub(super) use crate::arabic::calendar::Calendar;

/// A length of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Unit {
    Second,
    Minute,
    Hour,
    Night,
    Day,
    Week,
    Month,
    Quarter,
    Half,
    Year,
    Decade,
    Century,
}

impl Unit {
    /// The unit that `assets/dates.tsv` calls `name`.
    pub fn named(name: &str) -> Option<Unit> {
        use Unit::*;
        Some(match name {
            "second" => Second,
            "minute" => Minute,
            "hour" => Hour,
            "night" => Night,
            "day" => Day,
            "week" => Week,
            "month" => Month,
            "quarter" => Quarter,
            "half" => Half,
            "year" => Year,
            "decade" => Decade,
            "century" => Century,
            _ => return None,
        })
    }
}

/// A part of the day, named as in TIMEX3.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Morning,
    Midday,
    Afternoon,
    Evening,
    Night,
}

impl Part {
    /// The part whose TIMEX3 name is `name`.
    pub fn named(name: &str) -> Option<Part> {
        use Part::*;
        [Morning, Midday, Afternoon, Evening, Night].into_iter().find(|part| part.name() == name)
    }

    /// The TIMEX3 name.
    pub fn name(self) -> &'static str {
        match self {
            Part::Morning => "TMO",
            Part::Midday => "TMI",
            Part::Afternoon => "TAF",
            Part::Evening => "TEV",
            Part::Night => "TNI",
        }
    }
}

/// Beginning, middle or end of a stretch of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Edge {
    Start,
    Middle,
    End,
}

impl Edge {
    /// The edge whose TIMEX3 name is `name`.
    pub fn named(name: &str) -> Option<Edge> {
        Some(match name {
            "START" => Edge::Start,
            "MID" => Edge::Middle,
            "END" => Edge::End,
            _ => return None,
        })
    }
}

/// How exact an amount is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Doubt {
    About,
    More,
    Less,
}

impl Doubt {
    /// The doubt whose TIMEX3 name is `name`.
    pub fn named(name: &str) -> Option<Doubt> {
        Some(match name {
            "APPROX" => Doubt::About,
            "MORE_THAN" => Doubt::More,
            "LESS_THAN" => Doubt::Less,
            _ => return None,
        })
    }
}

/// A season, named as in TIMEX3.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Season {
    Spring,
    Summer,
    Autumn,
    Winter,
}

impl Season {
    /// The season whose TIMEX3 name is `name`.
    pub fn named(name: &str) -> Option<Season> {
        use Season::*;
        [Spring, Summer, Autumn, Winter].into_iter().find(|season| season.name() == name)
    }

    /// The TIMEX3 name.
    pub fn name(self) -> &'static str {
        match self {
            Season::Spring => "SP",
            Season::Summer => "SU",
            Season::Autumn => "FA",
            Season::Winter => "WI",
        }
    }
}

/// A reference that names no day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Vague {
    Past,
    Present,
    Future,
}

impl Vague {
    /// The reference whose TIMEX3 value is `name`.
    pub fn named(name: &str) -> Option<Vague> {
        [Vague::Past, Vague::Present, Vague::Future].into_iter().find(|vague| vague.name() == name)
    }

    /// The TIMEX3 value.
    pub fn name(self) -> &'static str {
        match self {
            Vague::Past => "PAST_REF",
            Vague::Present => "PRESENT_REF",
            Vague::Future => "FUTURE_REF",
        }
    }

    /// What "past", "present", "coming" makes of an uncounted plural.
    pub fn of_step(step: i32) -> Vague {
        match step {
            ..0 => Vague::Past,
            0 => Vague::Present,
            1.. => Vague::Future,
        }
    }
}

/// The year that a month or day lies in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum YearOf {
    /// Not told.
    #[default]
    Open,
    /// The year by number.
    Known(i32),
    /// So many years after the reference day's.
    Step(i32),
    /// The year of the date told before.
    Same,
}

/// A day of a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct DateOf {
    pub calendar: Calendar,
    pub day: i8,
    /// `None`: told as "of this month" (see `step`), or not at all.
    pub month: Option<i8>,
    pub year: YearOf,
    /// With a month: the last, this, the next of that name. Without: months after the reference's.
    pub step: Option<i32>,
    /// All in figures, and both orders of day and month are possible.
    pub ambiguous: bool,
}

/// A day, by what is told of it; something is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct DayOf {
    /// Days after the reference day.
    pub offset: Option<i32>,
    /// 1 = Monday.
    pub weekday: Option<i8>,
    /// The last, this, the next weekday of that name.
    pub step: Option<i32>,
    /// Weeks after the reference day's week.
    pub week: Option<i32>,
    pub date: Option<DateOf>,
    /// The same day in another calendar.
    pub paired: Option<DateOf>,
}

/// A stretch of the calendar, from a first to a last day.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Stretch {
    Day(DayOf),
    Month {
        calendar: Calendar,
        month: i8,
        year: YearOf,
        /// The last, this, the next month of that name.
        step: Option<i32>,
    },
    /// A year; negative before the era.
    Year(Calendar, i32),
    /// From the first to the second year, both included.
    Years(Calendar, i32, i32),
    /// A decade by its first year.
    Decade(i32),
    /// A century by number; negative before the era.
    Century(i32),
    /// The unit so many units after the reference day's.
    Unit(Unit, i32),
    /// The unit before (-1) or after (1) the one of the date told before; 0: the same.
    Beside(Unit, i32),
    /// The stretch told before, in the year that this one lies in: «الفترة نفسها من العام الماضي».
    Counterpart(Box<Stretch>),
    /// The n-th unit of a stretch: a quarter, a half, a week; 31 for the last.
    Nth(i32, Unit, Box<Stretch>),
    /// A quarter by number whose year is not told.
    Quarter(i32),
    /// The first (positive) or last (negative) so many units of a stretch.
    FirstOf(i32, Unit, Box<Stretch>),
    /// So many units up to, or from, the reference day.
    Recent(Amount, i32),
    Season(Season, YearOf),
    /// Saturday and Sunday, weeks after the reference day's week; without a step the nearest that fits the
    /// clause.
    Weekend(Option<i32>),
    /// A feast, by calendar, month and day, and days from its first day.
    Feast(Calendar, i8, i8, YearOf),
}

/// A stretch of the calendar, or a part of one.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Point {
    pub stretch: Stretch,
    pub edge: Option<Edge>,
    pub part: Option<Part>,
    pub clock: Option<Clock>,
}

impl Point {
    /// The whole of a stretch.
    pub fn whole(stretch: Stretch) -> Point {
        Point { stretch, edge: None, part: None, clock: None }
    }
}

/// An hour of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Clock {
    /// 0 to 23.
    pub hour: i8,
    pub minute: Option<i8>,
    pub second: Option<i8>,
    /// Whether the half of the day is not told: «الساعة الخامسة» is an hour of twelve.
    pub either: bool,
}

impl Clock {
    /// The hour of the other half of the day.
    pub fn other_half(self) -> Clock {
        Clock { hour: (self.hour + 12) % 24, ..self }
    }
}

/// An amount of time.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Amount {
    /// Counts and units, largest first; a count of `None` is not told ("several years").
    pub counts: Vec<(Option<f64>, Unit)>,
    /// The most of "two to three years".
    pub up_to: Option<f64>,
    pub doubt: Option<Doubt>,
}

/// What an amount is to its sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Relation {
    /// A mere length.
    Length,
    /// "Since": up to the reference day.
    Since,
    /// Before the reference day.
    Ago,
    /// After the reference day.
    Ahead,
    /// Within.
    Within,
    /// Counted from something else that the sentence tells ("a day after the exchange").
    Event,
}

/// What an expression says.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Meaning {
    Point(Point),
    /// From the first to the last, both included.
    Range(Point, Point),
    Clock(Clock),
    Clocks(Clock, Clock),
    Amount(Amount, Relation),
    /// A recurring time, by its value.
    Set(String),
    Reference(Vague),
    /// A length of time that is not told.
    SomeWhile,
    /// Not a temporal expression, though it looks like one.
    Nothing,
}

impl Meaning {
    /// The Gregorian year that a day or month is told with, as a number.
    pub fn year_of_day(&self) -> Option<i16> {
        let (Meaning::Point(Point { stretch, .. }) | Meaning::Range(_, Point { stretch, .. })) = self else {
            return None;
        };
        let (calendar, year) = match stretch {
            Stretch::Day(DayOf { date: Some(date), .. }) => (date.calendar, date.year),
            Stretch::Month { calendar, year, .. } => (*calendar, *year),
            _ => return None,
        };
        match (calendar, year) {
            (Calendar::Gregorian, YearOf::Known(year)) => i16::try_from(year).ok(),
            _ => None,
        }
    }

    /// Gives a Gregorian day or month whose year is not told in any way a year.
    pub fn set_open_year(&mut self, told: i32) {
        let Meaning::Point(Point { stretch, .. }) = self else { return };
        let year = match stretch {
            Stretch::Day(DayOf { date: Some(date), offset: None, paired: None, .. })
                if date.calendar == Calendar::Gregorian && date.month.is_some() && date.step.is_none() =>
            {
                &mut date.year
            }
            Stretch::Month { calendar: Calendar::Gregorian, year, step: None, .. } => year,
            _ => return,
        };
        if *year == YearOf::Open {
            *year = YearOf::Known(told);
        }
    }
}
