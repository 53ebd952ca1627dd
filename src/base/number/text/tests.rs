use proptest::prelude::*;
use rust_decimal::Decimal;

use super::*;
use crate::base::money::grouped;

fn dec(text: &str) -> Decimal {
    text.parse().unwrap_or(Decimal::MIN)
}

fn number(text: &str) -> TextNumber {
    TextNumber::Number(dec(text))
}

fn money_of(text: &str) -> TextNumber {
    TextNumber::Money(dec(text))
}

fn two(thousands: &str, decimal: &str, mark: char) -> TextNumber {
    TextNumber::Ambiguous {
        thousands: dec(thousands),
        decimal: dec(decimal),
        mark,
    }
}

#[test]
fn plain_numbers_of_both_styles() {
    for (text, value) in [
        ("250", "250"),
        ("1.250.000", "1250000"),
        ("1,250,000", "1250000"),
        ("1.250,5", "1250.5"),
        ("1,250.5", "1250.5"),
        ("1.250.000,500", "1250000.5"),
        ("12,5", "12.5"),
        ("12.5", "12.5"),
        ("0,250", "0.25"),
        ("0.250", "0.25"),
        (",5", "0.5"),
        ("1250,500", "1250.5"),
        ("1 250 000", "1250000"),
        ("1\u{a0}250\u{202f}000", "1250000"),
        ("1\u{2009}250 000,75", "1250000.75"),
        ("1'250'000", "1250000"),
        ("1’250.50", "1250.5"),
        ("(250)", "-250"),
        ("( 1.250.000 )", "-1250000"),
        ("-250", "-250"),
        ("- 250", "-250"),
        ("−250", "-250"),
        ("–250", "-250"),
        ("250-", "-250"),
        ("+250", "250"),
        ("'250", "250"),
        ("  250. ", "250"),
        ("007", "7"),
        ("１．２５０．０００，５", "1250000.5"),
        ("－２５０", "-250"),
        (
            "1234567890123456789012345678",
            "1234567890123456789012345678",
        ),
    ] {
        assert_eq!(parse(text), number(value), "{text}");
    }
}

#[test]
fn amounts_that_name_their_unit() {
    for (text, value) in [
        ("3,865 tỷ đồng", "3865000000"),
        ("3,865 tỉ đồng", "3865000000"),
        ("1,5 tỷ", "1500000000"),
        ("250 triệu", "250000000"),
        ("250tr", "250000000"),
        ("250 tr.đ", "250000000"),
        ("250 Tr.đồng", "250000000"),
        ("250trđ", "250000000"),
        ("262,5 triệu đồng", "262500000"),
        ("12.000đ", "12000"),
        ("12,000 đ", "12000"),
        ("1.000 đồng", "1000"),
        ("1.250.000 VNĐ", "1250000"),
        ("1.250.000 VND", "1250000"),
        ("VNĐ 1.250.000", "1250000"),
        ("1.250.000₫", "1250000"),
        ("500 nghìn đồng", "500000"),
        ("500 ngàn", "500000"),
        ("1,2 nghìn tỷ đồng", "1200000000000"),
        ("3 tỷ 865 triệu", "3865000000"),
        ("3 tỷ, 865 triệu 500 nghìn đồng", "3865500000"),
        ("(250 triệu)", "-250000000"),
        ("-1,5 tỷ đồng", "-1500000000"),
        ("250.000.000 đồng.", "250000000"),
        ("250 TRIỆU ĐỒNG", "250000000"),
        ("250 trie\u{323}\u{302}u", "250000000"),
    ] {
        assert_eq!(parse(text), money_of(value), "{text}");
    }
}

#[test]
fn two_readings_are_given_and_the_style_settles_them() {
    assert_eq!(parse("1.250"), two("1250", "1.25", '.'));
    assert_eq!(parse("-1,250"), two("-1250", "-1.25", ','));
    assert_eq!(parse("500.000,-"), two("500000", "500", '.'));
    assert_eq!(parse("1 250.000"), two("1250000", "1250", '.'));
    assert_eq!(parse("1.250 triệu"), two("1250000000", "1250000", '.'));
    for (text, vietnamese, english) in [
        ("1.250", number("1250"), number("1.25")),
        ("1,250", number("1.25"), number("1250")),
        ("1.250 triệu", money_of("1250000000"), money_of("1250000")),
        ("12.5", number("12.5"), number("12.5")),
        (
            "85,125%",
            TextNumber::Percent(dec("85.125")),
            TextNumber::Percent(dec("85125")),
        ),
    ] {
        assert_eq!(parse_with(text, Style::Vietnamese), vietnamese, "{text}");
        assert_eq!(parse_with(text, Style::English), english, "{text}");
    }
}

