//! Words of every language that is written with Arabic letters and has some of its own, and what
//! scripture adds: letters -> forms.
//!
//! The forms were found with another program, from UnicodeData.txt and ArabicShaping.txt alone.

use super::*;

/// Pazhuhesh, chap, goftogu, zhaleh, ketabi; with a non-joiner: mi-khaham, nameh-i; khaneh-ye in the
/// two ways of writing it, kafeh-ye.
#[test]
fn persian() {
    for (word, forms) in [
        ("\u{67E}\u{698}\u{648}\u{647}\u{634}", "\u{FB58}|\u{FB8B}|\u{FEED}|\u{FEEB}|\u{FEB6}"),
        ("\u{686}\u{627}\u{67E}", "\u{FB7C}|\u{FE8E}|\u{FB56}"),
        ("\u{6AF}\u{641}\u{62A}\u{6AF}\u{648}", "\u{FB94}|\u{FED4}|\u{FE98}|\u{FB95}|\u{FEEE}"),
        ("\u{698}\u{627}\u{644}\u{647}", "\u{FB8A}|\u{FE8D}|\u{FEDF}|\u{FEEA}"),
        ("\u{6A9}\u{62A}\u{627}\u{628}\u{6CC}", "\u{FB90}|\u{FE98}|\u{FE8E}|\u{FE91}|\u{FBFD}"),
        (
            "\u{645}\u{6CC}\u{200C}\u{62E}\u{648}\u{627}\u{647}\u{645}",
            "\u{FEE3}|\u{FBFD}|\u{FEA7}|\u{FEEE}|\u{FE8D}|\u{FEEB}|\u{FEE2}",
        ),
        ("\u{62E}\u{627}\u{646}\u{647}\u{654}", "\u{FEA7}|\u{FE8E}|\u{FEE7}|\u{FEEA}\u{654}"),
        ("\u{62E}\u{627}\u{646}\u{6C0}", "\u{FEA7}|\u{FE8E}|\u{FEE7}|\u{FBA5}"),
        ("\u{6A9}\u{627}\u{641}\u{647}\u{654}", "\u{FB90}|\u{FE8E}|\u{FED3}|\u{FEEA}\u{654}"),
        (
            "\u{646}\u{627}\u{645}\u{647}\u{200C}\u{627}\u{6CC}",
            "\u{FEE7}|\u{FE8E}|\u{FEE3}|\u{FEEA}|\u{FE8D}|\u{FBFC}",
        ),
    ] {
        check_shape(word, forms);
    }
}

/// Thik, daktar, main, hai, larke, bahut, kae, Pakistan, jaiza-e; U+06C2 and U+06D3, of which the first
/// has no forms.
#[test]
fn urdu() {
    for (word, forms) in [
        ("\u{679}\u{6BE}\u{6CC}\u{6A9}", "\u{FB68}|\u{FBAD}|\u{FBFF}|\u{FB8F}"),
        ("\u{688}\u{627}\u{6A9}\u{679}\u{631}", "\u{FB88}|\u{FE8D}|\u{FB90}|\u{FB69}|\u{FEAE}"),
        ("\u{645}\u{6CC}\u{6BA}", "\u{FEE3}|\u{FBFF}|\u{FB9F}"),
        ("\u{6C1}\u{6D2}", "\u{FBA8}|\u{FBAF}"),
        ("\u{644}\u{691}\u{6A9}\u{6D2}", "\u{FEDF}|\u{FB8D}|\u{FB90}|\u{FBAF}"),
        ("\u{628}\u{6C1}\u{62A}", "\u{FE91}|\u{FBA9}|\u{FE96}"),
        ("\u{6C1}\u{6C2}", "\u{FBA8}|\u{6C2}"),
        ("\u{6A9}\u{626}\u{6D2}", "\u{FB90}|\u{FE8C}|\u{FBAF}"),
        (
            "\u{67E}\u{627}\u{6A9}\u{633}\u{62A}\u{627}\u{646}",
            "\u{FB58}|\u{FE8E}|\u{FB90}|\u{FEB4}|\u{FE98}|\u{FE8E}|\u{FEE5}",
        ),
        ("\u{62C}\u{627}\u{626}\u{632}\u{6C2}", "\u{FE9F}|\u{FE8E}|\u{FE8B}|\u{FEB0}|\u{6C2}"),
        ("\u{634}\u{6D3}", "\u{FEB7}|\u{FBB1}"),
    ] {
        check_shape(word, forms);
    }
}

