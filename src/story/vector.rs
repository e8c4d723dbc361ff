//! An article's words -> a sparse vector.
//!
//! Three fields are added up: the whole body, its first 400 characters, and the title at half
//! weight, all as light10 stems. On graded pairs of Arabic news this equals a small neural
//! embedding (nDCG@10 .881 against .887) at less than a hundredth of its cost.

use crate::arabic::letters::fold_str;
use crate::arabic::stem::light10;
use crate::arabic::words::words;
use crate::article::{Article, SectionKind};
use std::collections::{BTreeMap, HashMap};

/// A term: the 64-bit FNV-1a hash of a folded, light10-stemmed word. The hash is part of the
/// library's format.
pub type Term = u64;

/// Terms in ascending order with their weights, before document frequencies come in.
pub type Vector = Vec<(Term, f32)>;

/// Characters of the body that count again as the lead (measured best between 200 and 800).
const LEAD_CHARS: usize = 400;
/// What the title counts beside the body and the lead.
const TITLE_WEIGHT: f32 = 0.5;
/// The terms kept for one article, heaviest first. An article of 400 words has about 200 different
/// stems; more than this adds cost but no order.
const TERMS_MAX: usize = 400;

/// Documents that the library is taken to have beside its own, so that the first articles do not
/// take each other's subject for a word that everybody uses.
const BACKGROUND: f32 = 1000.0;

/// The vector of an article: its own body and title; nothing of embedded stories, lists,
/// advertising, and nothing of function words.
pub fn vector(article: &Article) -> Vector {
    let mut body = Field::default();
    let mut lead = Field::default();
    let mut lead_left = LEAD_CHARS;
    for section in article.body().filter(|section| section.kind != SectionKind::Title) {
        let text = section.span.of(&article.text);
        body.add(text);
        let cut = text.char_indices().nth(lead_left).map_or(text.len(), |(at, _)| at);
        lead.add(&text[..cut]);
        lead_left -= text[..cut].chars().count();
    }
    let mut title = Field::default();
    title.add(&article.title.text);

    let mut sum: HashMap<Term, f32> = HashMap::new();
    for (field, weight) in [(body, 1.0), (lead, 1.0), (title, TITLE_WEIGHT)] {
        field.add_to(&mut sum, weight);
    }
    let mut vector: Vector = sum.into_iter().collect();
    vector.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    vector.truncate(TERMS_MAX);
    vector.sort_unstable_by_key(|&(term, _)| term);
    vector
}

/// Inverse document frequency of a term that stands in `frequency` of `count` articles.
pub fn rarity(frequency: u32, count: u32) -> f32 {
    all_log(count) - log_count(frequency)
}

/// What is taken from [`all_log`] for a term that stands in `frequency` articles.
pub fn log_count(frequency: u32) -> f32 {
    (frequency as f32 + 1.0).ln()
}

/// The [`rarity`] of a term that stands in none of `count` articles.
pub fn all_log(count: u32) -> f32 {
    (count as f32 + BACKGROUND).ln()
}

/// Cosine of two vectors, whose terms ascend, under the rarity of their terms; 0 for an empty one.
pub fn cosine<T: Copy + Ord>(a: &[(T, f32)], b: &[(T, f32)], rarity: impl Fn(T) -> f32) -> f32 {
    let (mut product, mut index) = (0.0, 0);
    for &(term, weight) in a {
        while b.get(index).is_some_and(|&(other, _)| other < term) {
            index += 1;
        }
        if let Some(&(other, other_weight)) = b.get(index)
            && other == term
        {
            let rarity = rarity(term);
            product += weight * other_weight * rarity * rarity;
        }
    }
    let norm = |vector: &[(T, f32)]| {
        vector.iter().map(|&(term, weight)| (weight * rarity(term)).powi(2)).sum::<f32>().sqrt()
    };
    if product == 0.0 { 0.0 } else { product / (norm(a) * norm(b)) }
}

/// The term of a folded word; `None` for a function word or a single letter.
pub fn term(folded: &str) -> Option<Term> {
    let stem = light10(folded);
    let too_short = stem.chars().nth(1).is_none();
    if too_short || is_function_word(folded) || is_function_word(stem) {
        return None;
    }
    // FNV-1a: Fowler, Noll, Vo; offset basis and prime of 64 bits.
    let hash = stem.bytes().fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    Some(hash)
}

