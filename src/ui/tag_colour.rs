//! The colour that the reader gave a tag -> one that can be read on the ground of the window, on a terminal of
//! any colours.
//!
//! Where the terminal shows more than sixteen colours, the colour is made lighter (darker in the light theme)
//! until it stands out from the window and from a selected row. The sixteen are the user's own and may be
//! anything; of these, the ones that can hardly be read on such a ground give way to their neighbours. Where
//! there are no colours, a tag looks like all tags.

use super::theme::{Depth, Meaning, Shade, Theme, colour_named, indexed};
use ratatui::style::{Color, Style};

/// Contrast with the window: WCAG 2.2 AA for text.
const CONTRAST: f64 = 4.5;
/// Contrast with a selected row, as for all that the theme names.
const CONTRAST_SELECTED: f64 = 3.5;
/// Steps from a colour to white or black.
const STEPS: u16 = 20;

/// The style of a tag of that colour, to lie over that of all tags; of a colour that there is not, nothing.
pub(super) fn style(theme: &Theme, colour: &str) -> Style {
    let Some(named) = colour_named(colour) else { return Style::new() };
    let seen = match theme.depth {
        Depth::Mono => return Style::new(),
        Depth::Basic => basic(theme.shade, nearest_of_sixteen(named)),
        Depth::Indexed => indexed(readable(theme, rgb(named))),
        Depth::True => readable(theme, rgb(named)),
    };
    Style::new().fg(seen)
}

/// The sixteen colours as most terminals have them today (VS Code's, Windows Terminal's and xterm's are near).
const SIXTEEN: [(Color, [u8; 3]); 16] = [
    (Color::Black, [0, 0, 0]),
    (Color::Red, [205, 49, 49]),
    (Color::Green, [13, 188, 121]),
    (Color::Yellow, [229, 229, 16]),
    (Color::Blue, [36, 114, 200]),
    (Color::Magenta, [188, 63, 188]),
    (Color::Cyan, [17, 168, 205]),
    (Color::Gray, [204, 204, 204]),
    (Color::DarkGray, [102, 102, 102]),
    (Color::LightRed, [241, 76, 76]),
    (Color::LightGreen, [35, 209, 139]),
    (Color::LightYellow, [245, 245, 67]),
    (Color::LightBlue, [59, 142, 234]),
    (Color::LightMagenta, [214, 112, 214]),
    (Color::LightCyan, [41, 184, 219]),
    (Color::White, [255, 255, 255]),
];

fn rgb(colour: Color) -> [u8; 3] {
    match colour {
        Color::Rgb(red, green, blue) => [red, green, blue],
        other => SIXTEEN.iter().find(|(named, _)| *named == other).map_or([128; 3], |(_, rgb)| *rgb),
    }
}

/// Of the sixteen, the one that is most like the colour.
fn nearest_of_sixteen(colour: Color) -> Color {
    if !matches!(colour, Color::Rgb(..)) {
        return colour;
    }
    let wanted = rgb(colour);
    let distance = |other: &[u8; 3]| {
        wanted.iter().zip(other).map(|(one, other)| u32::from(one.abs_diff(*other)).pow(2)).sum::<u32>()
    };
    SIXTEEN.iter().min_by_key(|(_, rgb)| distance(rgb)).map_or(Color::Gray, |(named, _)| *named)
}

/// One of the sixteen that can be read on the ground of the shade.
fn basic(shade: Shade, colour: Color) -> Color {
    use Color::*;
    match (shade, colour) {
        (Shade::Dark, Black | DarkGray) => Gray,
        (Shade::Dark, Blue) => LightBlue,
        (Shade::Dark, Red) => LightRed,
        (Shade::Dark, Magenta) => LightMagenta,
        (Shade::Light, White | Gray) => DarkGray,
        (Shade::Light, LightYellow) => Yellow,
        (Shade::Light, LightGreen) => Green,
        (Shade::Light, LightCyan) => Cyan,
        (Shade::Light, LightBlue) => Blue,
        (Shade::Light, LightRed) => Red,
        (Shade::Light, LightMagenta) => Magenta,
        (_, colour) => colour,
    }
}

/// The colour, as much nearer to white or black as it takes to be read.
fn readable(theme: &Theme, colour: [u8; 3]) -> Color {
    // Where the user leaves the ground to the terminal, it is taken to be like that of the preset.
    let (ground, end) = match theme.shade {
        Shade::Dark => ([20, 22, 27], 255),
        Shade::Light => ([251, 250, 247], 0),
    };
    let ground_of = |meaning, other| match theme.style(meaning).bg {
        Some(Color::Rgb(red, green, blue)) => [red, green, blue],
        _ => other,
    };
    let window = ground_of(Meaning::Window, ground);
    let selected = ground_of(Meaning::Selected, window);
    let steps = (0..=STEPS).map(|step| {
        colour.map(|part| {
            let (part, end) = (i32::from(part), i32::from(end));
            u8::try_from(part + (end - part) * i32::from(step) / i32::from(STEPS)).unwrap_or(end as u8)
        })
    });
    let is_seen = |seen: &[u8; 3]| {
        contrast(*seen, window) >= CONTRAST && contrast(*seen, selected) >= CONTRAST_SELECTED
    };
    let [red, green, blue] = steps.clone().find(is_seen).unwrap_or([end; 3]);
    Color::Rgb(red, green, blue)
}

/// The contrast of two colours after WCAG 2.2.
fn contrast(one: [u8; 3], other: [u8; 3]) -> f64 {
    let luminance = |rgb: [u8; 3]| {
        let linear = rgb.map(|value| {
            let value = f64::from(value) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    };
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::COLOURS;
    use proptest::prelude::*;

    fn check(shade: Shade, colour: &str) {
        let theme = Theme::new(shade, Depth::True);
        let Some(Color::Rgb(red, green, blue)) = style(&theme, colour).fg else { panic!("{colour}") };
        for (meaning, least) in [(Meaning::Window, CONTRAST), (Meaning::Selected, CONTRAST_SELECTED)] {
            let ground = rgb(theme.style(meaning).bg.expect("it has a ground"));
            assert!(contrast([red, green, blue], ground) >= least, "{shade:?} {colour} on {meaning:?}");
        }
        let basic = style(&Theme::new(shade, Depth::Basic), colour).fg.expect("a colour");
        let ground =
            if shade == Shade::Dark { [Color::Black, Color::DarkGray] } else { [Color::White, Color::Gray] };
        assert!(!ground.contains(&basic) && !matches!(basic, Color::Rgb(..)), "{shade:?} {colour}");
        assert_eq!(style(&Theme::new(shade, Depth::Mono), colour), Style::new());
        let indexed = style(&Theme::new(shade, Depth::Indexed), colour).fg;
        assert!(matches!(indexed, Some(Color::Indexed(16..))), "{shade:?} {colour}");
    }

    #[test]
    fn every_named_colour_can_be_read_in_both_themes() {
        for shade in [Shade::Dark, Shade::Light] {
            COLOURS.into_iter().for_each(|colour| check(shade, colour));
        }
    }

    #[test]
    fn a_colour_that_can_be_read_stays_as_it_is() {
        let theme = Theme::new(Shade::Dark, Depth::True);
        assert_eq!(style(&theme, "#ffaa00").fg, Some(Color::Rgb(255, 170, 0)));
        assert_eq!(style(&theme, "no colour"), Style::new());
    }

    proptest! {
        #[test]
        fn any_colour_can_be_read(colour in "#[0-9a-f]{6}") {
            check(Shade::Dark, &colour);
            check(Shade::Light, &colour);
        }
    }
}