/// Kurdistan, Hewler, gul, roj, Viyan, dilim, slaw, eme: U+0695, U+06B5, U+06CE and U+06D5 have no forms.
#[test]
fn kurdish() {
    for (word, forms) in [
        (
            "\u{6A9}\u{648}\u{631}\u{62F}\u{633}\u{62A}\u{627}\u{646}",
            "\u{FB90}|\u{FEEE}|\u{FEAD}|\u{FEA9}|\u{FEB3}|\u{FE98}|\u{FE8E}|\u{FEE5}",
        ),
        ("\u{647}\u{6D5}\u{648}\u{644}\u{6CE}\u{631}", "\u{FEEB}|\u{6D5}|\u{FEED}|\u{FEDF}|\u{6CE}|\u{FEAE}"),
        ("\u{6AF}\u{648}\u{6B5}", "\u{FB94}|\u{FEEE}|\u{6B5}"),
        ("\u{695}\u{6C6}\u{698}", "\u{695}|\u{FBD9}|\u{FB8A}"),
        ("\u{6A4}\u{6CC}\u{627}\u{646}", "\u{FB6C}|\u{FBFF}|\u{FE8E}|\u{FEE5}"),
        ("\u{62F}\u{6B5}\u{645}", "\u{FEA9}|\u{6B5}|\u{FEE2}"),
        ("\u{633}\u{6B5}\u{627}\u{648}", "\u{FEB3}|\u{6B5}|\u{FE8E}|\u{FEED}"),
        ("\u{626}\u{6CE}\u{645}\u{6D5}", "\u{FE8B}|\u{6CE}|\u{FEE4}|\u{6D5}"),
    ] {
        check_shape(word, forms);
    }
}

/// Uyghur, eli, yengi, qiz, waqit, oy, hemme, kishi, putun: U+0649 joins on both sides.
#[test]
fn uyghur() {
    for (word, forms) in [
        (
            "\u{626}\u{6C7}\u{64A}\u{63A}\u{6C7}\u{631}",
            "\u{FE8B}|\u{FBD8}|\u{FEF3}|\u{FED0}|\u{FBD8}|\u{FEAD}",
        ),
        ("\u{626}\u{6D0}\u{644}\u{649}", "\u{FE8B}|\u{FBE7}|\u{FEE0}|\u{FEF0}"),
        ("\u{64A}\u{6D0}\u{6AD}\u{649}", "\u{FEF3}|\u{FBE7}|\u{FBD6}|\u{FEF0}"),
        ("\u{642}\u{649}\u{632}", "\u{FED7}|\u{FBE9}|\u{FEB0}"),
        ("\u{6CB}\u{627}\u{642}\u{649}\u{62A}", "\u{FBDE}|\u{FE8D}|\u{FED7}|\u{FBE9}|\u{FE96}"),
        ("\u{626}\u{6C6}\u{64A}", "\u{FE8B}|\u{FBDA}|\u{FEF1}"),
        ("\u{6BE}\u{6D5}\u{645}\u{645}\u{6D5}", "\u{FBAC}|\u{6D5}|\u{FEE3}|\u{FEE4}|\u{6D5}"),
        ("\u{643}\u{649}\u{634}\u{649}", "\u{FEDB}|\u{FBE9}|\u{FEB8}|\u{FEF0}"),
        ("\u{67E}\u{6C8}\u{62A}\u{6C8}\u{646}", "\u{FB58}|\u{FBDC}|\u{FE97}|\u{FBDC}|\u{FEE5}"),
    ] {
        check_shape(word, forms);
    }
}

