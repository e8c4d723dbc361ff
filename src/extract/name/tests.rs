//! Names, through the whole of the steps.

use super::{Names, names};
use crate::article::{Article, ChosenBy, Entity, EntityKind, Mention, Section, SectionKind, Span};
use std::sync::LazyLock;

static NAMES: LazyLock<Names> = LazyLock::new(Names::load);

/// An article of one section a line, each of the given kind and part.
fn article(lines: &[(SectionKind, u16, &str)]) -> Article {
    let mut text = String::new();
    let mut sections = Vec::new();
    for &(kind, part, line) in lines {
        let start = text.len();
        text.push_str(line);
        sections.push(Section { kind, span: Span::new(start, text.len()), part });
        text.push('\n');
    }
    Article { text, sections, ..Article::default() }
}

fn read(text: &str) -> (Vec<Mention>, Vec<Entity>) {
    let lines: Vec<_> = text.lines().map(|line| (SectionKind::Paragraph, 0, line)).collect();
    names(&article(&lines), &NAMES)
}

/// The entities of `text` of one kind are those of `expected`: canonical name and count.
fn check(text: &str, kind: EntityKind, expected: &[(&str, u32)]) {
    let (_, entities) = read(text);
    let found: Vec<(&str, u32)> = entities
        .iter()
        .filter(|entity| entity.kind == kind)
        .map(|entity| (entity.name.as_str(), entity.count))
        .collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn spellings_of_one_person_are_one_entry() {
    check(
        "التقى فلاديمير بوتن الوفد. وقال بوتين إنه راض، وأضاف بوتن أن الحوار مستمر.",
        EntityKind::Person,
        &[("فلاديمير بوتين", 3)],
    );
    check(
        "قال الوزير كلاوس فيرنهاوزن إن الاتفاق قريب. وأوضح فيرنهاوزن أن فيرنهوزن كتب الرسالة.",
        EntityKind::Person,
        &[("كلاوس فيرنهاوزن", 3)],
    );
}

#[test]
fn two_people_of_one_last_name_stay_two() {
    check(
        "وصل دونالد ترامب مع ميلانيا ترامب إلى القصر.",
        EntityKind::Person,
        &[("دونالد ترامب", 1), ("ميلانيا ترامب", 1)],
    );
    check(
        "التقى محمد بن سلمان نظيره محمد بن زايد.",
        EntityKind::Person,
        &[("محمد بن سلمان", 1), ("محمد بن زايد", 1)],
    );
}

#[test]
fn spellings_of_one_place_are_one_entry() {
    check("من سوريا إلى سورية، ومن اسطنبول إلى إسطنبول.", EntityKind::Place, &[("سوريا", 2), ("إسطنبول", 2)]);
    check(
        "دعت الولايات المتحدة إلى التهدئة، وأضافت أمريكا شرطا للولايات المتحدة.",
        EntityKind::Place,
        &[("الولايات المتحدة", 3)],
    );
}

#[test]
fn the_article_decides_between_places_of_one_name() {
    let country = |text: &str| {
        let (_, entities) = read(text);
        let place = entities.iter().find(|entity| entity.name == "طرابلس").expect("a place");
        (place.country.clone(), place.coordinates.map(|(_, longitude)| longitude > 30.0))
    };
    assert_eq!(country("اشتباكات في طرابلس شمال لبنان بعد بيروت."), (Some("LB".to_owned()), Some(true)));
    assert_eq!(
        country("اشتباكات في طرابلس، وقالت حكومة ليبيا إنها تتابع."),
        (Some("LY".to_owned()), Some(false))
    );
    // Its people, where it names no other place.
    assert_eq!(
        country("اشتباكات في طرابلس، وقال الوزير اللبناني إنه يتابع."),
        (Some("LB".to_owned()), Some(true))
    );
    assert_eq!(country("اشتباكات في طرابلس."), (Some("LY".to_owned()), Some(false)));
}

#[test]
fn a_place_is_chosen_by_the_article_then_by_its_outlet() {
    use ChosenBy::{Outlet, People, Places, Size};
    // What the text says, who published it and where, the name, the country, and what decided.
    let rows = [
        ("اشتباكات في طرابلس.", "", "", "طرابلس", "LY", Some((Size, true))),
        ("اشتباكات في طرابلس.", "", "https://www.example.gov.lb/1", "طرابلس", "LB", Some((Outlet, false))),
        ("اشتباكات في طرابلس.", "النهار", "", "طرابلس", "LB", Some((Outlet, false))),
        ("اشتباكات في طرابلس.", "صحيفة النهار", "", "طرابلس", "LB", Some((Outlet, false))),
        ("اشتباكات في طرابلس.", "بوابة الوسط", "", "طرابلس", "LY", Some((Outlet, false))),
        ("اشتباكات في طرابلس.", "رويترز", "", "طرابلس", "LY", Some((Size, true))),
        ("اشتباكات في طرابلس.", "", "https://www.example.tn/", "طرابلس", "LY", Some((Size, true))),
        ("اشتباكات في طرابلس.", "", "https://www.example.com/", "طرابلس", "LY", Some((Size, true))),
        // The article weighs more than who published it.
        (
            "اشتباكات في طرابلس، وقالت حكومة ليبيا إنها تتابع.",
            "النهار",
            "",
            "طرابلس",
            "LY",
            Some((Places, false)),
        ),
        (
            "اشتباكات في طرابلس، وقال الوزير الليبي إنه يتابع.",
            "النهار",
            "",
            "طرابلس",
            "LY",
            Some((People, false)),
        ),
        ("اشتباكات في طرابلس بعد بيروت.", "بوابة الوسط", "", "طرابلس", "LB", Some((Places, false))),
        ("سافر من بيروت إلى بنغازي ثم إلى طرابلس.", "النهار", "", "طرابلس", "LB", Some((Outlet, false))),
        ("اندلع حريق في مدينة صور.", "", "https://example.om/", "صور", "OM", Some((Outlet, false))),
        ("وصل الوفد إلى عمان.", "", "https://petra.gov.jo/", "عمان", "JO", Some((Outlet, false))),
        ("وصل الوفد إلى عمان.", "", "https://example.om/", "سلطنة عمان", "OM", Some((Outlet, false))),
        ("وصل الوفد إلى جورجيا.", "", "", "جورجيا", "GE", Some((Size, true))),
        ("وصل الوفد إلى جورجيا وفلوريدا.", "", "", "جورجيا", "US", Some((Places, false))),
        // The capital is called so, too, but hardly ever meant.
        ("رفعت الجزائر أسعار الغاز.", "", "", "الجزائر", "DZ", Some((Size, false))),
        ("وصل الوفد إلى دمشق.", "", "", "دمشق", "SY", None),
        ("اندلعت حرائق في ولاية واشنطن.", "", "", "ولاية واشنطن", "US", None),
    ];
    let mut wrong = Vec::new();
    for (text, outlet, url, name, country, by) in rows {
        let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        let article =
            Article { outlet: some(outlet), url: some(url), ..article(&[(SectionKind::Paragraph, 0, text)]) };
        let (_, entities) = names(&article, &NAMES);
        let in_country = |entity: &&Entity| entity.country.as_deref() == Some(country);
        let place = entities.iter().filter(in_country).find(|entity| entity.name == name);
        let choice = place.map(|place| place.choice.as_ref().map(|choice| (choice.by, choice.is_doubtful)));
        if choice != Some(by) {
            wrong.push(format!("{text} {outlet} {url}: {entities:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn other_places_of_the_name_are_kept() {
    let others = |text: &str| -> Vec<(String, Option<String>)> {
        let (_, entities) = read(text);
        let choice = entities.into_iter().find_map(|entity| entity.choice);
        let others = choice.map(|choice| choice.others).unwrap_or_default();
        assert!(others.len() <= crate::article::Choice::OTHERS_MAX);
        assert!(others.iter().all(|other| other.coordinates.is_some() && !other.kind.is_empty()));
        others.into_iter().map(|other| (other.id, other.country)).collect()
    };
    let place = |id: &str, country: &str| (id.to_owned(), Some(country.to_owned()));
    assert_eq!(others("اشتباكات في طرابلس."), [place("geonames:266826", "LB")]);
    assert_eq!(others("اشتباكات في طرابلس بعد بيروت."), [place("geonames:2210247", "LY")]);
    assert_eq!(others("رفعت الجزائر أسعار الغاز."), [place("geonames:2507480", "DZ")]);
    assert_eq!(others("وصل الوفد إلى جورجيا وفلوريدا."), [place("country:GE", "GE")]);
    assert_eq!(others("وصل الوفد إلى دمشق."), []);
}

#[test]
fn the_word_beside_a_name_tells_which_is_meant() {
    let latin = |text: &str| {
        let (_, entities) = read(text);
        entities.into_iter().find(|entity| entity.kind == EntityKind::Place).and_then(|place| place.latin)
    };
    assert_eq!(latin("وصل الوفد إلى ولاية واشنطن."), Some("Washington (state)".to_owned()));
    assert_eq!(latin("وصل الوفد إلى واشنطن."), Some("Washington, D.C.".to_owned()));
    assert_eq!(latin("وصل الوفد إلى جنوب السودان."), Some("South Sudan".to_owned()));
}

#[test]
fn an_adjective_without_the_article_makes_a_name_a_word() {
    check("استقبله الجمهور وسط حماس كبير.", EntityKind::Organisation, &[]);
    check("سلمت حماس ردها إلى الوسطاء.", EntityKind::Organisation, &[("حماس", 1)]);
}

#[test]
fn spellings_of_unlisted_names_have_one_id() {
    let id = |name: &str| {
        let (_, entities) = read(&format!("قال الوزير {name} للصحفيين إن الأمر صحيح."));
        entities.into_iter().find(|entity| entity.kind == EntityKind::Person).map(|person| person.id)
    };
    assert!(id("سيرغي كوليسنيتش").is_some());
    assert_eq!(id("سيرغي كوليسنيتش"), id("سيرجي كولسنيتش"));
    assert_ne!(id("كمال الخطيب"), id("جمال الخطيب"));
    // Known by sound alone, but both are Arab.
    assert_ne!(id("سلمان العودة"), id("سليمان العودة"));
}

#[test]
fn roles_are_those_stated() {
    let roles = |text: &str, name: &str| {
        let (_, entities) = read(text);
        let person = entities.into_iter().find(|entity| entity.name == name);
        person.map(|person| person.roles)
    };
    let one = |role: &str| Some(vec![role.to_owned()]);
    assert_eq!(
        roles("قال المتحدث باسم الكرملين ديمتري بيسكوف إن الأمر صحيح.", "ديمتري بيسكوف"),
        one("المتحدث باسم الكرملين"),
    );
    assert_eq!(
        roles("متحدث باسم رئيس الوزراء البريطاني كير ستارمر", "كير ستارمر"),
        one("رئيس الوزراء البريطاني"),
    );
    assert_eq!(
        roles("وصل ستيف ويتكوف مبعوث الرئيس الأميركي إلى موسكو.", "ستيف ويتكوف"),
        one("مبعوث الرئيس الأميركي"),
    );
    assert_eq!(roles("رسالة للرئيس المصري عبد الفتاح السيسي", "عبد الفتاح السيسي"), one("الرئيس المصري"));
    // The envoy is another than the one whose envoy he is.
    assert_eq!(roles("وصل مبعوث ترامب إلى كييف.", "دونالد ترامب"), Some(Vec::new()));
}

#[test]
fn spans_leave_particles_titles_and_signs_outside() {
    let spans = |text: &str| -> Vec<String> {
        let (mentions, _) = read(text);
        mentions.iter().map(|mention| mention.span.of(text).to_owned()).collect()
    };
    assert_eq!(spans("رسالة لـ\"زيلينسكي\" وبوتين"), ["زيلينسكي", "بوتين"]);
    assert_eq!(spans("سلمها للبابا ليو في الفاتيكان"), ["ليو", "الفاتيكان"]);
    assert_eq!(spans("دعوة للولايات المتحدة"), ["لولايات المتحدة"]);
    assert_eq!(spans("موقف لأوكرانيا"), ["أوكرانيا"]);
}

#[test]
fn lists_of_other_articles_do_not_count() {
    let (mentions, entities) = names(
        &article(&[
            (SectionKind::Paragraph, 0, "وصل بوتين إلى موسكو."),
            (SectionKind::RelatedTitle, 1, "ترامب يلتقي بوتين"),
        ]),
        &NAMES,
    );
    let parts: Vec<u16> = mentions.iter().map(|mention| mention.part).collect();
    assert_eq!(parts, [0, 0, 1, 1]);
    let count =
        |latin: &str| entities.iter().find(|entity| entity.latin.as_deref() == Some(latin)).map(|e| e.count);
    assert_eq!((count("Vladimir Putin"), count("Donald Trump")), (Some(1), Some(0)));
}

#[test]
fn what_folds_alike_is_told_apart() {
    // "On" and the name Ali; an adverb and the town of Douma.
    check(
        "اتفق الطرفان على الأمر، وأكد علي الزيدي أنه كان دومًا على حق.",
        EntityKind::Person,
        &[("علي الزيدي", 1)],
    );
    check("كان دومًا على حق.", EntityKind::Place, &[]);
}

#[test]
fn nothing_is_found_in_nothing() {
    for text in ["", "\n\n", "، . ؟ «»", "12 34", "و", "ل ب ك", "\u{640}\u{640}"] {
        let (mentions, entities) = read(text);
        assert!(mentions.is_empty() && entities.is_empty(), "{text:?}");
    }
}

#[test]
fn mentions_are_in_order_disjoint_and_lead_to_their_entity() {
    let seeds = concat!(env!("CARGO_MANIFEST_DIR"), "/seeds");
    for entry in std::fs::read_dir(seeds).expect("the seeds are part of the repository") {
        let text = std::fs::read_to_string(entry.expect("a readable folder").path()).expect("UTF-8");
        let (mentions, entities) = read(&text);
        assert!(mentions.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start));
        assert!(entities.windows(2).all(|pair| pair[0].count >= pair[1].count));
        for mention in &mentions {
            let entity = &entities[mention.entity as usize];
            assert_eq!(entity.kind, mention.kind);
            assert!(!mention.span.of(&text).is_empty() && (0.0..=1.0).contains(&mention.confidence));
            assert!(!entity.id.is_empty() && !entity.name.is_empty());
        }
    }
}

proptest::proptest! {
    #[test]
    fn any_text_is_read(text in "[ء-ي \\n،.:«»\"()ـ0-9a-zA-Z-]{0,200}") {
        let (mentions, _) = read(&text);
        proptest::prop_assert!(mentions.iter().all(|mention| !mention.span.of(&text).is_empty()));
    }
}

/// The lists written by hand are well-formed, and as long as the reader is told.
#[test]
fn lists_are_well_formed() {
    let lists = [
        (include_str!("../../../assets/names/people.tsv"), 7, 700),
        (include_str!("../../../assets/names/places.tsv"), 8, 900),
        (include_str!("../../../assets/names/organisations.tsv"), 5, 500),
    ];
    for (text, columns, least) in lists {
        let rows: Vec<&str> = text.lines().filter(|line| !line.starts_with('#')).collect();
        assert!(rows.len() >= least);
        for row in rows {
            let fields: Vec<&str> = row.split('\t').collect();
            assert_eq!(fields.len(), columns, "{row}");
            assert!(fields.iter().all(|field| !field.is_empty() && *field == field.trim()), "{row}");
            if columns == 8 {
                let (latitude, longitude): (f64, f64) =
                    (fields[6].parse().expect(row), fields[7].parse().expect(row));
                assert!(latitude.abs() <= 90.0 && longitude.abs() <= 180.0, "{row}");
                assert!(fields[5] == "-" || fields[5].len() == 2, "{row}");
            }
        }
    }
}

#[test]
fn roles_of_two_of_counterparts_and_with_another_name() {
    let check = |text: &str, person: &str, role: &str| {
        let (_, entities) = read(text);
        let found = entities.iter().find(|entity| entity.name == person);
        let roles = found.map(|entity| entity.roles.clone()).unwrap_or_default();
        assert!(roles.iter().any(|stated| stated == role), "{text}: {roles:?}");
    };
    let two = "أجرى الرئيسان الروسي والأميركي، فلاديمير بوتين ودونالد ترامب، اتصالا هاتفيا.";
    check(two, "فلاديمير بوتين", "الرئيس الروسي");
    check(two, "دونالد ترامب", "الرئيس الأميركي");
    check(
        "تحدث الرئيس الأميركي إلى نظيره الأوكراني، فولوديمير زيلينسكي، أمس.",
        "فولوديمير زيلينسكي",
        "الرئيس الأوكراني",
    );
    check("التقى بوتين في موسكو مبعوث ترامب ستيف ويتكوف أمس.", "ستيف ويتكوف", "مبعوث ترامب");
    check(
        "قال المبعوث الخاص للرئيس الأمريكي دونالد ترامب ستيف ويتكوف إن محادثاته مفيدة.",
        "ستيف ويتكوف",
        "المبعوث الخاص للرئيس الأمريكي دونالد ترامب",
    );
}

#[test]
fn a_club_called_after_its_town_is_no_place() {
    let league = "تعادل الفريقان في مباراة الذهاب من الدوري بعد هدف في الشوط الثاني";
    // A word of no language before the town.
    let text = format!("{league}. وأهدر مهاجم فرتسوا بوخارست ركلة جزاء.");
    check(&text, EntityKind::Organisation, &[("فرتسوا بوخارست", 1)]);
    check(&text, EntityKind::Place, &[]);
    // Lists of results.
    let text = "نتائج مباريات الجولة:\nبورتو (البرتغال) - هامبورغ (ألمانيا) 1-2";
    check(text, EntityKind::Organisation, &[("بورتو", 1), ("هامبورغ", 1)]);
    check(text, EntityKind::Place, &[("البرتغال", 1), ("ألمانيا", 1)]);
    // Where nobody plays, a town is a town.
    check("تسير القطارات بين بورتو (البرتغال) - هامبورغ (ألمانيا) منذ أمس.", EntityKind::Organisation, &[]);
    check(&format!("{league}. وزار المدرب بوخارست."), EntityKind::Place, &[("بوخارست", 1)]);
}

#[test]
fn an_outlet_called_after_a_place_stands_in_quotation_marks() {
    let text = "وقال الوزير لـ«الشرق الأوسط» إن الأزمات في الشرق الأوسط تتفاقم.";
    check(text, EntityKind::Organisation, &[("الشرق الأوسط", 1)]);
    check(text, EntityKind::Place, &[("الشرق الأوسط", 1)]);
}

/// The mentions of one kind are these, as they are written.
#[track_caller]
fn check_spans(text: &str, kind: EntityKind, expected: &[&str]) {
    let (mentions, _) = read(text);
    let found: Vec<&str> =
        mentions.iter().filter(|mention| mention.kind == kind).map(|mention| mention.span.of(text)).collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn a_headline_may_begin_with_a_last_name_that_is_also_a_word() {
    let text = "الشرع يستقبل وفدا\nاستقبل أحمد الشرع وفدا.";
    check_spans(text, EntityKind::Person, &["الشرع", "أحمد الشرع"]);
    let text = "السوداني: لا عودة\nقال محمد شياع السوداني إن الأمر انتهى.";
    check_spans(text, EntityKind::Person, &["السوداني", "محمد شياع السوداني"]);
    // Without the full name it is the word.
    check_spans("الشرع يحرم ذلك\nقال الفقهاء كلمتهم.", EntityKind::Person, &[]);
    check_spans(
        "الجنيه السوداني يتراجع\nقال محمد شياع السوداني.",
        EntityKind::Person,
        &["محمد شياع السوداني"],
    );
}

#[test]
fn and_before_a_further_name_is_not_of_it() {
    let text = "ثم تبادل كاليدو كوليبالي وفيل فودين التسجيل.";
    check_spans(text, EntityKind::Person, &["كاليدو كوليبالي", "فيل فودين"]);
}

#[test]
fn a_short_name_in_brackets_is_that_of_the_organisation_before_it() {
    let text = "قال المتحدث لوكالة الأنباء العراقية (واع) إن معظم الضحايا قضوا.";
    check_spans(text, EntityKind::Organisation, &["وكالة الأنباء العراقية", "واع"]);
    let text = "دعم المكتب الوطني لمكافحة الفساد (نابو).";
    check_spans(text, EntityKind::Organisation, &["المكتب الوطني لمكافحة الفساد", "نابو"]);
    // A country, or a remark.
    check_spans("فاز نادي ريال مدريد (إسبانيا) أمس.", EntityKind::Place, &["إسبانيا"]);
}

#[test]
fn an_institution_bears_the_whole_of_a_listed_name_and_nothing_else() {
    check_spans("وتوقع بنك غولدمان ساكس أن يرتفع السعر.", EntityKind::Organisation, &["بنك غولدمان ساكس"]);
    let text = "قال الباحث في جامعة كامبريدج نيكو مادوسودان إن التلسكوب رصد مؤشرات.";
    check_spans(text, EntityKind::Organisation, &["جامعة كامبريدج"]);
    check_spans(text, EntityKind::Person, &["نيكو مادوسودان"]);
}

#[test]
fn what_is_spelt_like_a_name_is_none_before_another_word() {
    check_spans("عاد الشاعر إلى مسقط رأسه في البصرة.", EntityKind::Place, &["البصرة"]);
    check_spans("وصل الوفد إلى مسقط صباح اليوم.", EntityKind::Place, &["مسقط"]);
    check_spans("ونال الأخوان الجائزة.", EntityKind::Organisation, &[]);
    check_spans("تبرأ الأخوان المسلمون من البيان.", EntityKind::Organisation, &["الأخوان المسلمون"]);
}

#[test]
fn the_sultanate_is_the_country_and_not_the_town() {
    check("زار الوزير سلطنة عمان أمس.", EntityKind::Place, &[("سلطنة عمان", 1)]);
}

#[test]
fn the_white_house_is_an_organisation_wherever_it_stands() {
    let text = "وقال ترامب في كلمة من البيت الأبيض إن السفينة غادرت، وأعلن البيت الأبيض ذلك.";
    check_spans(text, EntityKind::Organisation, &["البيت الأبيض", "البيت الأبيض"]);
    check_spans("عاد الرجل إلى البيت الأبيض الصغير في القرية.", EntityKind::Person, &[]);
}
