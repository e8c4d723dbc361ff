use super::super::tests::temporary;
use super::*;

fn names(library: &Library) -> String {
    library.saved_searches().unwrap().into_iter().map(|search| search.name).collect::<Vec<_>>().join(" | ")
}

fn query(text: &str) -> Query {
    text.parse().unwrap()
}

#[test]
fn searches_are_kept_by_folder() {
    let mut made = temporary();
    let library = &mut made.library;
    for (name, text) in
        [("b", "x"), ("حرب/أوكرانيا", "place:أوكرانيا"), (" حرب / غزة ", "غزة"), ("a", "y"), ("حرب", "حرب")]
    {
        library.save_search(name, &query(text)).unwrap();
    }
    assert_eq!(names(library), "a | b | حرب | حرب/أوكرانيا | حرب/غزة");
    // In another spelling it is the same.
    library.save_search("حرب/اوكرانيا", &query("person:زيلينسكي")).unwrap();
    assert_eq!(names(library), "a | b | حرب | حرب/اوكرانيا | حرب/غزة");
    library.undo().unwrap();
    let search = library.saved_search("حرب/اوكرانيا").unwrap();
    assert_eq!((search.name.as_str(), search.parsed()), ("حرب/أوكرانيا", Some(query("place:أوكرانيا"))));
    assert_eq!(library.saved_search("غزه").unwrap().name, "حرب/غزة");
    assert_eq!(library.saved_search("لا").unwrap_err(), Error::NoSearch { name: "لا".into() });
    let made = made.reopened();
    assert_eq!(names(&made.library), "a | b | حرب | حرب/أوكرانيا | حرب/غزة");
}

#[test]
fn searches_and_folders_are_renamed_removed_and_taken_back() {
    let mut made = temporary();
    let library = &mut made.library;
    for name in ["f/a", "f/b", "g/h/c"] {
        library.save_search(name, &query(name)).unwrap();
    }
    library.rename_search("f/a", "f/z").unwrap();
    assert_eq!(names(library), "f/b | f/z | g/h/c");
    library.rename_search("g/h", "f").unwrap();
    assert_eq!(names(library), "f/b | f/c | f/z");
    let error = library.rename_search("f/b", "F/C").unwrap_err();
    assert_eq!(error, Error::SearchExists { name: "F/C".into() });
    library.rename_search("f/b", "F/b").unwrap();
    library.remove_search("f").unwrap();
    assert_eq!(names(library), "");
    library.undo().unwrap();
    assert_eq!(names(library), "F/b | f/c | f/z");
    for _ in 0..3 {
        library.undo().unwrap();
    }
    assert_eq!(names(library), "f/a | f/b | g/h/c");
    library.redo().unwrap();
    assert_eq!(names(library), "f/b | f/z | g/h/c");
    for bad in ["", " / ", "\u{200F}", &"x".repeat(SEARCH_NAME_CHARS_MAX + 1)] {
        assert!(matches!(library.save_search(bad, &query("x")), Err(Error::BadSearchName { .. })), "{bad}");
    }
    assert!(matches!(library.remove_search("no"), Err(Error::NoSearch { .. })));
}