/// How the terms of an article's body are written in it first, without vowel signs.
pub fn surfaces(article: &Article) -> HashMap<Term, String> {
    let mut surfaces = HashMap::new();
    for section in article.body() {
        for word in words(section.span.of(&article.text)) {
            if let Some(term) = term(&fold_str(word.text)) {
                surfaces.entry(term).or_insert_with(|| word.text.to_owned());
            }
        }
    }
    surfaces
}

#[derive(Default)]
struct Field {
    /// In order, so that the same article always gets the same vector: a sum of floats depends on it.
    counts: BTreeMap<Term, u32>,
}

impl Field {
    fn add(&mut self, text: &str) {
        for term in words(text).filter_map(|word| term(&fold_str(word.text))) {
            *self.counts.entry(term).or_default() += 1;
        }
    }

    /// Adds `1 + ln(count)` of every term, scaled to a field of length `weight`.
    fn add_to(self, sum: &mut HashMap<Term, f32>, weight: f32) {
        let damped = |count: u32| 1.0 + (count as f32).ln();
        let norm = self.counts.values().map(|&count| damped(count).powi(2)).sum::<f32>().sqrt();
        for (term, count) in self.counts {
            *sum.entry(term).or_default() += weight * damped(count) / norm;
        }
    }
}

/// Folded words that say nothing of the subject: particles, pronouns, auxiliaries, and what every
/// report says ("قال", "أضاف", "خلال").
const FUNCTION_WORDS: &str = "في من الي علي عن مع هذا هذه ذلك تلك التي الذي الذين اللذين اللتين ما لا لم لن قد ان انه انها انهم او ام ثم \
    كان كانت كانوا يكون تكون ليس ليست بعد قبل بين حول خلال عند عندما حين حيث كما لكن بل حتي اذا اذ كل بعض غير سوي فقط ايضا هو هي هم هما نحن انا انت \
    له لها لهم لنا به بها بهم فيه فيها منه منها عليه عليها اليه اليها عنه عنها معه معها ضد نحو عبر لدي لدي منذ دون تحت فوق امام وراء ضمن اثناء \
    قال قالت يقول تقول اضاف اضافت اكد اكدت اعلن اعلنت اوضح اوضحت ذكر ذكرت اشار اشارت صرح افاد افادت شدد لفت تابع وقال واضاف واكد واوضح واشار \
    وفقا بحسب حسب مشيرا مؤكدا موكدا مضيفا موضحا اي ايه اليوم امس غدا يوم عام سنه شهر اسبوع الان حاليا اخري اخر اول اولي ثاني ثانيه جديد جديده كبير كبيره \
    the of and to in a is that for on with as was by at from it an be this are or has have had not but his her its their he she they we you i \
    will would can could been were which who also said says after before about into than over more";

fn is_function_word(word: &str) -> bool {
    use std::sync::LazyLock;
    static WORDS: LazyLock<std::collections::HashSet<&str>> =
        LazyLock::new(|| FUNCTION_WORDS.split_whitespace().collect());
    WORDS.contains(word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Section, Span, Title};

    fn article(title: &str, paragraphs: &[&str]) -> Article {
        let mut text = String::new();
        let mut sections = Vec::new();
        for paragraph in paragraphs {
            let start = text.len();
            text.push_str(paragraph);
            sections.push(Section {
                kind: SectionKind::Paragraph,
                span: Span::new(start, text.len()),
                part: 0,
            });
            text.push('\n');
        }
        Article {
            title: Title { text: title.into(), ..Title::default() },
            text,
            sections,
            ..Article::default()
        }
    }

    fn check(a: &[&str], b: &[&str]) -> f32 {
        cosine(&vector(&article("", a)), &vector(&article("", b)), |_| 1.0)
    }

    #[test]
    fn forms_of_the_same_words_meet() {
        assert!(check(&["مفاوضات روسية"], &["والمفاوضات الروسية"]) > 0.99);
        assert_eq!(check(&["مفاوضات روسية"], &["زلزال اليابان"]), 0.0);
        assert_eq!(check(&[], &["زلزال"]), 0.0);
    }

    #[test]
    fn function_words_do_not_count() {
        assert_eq!(check(&["قال إنه في زلزال"], &["قال إنه في انتخابات"]), 0.0);
    }

    #[test]
    fn embedded_stories_do_not_count() {
        let mut host = article("", &["زلزال اليابان", "انتخابات فرنسا"]);
        host.sections[1].kind = SectionKind::Embedded;
        assert_eq!(vector(&host), vector(&article("", &["زلزال اليابان"])));
    }

    #[test]
    fn a_rare_term_weighs_more() {
        assert!(rarity(1, 100) > rarity(50, 100));
        assert!(rarity(5, 5) > 0.0);
    }
}
