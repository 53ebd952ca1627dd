//! Who reports, for which period, on which day.

use chrono::{Datelike, NaiveDate};

use crate::model::{Period, Span};
use crate::report::template::{Data, Value};
use crate::settings::Settings;

use super::{optional, text};

/// The names of `report.` and `period.`.
pub(super) fn heads(data: &mut Data<'_>, settings: &Settings, missing: usize, errors: usize) {
    let period = settings.period;
    let mut put = |name: &str, value: Value| {
        data.scalars.insert(name.to_owned(), value);
    };
    for (key, value) in settings.report.texts() {
        put(&format!("report.{key}"), optional(value));
    }
    put(
        "report.date",
        settings.report.date.map_or(Value::Blank, Value::Date),
    );
    let place = settings.report.place.as_deref();
    let day = dated(settings.report.date);
    put(
        "report.date_line",
        text(place.map_or_else(|| capital(&day), |p| format!("{p}, {day}"))),
    );
    let number = settings.report.number.as_deref().unwrap_or("…");
    put(
        "report.annex_line",
        text(format!("(Kèm theo Báo cáo số {number} {day})")),
    );
    let mut open = Vec::new();
    if missing > 0 {
        open.push(format!("còn {missing} đơn vị chưa nộp"));
    }
    if errors > 0 {
        open.push(format!("{errors} lỗi chưa xử lý"));
    }
    put(
        "report.status",
        if errors == 0 {
            Value::Blank
        } else {
            text(format!("SỐ LIỆU TẠM TÍNH: {}", open.join(", ")))
        },
    );
    put("period.start", Value::Date(period.first_day()));
    put("period.end", Value::Date(period.last_day()));
    put("period.label", text(period.label()));
    put("period.code", text(period.to_string()));
    // A year is a name, never 2.017.
    put("period.year", text(period.year.to_string()));
    put("period.spent_label", text(spent_label(period)));
    put("period.cumulative_label", text("Lũy kế từ đầu năm"));
}

/// "ngày 05 tháng 01 năm 2026": days below 10 and the first two months get a zero (Nghị định 30/2020); without a date
/// its places stay open.
fn dated(day: Option<NaiveDate>) -> String {
    let Some(day) = day else {
        return "ngày … tháng … năm …".to_owned();
    };
    let month = if day.month() <= 2 {
        format!("{:02}", day.month())
    } else {
        day.month().to_string()
    };
    format!("ngày {:02} tháng {month} năm {}", day.day(), day.year())
}

fn capital(line: &str) -> String {
    let mut chars = line.chars();
    chars
        .next()
        .map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
}

fn spent_label(period: Period) -> String {
    match period.span {
        Span::Quarter(1) => "Thực hiện trong quý I".to_owned(),
        Span::Quarter(2) => "Thực hiện trong quý II".to_owned(),
        Span::Quarter(3) => "Thực hiện trong quý III".to_owned(),
        Span::Quarter(_) => "Thực hiện trong quý IV".to_owned(),
        Span::Half(1) => "Thực hiện 6 tháng đầu năm".to_owned(),
        Span::Half(_) => "Thực hiện 6 tháng cuối năm".to_owned(),
        Span::NineMonths => "Thực hiện 9 tháng".to_owned(),
        Span::FullYear => "Thực hiện cả năm".to_owned(),
    }
}