/// Sindhi, bar, bhau, thiyo, janam …; U+068F, U+068A, U+067D, U+0699 and U+06AA have no forms.
#[test]
fn sindhi() {
    for (word, forms) in [
        ("\u{633}\u{646}\u{68C}\u{64A}", "\u{FEB3}|\u{FEE8}|\u{FB85}|\u{FEF1}"),
        ("\u{67B}\u{627}\u{631}", "\u{FB54}|\u{FE8E}|\u{FEAD}"),
        ("\u{680}\u{627}\u{621}\u{64F}", "\u{FB5C}|\u{FE8E}|\u{621}\u{64F}"),
        ("\u{67F}\u{64A}\u{648}", "\u{FB64}|\u{FEF4}|\u{FEEE}"),
        ("\u{684}\u{645}\u{6BB}", "\u{FB74}|\u{FEE4}|\u{FBA1}"),
        ("\u{683}", "\u{FB76}"),
        ("\u{687}\u{627}", "\u{FB80}|\u{FE8E}"),
        ("\u{68F}\u{64A}\u{646}\u{647}\u{646}", "\u{68F}|\u{FEF3}|\u{FEE8}|\u{FEEC}|\u{FEE6}"),
        ("\u{68A}\u{627}\u{6AA}\u{67D}\u{631}", "\u{68A}|\u{FE8D}|\u{6AA}|\u{67D}|\u{FEAE}"),
        ("\u{68D}\u{6B3}\u{648}", "\u{FB82}|\u{FB98}|\u{FEEE}"),
        ("\u{67E}\u{699}\u{647}\u{6BB}", "\u{FB58}|\u{699}|\u{FEEB}|\u{FBA1}"),
        ("\u{6A6}\u{644}", "\u{FB70}|\u{FEDE}"),
        ("\u{6AA}\u{62A}\u{627}\u{628}", "\u{6AA}|\u{FE98}|\u{FE8E}|\u{FE8F}"),
        ("\u{633}\u{6B1}", "\u{FEB3}|\u{FB9B}"),
        ("\u{6FD}", "\u{6FD}"),
        ("\u{6FE}", "\u{6FE}"),
    ] {
        check_shape(word, forms);
    }
}

/// Pashto, shadza, der, mandzanai, tol, tsok …: most letters of its own have no forms.
#[test]
fn pashto() {
    for (word, forms) in [
        ("\u{67E}\u{69A}\u{62A}\u{648}", "\u{FB58}|\u{69A}|\u{FE98}|\u{FEEE}"),
        ("\u{69A}\u{681}\u{647}", "\u{69A}|\u{681}|\u{FEEA}"),
        ("\u{689}\u{6D0}\u{631}", "\u{689}|\u{FBE6}|\u{FEAE}"),
        ("\u{645}\u{646}\u{681}\u{646}\u{6CD}", "\u{FEE3}|\u{FEE8}|\u{681}|\u{FEE8}|\u{6CD}"),
        ("\u{67C}\u{648}\u{644}", "\u{67C}|\u{FEEE}|\u{FEDD}"),
        ("\u{685}\u{648}\u{6A9}", "\u{685}|\u{FEEE}|\u{FB8E}"),
        ("\u{6A9}\u{693}\u{6CC}", "\u{FB90}|\u{693}|\u{FBFC}"),
        ("\u{696}\u{63A}", "\u{696}|\u{FECD}"),
        ("\u{6AB}\u{648}\u{689}", "\u{6AB}|\u{FEEE}|\u{689}"),
        ("\u{6BC}", "\u{6BC}"),
        (
            "\u{627}\u{648}\u{633}\u{6D0}\u{696}\u{64A}",
            "\u{FE8D}|\u{FEED}|\u{FEB3}|\u{FBE7}|\u{696}|\u{FEF1}",
        ),
        ("\u{628}\u{627}\u{6BC}\u{648}", "\u{FE91}|\u{FE8E}|\u{6BC}|\u{FEEE}"),
    ] {
        check_shape(word, forms);
    }
}

/// Between two behs: those that join on both sides, and those that join the letter before only.
#[test]
fn letters_without_forms_keep_their_neighbours_joined() {
    for (word, forms) in [
        ("\u{628}\u{6B5}\u{628}", "\u{FE91}|\u{6B5}|\u{FE90}"),
        ("\u{628}\u{763}\u{628}", "\u{FE91}|\u{763}|\u{FE90}"),
        ("\u{628}\u{67C}\u{628}", "\u{FE91}|\u{67C}|\u{FE90}"),
        ("\u{628}\u{6D5}\u{628}", "\u{FE91}|\u{6D5}|\u{FE8F}"),
        ("\u{628}\u{8A0}\u{628}", "\u{FE91}|\u{8A0}|\u{FE90}"),
        ("\u{628}\u{750}\u{628}", "\u{FE91}|\u{750}|\u{FE90}"),
        ("\u{628}\u{8AA}\u{628}", "\u{FE91}|\u{8AA}|\u{FE8F}"),
    ] {
        check_shape(word, forms);
    }
}

