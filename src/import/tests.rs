use super::*;

#[test]
#[ignore = "prints"]
fn show() {
    let path = std::env::var("SHOW").unwrap_or_default();
    for path in path.split(':') {
        let bytes = std::fs::read(path).unwrap();
        let parsed = parse(&bytes, path, &Hints::default());
        for flaw in &parsed.flaws {
            println!("!! {flaw}");
        }
        for document in &parsed.documents {
            for article in &document.articles {
                println!(
                    "== {} part {} offset {} | title {:?} | {:?} | {:?} | {:?}",
                    article.key,
                    article.part,
                    article.offset,
                    article.title,
                    article.published,
                    article.outlet,
                    article.keywords
                );
                for section in &article.sections {
                    let words: Vec<&str> = section.span.of(&article.text).split_whitespace().collect();
                    let shown = if words.len() > 12 {
                        format!(
                            "{} … {} ({})",
                            words[..6].join(" "),
                            words[words.len() - 3..].join(" "),
                            words.len()
                        )
                    } else {
                        words.join(" ")
                    };
                    println!("{:?} {} | {shown}", section.kind, section.part);
                }
            }
        }
    }
}
