//! Digits of any script that Arabic text uses -> numbers.

/// The value of a Western, Arabic-Indic or Persian digit.
pub fn value(character: char) -> Option<u32> {
    match character {
        '0'..='9' => Some(character as u32 - '0' as u32),
        '\u{660}'..='\u{669}' => Some(character as u32 - 0x660),
        '\u{6F0}'..='\u{6F9}' => Some(character as u32 - 0x6F0),
        _ => None,
    }
}

/// The text with every digit a Western one; all else unchanged.
pub fn to_ascii(text: &str) -> String {
    text.chars()
        .map(|character| value(character).and_then(|digit| char::from_digit(digit, 10)).unwrap_or(character))
        .collect()
}

/// The text with every Western digit an Arabic-Indic one; all else unchanged.
pub fn to_eastern(text: &str) -> String {
    text.chars()
        .map(|character| match character {
            '0'..='9' => char::from_u32(0x660 + (character as u32 - '0' as u32)).unwrap_or(character),
            other => other,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_change_scripts() {
        assert_eq!(to_ascii("\u{662}\u{6F4}-7x"), "24-7x");
        assert_eq!(to_eastern("24-x"), "\u{662}\u{664}-x");
        assert_eq!(value('x'), None);
    }
}
