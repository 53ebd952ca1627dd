//! Units and projects with names, places and amounts as offices write them.

/// A unit that reports.
pub struct Unit {
    /// From 0.
    pub index: usize,
    /// Its code in units.csv.
    pub code: String,
    /// Its name.
    pub name: String,
}

const FIRST: [&str; 22] = [
    "An", "Bình", "Cao", "Đại", "Đông", "Gia", "Hải", "Hòa", "Hồng", "Hưng", "Khánh", "Kiến",
    "Long", "Minh", "Nam", "Phú", "Quảng", "Tân", "Thanh", "Thủy", "Vĩnh", "Xuân",
];
const MIDDLE: [&str; 24] = [
    "Bảo", "Châu", "Dương", "Đức", "Giang", "Hà", "Hiệp", "Hoàng", "Hợp", "Khê", "Lạc", "Lập",
    "Lâm", "Lễ", "Lộc", "Mỹ", "Ninh", "Phong", "Phúc", "Sơn", "Thành", "Thịnh", "Tiến", "Trung",
];
const LAST: [&str; 20] = [
    "Bắc",
    "Cát",
    "Điền",
    "Đông",
    "Hạ",
    "Khương",
    "Lãng",
    "Liên",
    "Lĩnh",
    "Nam",
    "Ngoại",
    "Nội",
    "Quan",
    "Tây",
    "Thái",
    "Thượng",
    "Trì",
    "Tường",
    "Xá",
    "Yên",
];

impl Unit {
    /// One of 10,560 units, each of three words, so that none stands inside another's name.
    pub fn new(index: usize) -> Self {
        let first = FIRST[index % FIRST.len()];
        let middle = MIDDLE[index / FIRST.len() % MIDDLE.len()];
        let last = LAST[index / (FIRST.len() * MIDDLE.len()) % LAST.len()];
        Self {
            index,
            code: format!("{}", 20_001 + index),
            name: format!("Huyện {first} {middle} {last}"),
        }
    }
}

/// Groups of a list, with the activity's own words in every name: number, title, what the projects are called, trades.
pub const GROUPS: [(&str, &str, &str, [&str; 5]); 4] = [
    (
        "I",
        "Đào tạo nghề, truyền nghề",
        "Đào tạo nghề cho lao động mới: lớp",
        [
            "may công nghiệp",
            "mộc mỹ nghệ",
            "mây tre đan xuất khẩu",
            "đúc cơ khí",
            "thêu ren",
        ],
    ),
    (
        "II",
        "Hội thảo, tập huấn kỹ thuật chuyên đề",
        "Tập huấn kỹ thuật chuyên đề về",
        [
            "tiết kiệm năng lượng",
            "an toàn lao động",
            "bảo quản nông sản",
            "thiết kế mẫu mã",
            "bán hàng qua mạng",
        ],
    ),
    (
        "III",
        "Ứng dụng máy móc, thiết bị tiên tiến",
        "Hỗ trợ ứng dụng máy móc, thiết bị tiên tiến trong",
        [
            "chế biến thủy sản",
            "sản xuất đồ gỗ",
            "sản xuất bao bì",
            "gia công cơ khí",
            "sản xuất gạch không nung",
        ],
    ),
    (
        "IV",
        "Tham gia hội chợ, triển lãm",
        "Hỗ trợ cơ sở tham gia hội chợ, triển lãm hàng",
        [
            "thủ công mỹ nghệ",
            "nông sản chế biến",
            "cơ khí",
            "thực phẩm",
            "nội thất",
        ],
    ),
];

/// One project with its money in thousands of đồng.
pub struct Project {
    /// Code in the decision.
    pub code: String,
    /// Name.
    pub name: String,
    /// Which of [`GROUPS`].
    pub group: usize,
    /// Who benefits.
    pub beneficiary: String,
    /// Where.
    pub location: String,
    /// First and last month.
    pub months: (u32, u32),
    /// People trained, machines, stands.
    pub result: (u32, u32),
    /// Khuyến công money and counterpart: approved, in the period, since January.
    pub money: [[u32; 2]; 3],
}

impl Project {
    /// The project of that number of a unit; the projects of a group stand together.
    pub fn new(unit: &Unit, index: usize) -> Self {
        let mut chance = Chance::new(unit.index * 1009 + index);
        let group = index * GROUPS.len() / crate::generate::PROJECTS;
        let (_, _, called, trades) = GROUPS[group];
        let place = (unit.index * 7 + index) % (FIRST.len() * MIDDLE.len());
        let location = format!(
            "Xã {} {}",
            FIRST[place % FIRST.len()],
            MIDDLE[place / FIRST.len()]
        );
        let kinds = [
            "Công ty TNHH",
            "Công ty cổ phần",
            "Hợp tác xã",
            "Doanh nghiệp tư nhân",
            "Hộ kinh doanh",
        ];
        let kind = kinds[chance.below(5)];
        let money = [0, 1].map(|source: usize| {
            let approved = 20_000 + 500 * chance.below_u32(if source == 0 { 500 } else { 700 });
            let since_january = 500 * chance.below_u32(approved / 500 + 1);
            let in_period = 500 * chance.below_u32(since_january / 500 + 1);
            [approved, in_period, since_january]
        });
        let planned = 10 + chance.below_u32(140);
        Self {
            code: format!("KC17-{}-{:02}", unit.code, index + 1),
            name: format!(
                "{called} {} tại {}",
                trades[chance.below(5)],
                location.replacen('X', "x", 1)
            ),
            group,
            beneficiary: format!(
                "{kind} {} {}",
                MIDDLE[chance.below(MIDDLE.len())],
                LAST[chance.below(LAST.len())]
            ),
            location,
            months: (1 + chance.below_u32(4), 6 + chance.below_u32(7)),
            result: (planned, chance.below_u32(planned + 1)),
            money: [0, 1, 2].map(|phase| [money[0][phase], money[1][phase]]),
        }
    }
}

/// A counter that looks like chance (splitmix64).
struct Chance(u64);

impl Chance {
    fn new(seed: usize) -> Self {
        Self(seed as u64)
    }

    fn below_u32(&mut self, limit: u32) -> u32 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((x ^ (x >> 31)) % u64::from(limit)) as u32
    }

    fn below(&mut self, limit: usize) -> usize {
        self.below_u32(limit as u32) as usize
    }
}
