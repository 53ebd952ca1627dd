use proptest::prelude::*;

use super::*;

fn workbook(strings: &[&str]) -> Detector {
    let mut detector = Detector::default();
    for text in strings {
        detector.observe(text);
    }
    detector
}

const TCVN3: &[&str] = &[
    "Tæng hîp",
    "§¬n vÞ tÝnh: triÖu ®ång",
    "Danh môc",
    "Kinh phÝ ®\u{ad}îc duyÖt",
];
const VNI: &[&str] = &[
    "THAØNH PHOÁ HOÀ CHÍ MINH",
    "UBND HUYEÄN CAÀN GIÔØ",
    "Teân ñôn vò",
];
const UNICODE: &[&str] = &["Tổng hợp", "Đơn vị tính: triệu đồng", "Huyện Tiên Lãng"];

#[test]
fn legacy_strings_prove_themselves() {
    for book in [TCVN3, VNI, UNICODE] {
        let detector = workbook(book);
        for (text, encoding, made) in [
            ("Tæng hîp", Encoding::Tcvn3, "Tổng hợp"),
            (
                "tại QuyÕt ®ịnh sè 477",
                Encoding::Tcvn3,
                "tại Quyết định số 477",
            ),
            (
                "Ủy ban nh©n d©n quËn 9",
                Encoding::Tcvn3,
                "Ủy ban nhân dân quận 9",
            ),
            (
                "C¸c hé s¶n xuÊt n\u{ad}íc m¾m",
                Encoding::Tcvn3,
                "Các hộ sản xuất nước mắm",
            ),
            (
                "ThÐp Ø20 · 3 × 4 m²",
                Encoding::Tcvn3,
                "Thép Ø20 · 3 × 4 m²",
            ),
            ("TV§T vµ chi phÝ L§", Encoding::Tcvn3, "TVĐT và chi phí LĐ"),
            (
                "¤ t«, xim¨ng ë §¨k L¨k",
                Encoding::Tcvn3,
                "Ô tô, ximăng ở Đăk Lăk",
            ),
            (
                "THAØNH PHOÁ HOÀ CHÍ MINH",
                Encoding::Vni,
                "THÀNH PHỐ HỒ CHÍ MINH",
            ),
            ("Uûy ban nhaân daân", Encoding::Vni, "Ủy ban nhân dân"),
            (
                "Kinh phí ñöôïc duyeät",
                Encoding::Vni,
                "Kinh phí được duyệt",
            ),
        ] {
            assert_eq!(detector.decide(text), encoding, "{text}");
            assert_eq!(to_unicode(text, encoding), made, "{text}");
        }
    }
}

#[test]
fn good_text_is_never_touched() {
    for book in [TCVN3, VNI, UNICODE, &[]] {
        let detector = workbook(book);
        for text in [
            "Nguyễn Thị Hà",
            "Huyện Kiến Thụy",
            "café",
            "m²",
            "20°C",
            "§ 5",
            "±0,5",
            "© 2017",
            "Ø20",
            "3 × 4",
            "10 µm",
            "résumé, naïve",
            "Windows®",
            "Lào Cai",
            "Cà Mau",
            "SÔNG ĐÀ",
            "1º",
            "«Công ty Hồng Hà»",
            "Köln, Zürich",
            "Tong hop",
            "",
        ] {
            assert_eq!(detector.decide(text), Encoding::Unicode, "{text}");
        }
    }
}

#[test]
fn what_is_good_either_way_follows_the_workbook() {
    for text in ["Sè", "bé", "Xã", "Thõ"] {
        assert_eq!(workbook(TCVN3).decide(text), Encoding::Tcvn3, "{text}");
        assert_eq!(workbook(UNICODE).decide(text), Encoding::Unicode, "{text}");
        assert_eq!(workbook(&[]).decide(text), Encoding::Unicode, "{text}");
    }
    assert_eq!(workbook(VNI).decide("soá"), Encoding::Vni);
    assert_eq!(workbook(VNI).decide("KC ÑP"), Encoding::Vni);
    assert_eq!(to_unicode("KC ÑP", Encoding::Vni), "KC ĐP");
    assert_eq!(workbook(UNICODE).decide("hoá, môt tôt"), Encoding::Unicode);
    assert_eq!(workbook(TCVN3).decide("TV§T"), Encoding::Tcvn3);
    for text in ["tr.®", "Ir¾c", "U ë chi", "K.H ¦.TH"] {
        assert_eq!(workbook(TCVN3).decide(text), Encoding::Tcvn3, "{text}");
        assert_eq!(workbook(UNICODE).decide(text), Encoding::Unicode, "{text}");
    }
    assert_eq!(workbook(UNICODE).decide("TV§T"), Encoding::Unicode);
    assert_eq!(to_unicode("Sè", Encoding::Tcvn3), "Số");
    assert_eq!(to_unicode("sè 15, 1000®", Encoding::Tcvn3), "số 15, 1000đ");
}

#[test]
fn unicode_is_composed() {
    assert_eq!(
        to_unicode("U\u{31b}\u{301}c", Encoding::Unicode),
        "\u{1ee8}c"
    );
    assert_eq!(
        workbook(TCVN3).decide("U\u{31b}\u{301}c thu\u{31b}\u{323}c hie\u{323}\u{302}n"),
        Encoding::Unicode
    );
}

#[test]
fn the_dong_behind_an_amount_follows_its_workbook() {
    for text in ["104.000.000ñ", "Chi phí (1.000ñ)", "KCQG (tr.ñ)"] {
        let made = to_unicode(text, workbook(VNI).decide(text));
        assert_eq!(made, text.replace('ñ', "đ"));
        let decided = workbook(UNICODE).decide(text);
        assert_eq!(decided, Encoding::Unicode, "{text}");
    }
}

proptest! {
    #[test]
    fn no_text_panics(text in any::<String>(), near in "[ a-z0-9\u{a0}-\u{ff}\u{300}-\u{31b}ạ-ỹ]{0,40}") {
        let mut detector = Detector::default();
        for text in [&text, &near] {
            detector.observe(text);
            for encoding in [detector.decide(text), Encoding::Tcvn3, Encoding::Vni] {
                let _ = to_unicode(text, encoding);
            }
        }
    }

    #[test]
    fn ascii_stays(text in "[ -~]{0,40}") {
        for encoding in [Encoding::Unicode, Encoding::Tcvn3, Encoding::Vni] {
            prop_assert_eq!(&to_unicode(&text, encoding), &text);
        }
    }
}

/// What is passed over as plain is just what a detector that saw nothing else would leave alone.
#[test]
fn plain_words_prove_nothing() {
    for text in TCVN3.iter().chain(VNI).chain(UNICODE) {
        let alone = workbook(&[text]).decide(text) == Encoding::Unicode;
        assert_eq!(PlainWords::default().covers(text), alone, "{text}");
    }
    assert!(UNICODE.iter().all(|t| PlainWords::default().covers(t)));
    assert!(!TCVN3.iter().all(|t| PlainWords::default().covers(t)));
}
