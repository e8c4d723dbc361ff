//! Rows in visual order -> shown as the window shows them, while no window is open.

use std::io::{self, Read};

use crossterm::cursor::MoveToPreviousLine;
use crossterm::terminal::{Clear, ClearType, disable_raw_mode, enable_raw_mode};

use super::{Capability, Setup, bidi_off, bidi_on, sequence, write_now};

/// Shows `rows` below the cursor with the terminal's own bidi switched off, until a key is pressed, and
/// takes them away again: on a terminal that is switched as a whole they would be reordered afterwards.
/// Fails if there is no terminal to read from; then nothing has been shown.
pub fn show_switched(capability: Capability, rows: &[String]) -> io::Result<()> {
    let setup = Setup { mouse: false, bidi_off: true, capability };
    enable_raw_mode()?;
    let shown = write_now(&[bidi_off(&setup), rows.join("\r\n").into_bytes()].concat());
    // A key may be several bytes; they come in one piece.
    let key = shown.and_then(|()| io::stdin().read(&mut [0; 64]));
    let above = u16::try_from(rows.len().saturating_sub(1)).unwrap_or(u16::MAX);
    let mut bytes = b"\r".to_vec();
    if above > 0 {
        bytes.extend(sequence(&[&MoveToPreviousLine(above)]));
    }
    bytes.extend(sequence(&[&Clear(ClearType::FromCursorDown)]));
    bytes.extend(bidi_on(&setup));
    let restored = write_now(&bytes);
    disable_raw_mode()?;
    key.and(restored)
}