/// Words of scripture, with superscript alef (also on tatweel), small waw and yeh, maddah, the signs of
/// pause, open tanwin, and hamza on tatweel.
#[test]
fn scripture() {
    for (word, forms) in [
        (
            "\u{631}\u{64E}\u{62D}\u{652}\u{645}\u{64E}\u{670}\u{646}\u{650}",
            "\u{FEAD}\u{64E}|\u{FEA3}\u{652}|\u{FEE4}\u{64E}\u{670}|\u{FEE6}\u{650}",
        ),
        ("\u{647}\u{64E}\u{670}\u{630}\u{64E}\u{627}", "\u{FEEB}\u{64E}\u{670}|\u{FEAC}\u{64E}|\u{FE8D}"),
        (
            "\u{671}\u{644}\u{644}\u{64E}\u{651}\u{647}\u{650}",
            "\u{FB50}|\u{FEDF}|\u{FEE0}\u{64E}\u{651}|\u{FEEA}\u{650}",
        ),
        (
            "\u{635}\u{650}\u{631}\u{64E}\u{670}\u{637}\u{64E}",
            "\u{FEBB}\u{650}|\u{FEAE}\u{64E}\u{670}|\u{FEC1}\u{64E}",
        ),
        ("\u{644}\u{64E}\u{647}\u{64F}\u{6E5}", "\u{FEDF}\u{64E}|\u{FEEA}\u{64F}|\u{6E5}"),
        ("\u{628}\u{650}\u{647}\u{650}\u{6E6}", "\u{FE91}\u{650}|\u{FEEA}\u{650}|\u{6E6}"),
        (
            "\u{639}\u{64E}\u{644}\u{64E}\u{649}\u{670}\u{653}",
            "\u{FECB}\u{64E}|\u{FEE0}\u{64E}|\u{FEF0}\u{670}\u{653}",
        ),
        ("\u{645}\u{650}\u{646}\u{6E2}", "\u{FEE3}\u{650}|\u{FEE6}\u{6E2}"),
        (
            "\u{642}\u{64E}\u{627}\u{644}\u{64F}\u{648}\u{627}\u{6DF}",
            "\u{FED7}\u{64E}|\u{FE8E}|\u{FEDF}\u{64F}|\u{FEEE}|\u{FE8D}\u{6DF}",
        ),
        (
            "\u{671}\u{644}\u{652}\u{640}\u{64E}\u{654}\u{627}\u{62E}\u{650}\u{631}\u{64E}\u{629}\u{650}",
            "\u{FB50}|\u{FEDF}\u{652}|\u{640}\u{64E}\u{654}|\u{FE8E}|\u{FEA7}\u{650}|\u{FEAE}\u{64E}|\u{FE93}\u{650}",
        ),
        ("\u{640}\u{670}", "\u{640}\u{670}"),
        (
            "\u{64A}\u{64F}\u{62D}\u{652}\u{649}\u{650}\u{6E6}",
            "\u{FEF3}\u{64F}|\u{FEA4}\u{652}|\u{FEF0}\u{650}|\u{6E6}",
        ),
        ("\u{644}\u{64E}\u{622}", "\u{FEF5}\u{64E}"),
        (
            "\u{671}\u{644}\u{6E1}\u{623}\u{64E}\u{631}\u{6E1}\u{636}\u{650}",
            "\u{FB50}|\u{FEF7}\u{6E1}\u{64E}|\u{FEAD}\u{6E1}|\u{FEBD}\u{650}",
        ),
        ("\u{647}\u{64F}\u{62F}\u{8F0}\u{649}", "\u{FEEB}\u{64F}|\u{FEAA}\u{8F0}|\u{FEEF}"),
        ("\u{642}\u{64E}\u{648}\u{6E1}\u{644}\u{8F1}", "\u{FED7}\u{64E}|\u{FEEE}\u{6E1}|\u{FEDD}\u{8F1}"),
        (
            "\u{631}\u{64E}\u{64A}\u{6E1}\u{628}\u{64E}\u{6DB}",
            "\u{FEAD}\u{64E}|\u{FEF3}\u{6E1}|\u{FE90}\u{64E}\u{6DB}",
        ),
        (
            "\u{643}\u{64E}\u{644}\u{64E}\u{651}\u{627}\u{6D6}",
            "\u{FEDB}\u{64E}|\u{FEFC}\u{64E}\u{651}\u{6D6}",
        ),
    ] {
        check_shape(word, forms);
    }
}

