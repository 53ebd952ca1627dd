//! The records themselves: a few projects as a district has them.

use chrono::NaiveDate;
use tonghop::model::Programme;

use super::dice::Dice;
use super::style::{ActivityBy, Code, Groups, Phases, ResultsIn, Sources, Style, Time};

/// A project before it stands anywhere.
#[derive(Clone, Debug)]
pub struct Project {
    pub code: Option<String>,
    pub name: String,
    /// Line of the programme.
    pub activity: String,
    pub content: String,
    pub beneficiary: String,
    pub location: String,
    pub start: NaiveDate,
    pub end: NaiveDate,
    /// Đồng by phase (approved, spent, cumulative) and source of the style.
    pub money: [Vec<i64>; 3],
    /// The result of its activity: planned, period, cumulative.
    pub result: [i64; 3],
    pub note: Option<String>,
    /// What its first decision approved by source, where a later one changed that.
    pub former: Option<Vec<i64>>,
}

/// Activities with names that hold the programme's key words.
const NAMES: [(&str, &str); 11] = [
    ("1", "Đào tạo nghề may công nghiệp"),
    ("2", "Nâng cao tay nghề thợ mộc mỹ nghệ"),
    ("3", "Khởi sự doanh nghiệp cho thanh niên"),
    ("5", "Hội thảo tiết kiệm điện trong sản xuất"),
    ("6", "Khảo sát học tập kinh nghiệm tại Bắc Ninh"),
    ("9", "Mô hình trình diễn kỹ thuật sản xuất gạch không nung"),
    ("10", "Ứng dụng máy cắt CNC trong sản xuất cơ khí"),
    ("14", "Tham gia hội chợ triển lãm tại Hà Nội"),
    ("15", "Đăng ký nhãn hiệu nước mắm"),
    ("17", "Thuê tư vấn thiết kế mẫu mã bao bì"),
    ("19", "Phóng sự về các làng nghề của huyện"),
];
/// Names that tell nothing of the activity: a group or a column has to.
const NEUTRAL: [&str; 4] = [
    "Nhiệm vụ của xã Đoàn Xá",
    "Dây chuyền xẻ gỗ",
    "Chiếu cói xuất khẩu",
    "Chế biến thủy sản khô",
];
const WHO: [&str; 6] = [
    "Công ty TNHH Thành Đạt",
    "Hợp tác xã cơ khí Minh Tân",
    "Doanh nghiệp tư nhân Hải Yến",
    "Cơ sở mộc Quang Trung",
    "Công ty cổ phần Đại Đồng",
    "Hộ kinh doanh Nguyễn Thị Hòa",
];
const WHERE: [&str; 5] = [
    "Xã Đại Đồng",
    "Thị trấn Núi Đối",
    "Xã Tân Trào",
    "Xã Kiến Quốc",
    "Xã Ngũ Phúc",
];

/// Whether a name drawn here tells its activity.
pub fn tells_activity(name: &str) -> bool {
    NAMES.iter().any(|(_, told)| name.starts_with(told))
}

/// The columns of money of a style, in the order of [`Project::money`].
pub fn sources(style: &Style) -> &'static [&'static str] {
    match style.sources {
        Sources::Split => &["national", "local", "counterpart"],
        Sources::WithDistrict => &["national", "local", "district", "counterpart", "other"],
        Sources::Support => &["support", "counterpart"],
    }
}

/// The phases of a style: approved, spent, cumulative.
pub fn phases(style: &Style) -> &'static [usize] {
    match style.phases {
        Phases::All => &[0, 1, 2],
        Phases::PlanAndCumulative => &[0, 2],
        Phases::SpentAndCumulative => &[1, 2],
    }
}

/// Draws one to eight projects, in the order of their groups.
pub fn draw(dice: &mut Dice, programme: &Programme, style: &Style) -> Vec<Project> {
    let count = 1 + dice.below(8);
    let told = !matches!(style.groups, Groups::None | Groups::Roman)
        || style.activity == ActivityBy::Column;
    let mut all: Vec<Project> = (0..count)
        .map(|index| project(dice, programme, style, told, index))
        .collect();
    let place = |p: &Project| {
        programme
            .activities
            .iter()
            .position(|a| a.number == p.activity)
    };
    all.sort_by_key(place);
    all
}

fn project(
    dice: &mut Dice,
    programme: &Programme,
    style: &Style,
    told: bool,
    index: usize,
) -> Project {
    let (activity, name) = *dice.pick(&NAMES);
    let mut name = if told && dice.chance(40) {
        (*dice.pick(&NEUTRAL)).to_owned()
    } else {
        name.to_owned()
    };
    // Two projects of one name and no code would be one to anybody.
    name = format!("{name} năm thứ {}", index + 1);
    let sources = sources(style).len();
    let mut spent = Vec::new();
    let mut approved = Vec::new();
    let mut cumulative = Vec::new();
    for source in 0..sources {
        // The first source always gives something, the others not always.
        let some = source == 0 || dice.chance(70);
        let steps = |dice: &mut Dice, most: u32| i64::from(dice.between(2, most)) * 500_000;
        let period = if some { steps(dice, 240) } else { 0 };
        let before = if some && dice.chance(50) {
            steps(dice, 200)
        } else {
            0
        };
        let left = if dice.chance(50) { steps(dice, 400) } else { 0 };
        spent.push(period);
        cumulative.push(period + before);
        approved.push(if some { period + before + left } else { 0 });
    }
    let period = i64::from(dice.between(1, 60));
    let cumulative_result = period + i64::from(dice.between(0, 40));
    let month = dice.between(1, 5);
    let (start, end) = if style.time == Time::Span {
        (
            day(month, 1),
            day(month + 4, 1) + chrono::Months::new(1) - chrono::Days::new(1),
        )
    } else {
        (
            day(month, dice.between(1, 28)),
            day(month + 5, dice.between(1, 28)),
        )
    };
    Project {
        code: (style.code != Code::None).then(|| format!("KC17-{:02}", index + 11)),
        name,
        activity: activity.to_owned(),
        content: programme
            .content_of(activity)
            .expect("an activity has a content")
            .to_owned(),
        beneficiary: (*dice.pick(&WHO)).to_owned(),
        location: (*dice.pick(&WHERE)).to_owned(),
        start,
        end,
        money: [approved, spent, cumulative],
        result: if style.results == ResultsIn::None {
            [0; 3]
        } else {
            [
                cumulative_result + i64::from(dice.between(0, 30)),
                period,
                cumulative_result,
            ]
        },
        former: None,
        note: dice
            .chance(40)
            .then(|| (*dice.pick(&["Đã nghiệm thu", "Đang triển khai", "Chuyển tiếp"])).to_owned()),
    }
}

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2017, month, day).expect("a day of the year")
}
