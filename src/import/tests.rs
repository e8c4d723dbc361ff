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

#[test]
#[ignore = "prints"]
fn corpus() {
    use crate::article::SectionKind::*;
    let raw = std::fs::read("../shared/data/corpus/jawhara.jsonl.zst").unwrap();
    let text = String::from_utf8(zstd::decode_all(&raw[..]).unwrap()).unwrap();
    let between = std::env::var("BETWEEN").unwrap_or("2".into());
    let between = if between == "2" { "\n\n" } else { "\n" };
    let mut counts = std::collections::BTreeMap::new();
    let (mut nonbody, mut lead_right, mut lead_wrong, mut titles, mut untitled, mut n) = (0, 0, 0, 0, 0, 0);
    for line in text.lines() {
        let v: serde_json::Value = serde_json::from_str(line).unwrap();
        let (title, body) = (v["title"].as_str().unwrap().trim(), v["text"].as_str().unwrap());
        let file = format!("{title}{between}{body}");
        n += 1;
        let parsed = parse(file.as_bytes(), "x", &Hints::default());
        let Some(document) = parsed.documents.first() else {
            println!("EMPTY {} {:?}", v["id"], parsed.flaws);
            continue;
        };
        let host = &document.articles[0];
        let mut any = false;
        for s in &host.sections {
            *counts.entry(format!("{:?}", s.kind)).or_insert(0) += 1;
            if !s.kind.is_body() {
                any = true;
                println!(
                    "CUT {:?}/{} {} | {}",
                    s.kind,
                    s.part,
                    v["id"].as_str().unwrap(),
                    s.span.of(&host.text).chars().take(200).collect::<String>().replace('\n', "⏎")
                );
            } else if matches!(s.kind, Subheading | Dateline | Deck) {
                println!("{:?} {} | {}", s.kind, v["id"].as_str().unwrap(), s.span.of(&host.text));
            }
        }
        nonbody += usize::from(any);
        if host.title.stated && host.title.text == title.split_whitespace().collect::<Vec<_>>().join(" ") {
            titles += 1
        } else {
            untitled += 1;
            println!("TITLE {} | {title} | {}", v["id"], host.title.text);
        }
        if let Some(p) = host.published {
            let right = v["date"].as_str().unwrap().starts_with(&p.date.to_string());
            if right {
                lead_right += 1
            } else {
                lead_wrong += 1;
                println!(
                    "DATE {:?} {} is {} | {}",
                    p,
                    v["id"],
                    v["date"],
                    body.chars().take(300).collect::<String>()
                );
            }
        }
    }
    println!(
        "SUM {n} nonbody {nonbody} titles {titles} other {untitled} dates {lead_right} right {lead_wrong} wrong {counts:?}"
    );
}