/// Every sign of scripture that is a mark stays on its letter and does not part it from the next.
#[test]
fn signs_of_scripture_stay_on_their_letter() {
    let signs = ('\u{6D6}'..='\u{6DC}')
        .chain('\u{6DF}'..='\u{6E4}')
        .chain('\u{6E7}'..='\u{6E8}')
        .chain('\u{6EA}'..='\u{6ED}')
        .chain('\u{8D3}'..='\u{8E1}')
        .chain('\u{8E3}'..='\u{8FF}')
        .chain(['\u{670}', '\u{653}', '\u{654}', '\u{655}', '\u{656}', '\u{65F}']);
    for sign in signs {
        check_shape(&format!("\u{628}{sign}\u{628}"), &format!("\u{FE91}{sign}|\u{FE90}"));
        check_shape(&format!("\u{644}{sign}\u{627}"), &format!("\u{FEFB}{sign}"));
        check_shape(&format!("\u{628}\u{640}{sign}\u{628}"), &format!("\u{FE91}|\u{640}{sign}|\u{FE90}"));
    }
}

/// What stands for itself: the start of a rub, the place of sajdah, small waw and small yeh.
#[test]
fn other_signs_of_scripture_part_letters() {
    for sign in ['\u{6DE}', '\u{6E9}', '\u{6E5}', '\u{6E6}'] {
        check_shape(&format!("\u{628}{sign}\u{628}"), &format!("\u{FE8F}|{sign}|\u{FE8F}"));
    }
}

/// The end of an ayah takes its first digit into its cell, and the number reads as numbers do.
#[test]
fn end_of_ayah_and_its_number() {
    check_shape("\u{628} \u{6DD}\u{661}\u{662}", "\u{FE8F}| |\u{6DD}\u{661}|\u{662}");
    check(
        Base::Rtl,
        0,
        "\u{628} \u{6DD}\u{661}\u{662} \u{628}",
        &["\u{FE8F} \u{6DD}\u{661}\u{662} \u{FE8F}"],
    );
}

/// Honorifics and other words in one character stand for themselves; no letter joins them.
#[test]
fn honorifics_are_one_glyph() {
    for honorific in ['\u{FDFA}', '\u{FDFB}', '\u{FDFD}', '\u{FDF2}', '\u{FDFC}', '\u{FD40}', '\u{FDCF}'] {
        check_shape(
            &format!("\u{628}{honorific}\u{628} {honorific}"),
            &format!("\u{FE8F}|{honorific}|\u{FE8F}| |{honorific}"),
        );
    }
    // As a mark: sallallahou, and alayhe assallam.
    for honorific in ['\u{610}', '\u{611}', '\u{612}', '\u{613}', '\u{614}'] {
        check_shape(&format!("\u{628}{honorific}\u{628}"), &format!("\u{FE91}{honorific}|\u{FE90}"));
    }
}

/// Letters that arrive in a presentation form stay in it, and letters beside them do not join them,
/// for the form says already what it is joined to. Marks stay on them.
#[test]
fn text_that_arrives_shaped_stays_as_it_is() {
    let salam = "\u{FEB3}\u{FEFC}\u{FEE1}";
    check_shape(salam, "\u{FEB3}|\u{FEFC}|\u{FEE1}");
    check(Base::Auto, 0, salam, &["\u{FEE1}\u{FEFC}\u{FEB3}"]);
    check_shape("\u{FE89}\u{628}\u{628}", "\u{FE89}|\u{FE91}|\u{FE90}");
    check_shape("\u{FEFB}\u{64E}\u{628}", "\u{FEFB}\u{64E}|\u{FE8F}");
    check_shape("\u{FEDF}\u{FE8E}", "\u{FEDF}|\u{FE8E}");
    check_shape("\u{628}\u{FE8E}", "\u{FE8F}|\u{FE8E}");
    for ligature in '\u{FEF5}'..='\u{FEFC}' {
        check_shape(&format!("{ligature}"), &format!("{ligature}"));
    }
}