#[test]
fn marks_that_mean_nothing_are_blank() {
    for text in [
        "", " ", "-", "–", "—", "--", "x", "X", "…", "...", ".", "'", "\u{a0}", "ｘ",
    ] {
        assert_eq!(parse(text), TextNumber::Blank, "{text:?}");
    }
}

#[test]
fn percentages() {
    assert_eq!(parse("85%"), TextNumber::Percent(dec("85")));
    assert_eq!(parse("85,5 %"), TextNumber::Percent(dec("85.5")));
    assert_eq!(parse("-0.5%"), TextNumber::Percent(dec("-0.5")));
}

#[test]
fn other_text_is_no_number() {
    for text in [
        "12a",
        "abc",
        "1.2.3",
        "1.25.000",
        "1.250.00",
        "12.34,567.8",
        "1,250.000.000",
        "1 25",
        "12 345 67",
        "0.250.000",
        "3 triệu 2 tỷ",
        "3 tỷ 865",
        "50 người",
        "250 usd",
        "1e5",
        "5²",
        "+-5",
        "-(5)",
        "(5",
        "%",
        "đ",
        "1/2",
        "15/9/2017",
        "5 - 6",
        "12345678901234567890123456789",
        "1234567890123456789012345678 nghìn tỷ",
        "0,12345678901234567890123456789",
        ",",
        "()",
        "-x",
        "250 000,000,5",
        "x x",
        "một trăm",
    ] {
        assert_eq!(parse(text), TextNumber::NotANumber, "{text}");
    }
}

#[test]
fn results_may_name_what_they_count() {
    assert_eq!(parse_count("50 người"), number("50"));
    assert_eq!(parse_count("6 lớp"), number("6"));
    assert_eq!(parse_count("02 lớp"), number("2"));
    assert_eq!(parse_count("120 gian hàng"), number("120"));
    assert_eq!(parse_count("1.200.000 m2"), number("1200000"));
    assert_eq!(parse_count("12,5 km²"), number("12.5"));
    assert_eq!(parse_count("1.250 người"), two("1250", "1.25", '.'));
    assert_eq!(parse_count("250 triệu"), money_of("250000000"));
    assert_eq!(parse_count("x"), TextNumber::Blank);
    for text in [
        "người",
        "6 lớp, 180 người",
        "50-60 người",
        "50 - người",
        "15/9 người",
    ] {
        assert_eq!(parse_count(text), TextNumber::NotANumber, "{text}");
    }
}

#[test]
fn unambiguous_texts_prove_a_style() {
    for text in [
        "1.250.000",
        "1.250,5",
        "12,5",
        "0,250",
        "1 250,5",
        "12.000đ",
        "85,5%",
        "1,5 tỷ",
    ] {
        assert_eq!(style_of(text), Some(Style::Vietnamese), "{text}");
    }
    for text in ["1,250,000", "1,250.5", "12.5", "0.250", "12,000 đ"] {
        assert_eq!(style_of(text), Some(Style::English), "{text}");
    }
    for text in [
        "1.250",
        "1,250",
        "250",
        "250.",
        "1 250 000",
        "x",
        "abc",
        "1.250 triệu",
    ] {
        assert_eq!(style_of(text), None, "{text}");
    }
}

proptest! {
    #[test]
    fn what_is_printed_is_read_back(
        digits in -9_999_999_999_999_999_999_999_999_999_i128..=9_999_999_999_999_999_999_999_999_999,
        scale in 0_u32..=20,
    ) {
        let amount = Decimal::from_i128_with_scale(digits, scale).normalize();
        let vietnamese = grouped(amount, '.', ',');
        let english = grouped(amount, ',', '.');
        prop_assert_eq!(parse_with(&vietnamese, Style::Vietnamese), TextNumber::Number(amount));
        prop_assert_eq!(parse_with(&english, Style::English), TextNumber::Number(amount));
        let blanks = grouped(amount, ' ', ',');
        prop_assert_eq!(parse_with(&blanks, Style::Vietnamese), TextNumber::Number(amount));
        match parse(&vietnamese) {
            TextNumber::Number(read) => prop_assert_eq!(read, amount),
            TextNumber::Ambiguous { thousands, decimal, .. } => {
                prop_assert!(thousands == amount || decimal == amount);
            }
            other => prop_assert!(false, "{:?}", other),
        }
    }

    #[test]
    fn no_text_panics(text in any::<String>(), near in "[-+(0-9., 'xđtrỷệtynghìn%)]{0,40}") {
        for text in [text, near] {
            let _ = (parse(&text), parse_count(&text), style_of(&text));
            let _ = parse_with(&text, Style::English);
        }
    }
}
