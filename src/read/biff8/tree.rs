//! A formula as its tokens come, each behind what it works on, put back into the order in which it is written.

/// The longest formula that Excel writes.
const LONGEST: usize = 8_192;

#[derive(Debug)]
enum Node {
    Leaf(String),
    /// What stands before an operand, the operand, what stands behind it.
    Around(&'static str, usize, &'static str),
    Between(usize, &'static str, usize),
    Call(String, Vec<usize>),
}

/// The parts of a formula, and those that wait for an operator.
#[derive(Debug, Default)]
pub struct Tree {
    nodes: Vec<Node>,
    waiting: Vec<usize>,
}

impl Tree {
    fn push(&mut self, node: Node) {
        self.waiting.push(self.nodes.len());
        self.nodes.push(node);
    }

    /// A value, a reference, a name.
    pub fn leaf(&mut self, text: impl Into<String>) {
        self.push(Node::Leaf(text.into()));
    }

    /// An operator before or behind the last operand.
    pub fn around(&mut self, before: &'static str, behind: &'static str) -> Option<()> {
        let inner = self.waiting.pop()?;
        self.push(Node::Around(before, inner, behind));
        Some(())
    }

    /// An operator between the last two.
    pub fn between(&mut self, operator: &'static str) -> Option<()> {
        let (right, left) = (self.waiting.pop()?, self.waiting.pop()?);
        self.push(Node::Between(left, operator, right));
        Some(())
    }

    /// A function of the last so many operands.
    pub fn call(&mut self, name: &str, operands: usize) -> Option<()> {
        let first = self.waiting.len().checked_sub(operands)?;
        let operands = self.waiting.split_off(first);
        self.push(Node::Call(name.to_owned(), operands));
        Some(())
    }

    /// A function that is named by the first of the last so many operands.
    pub fn call_by_name(&mut self, operands: usize) -> Option<()> {
        let first = self.waiting.len().checked_sub(operands)?;
        let mut operands = self.waiting.split_off(first).into_iter();
        let Node::Leaf(name) = self.nodes.get(operands.next()?)? else {
            return None;
        };
        let name = name.strip_prefix("_xlfn.")?.to_owned();
        self.push(Node::Call(name, operands.collect()));
        Some(())
    }

    /// The whole text; `None` where operands are left over or it is longer than a formula can be.
    pub fn text(&self) -> Option<String> {
        enum Piece<'a> {
            Node(usize),
            Text(&'a str),
        }
        let [root] = self.waiting[..] else {
            return None;
        };
        let mut out = String::new();
        let mut left = vec![Piece::Node(root)];
        while let Some(piece) = left.pop() {
            let node = match piece {
                Piece::Text(text) => {
                    out.push_str(text);
                    if out.len() > LONGEST {
                        return None;
                    }
                    continue;
                }
                Piece::Node(index) => self.nodes.get(index)?,
            };
            match node {
                Node::Leaf(text) => left.push(Piece::Text(text)),
                Node::Around(before, inner, behind) => {
                    left.extend([
                        Piece::Text(behind),
                        Piece::Node(*inner),
                        Piece::Text(before),
                    ]);
                }
                Node::Between(first, operator, second) => {
                    left.extend([
                        Piece::Node(*second),
                        Piece::Text(operator),
                        Piece::Node(*first),
                    ]);
                }
                Node::Call(name, operands) => {
                    left.push(Piece::Text(")"));
                    for (index, operand) in operands.iter().enumerate().rev() {
                        left.push(Piece::Node(*operand));
                        if index > 0 {
                            left.push(Piece::Text(","));
                        }
                    }
                    left.extend([Piece::Text("("), Piece::Text(name)]);
                }
            }
        }
        Some(out)
    }
}
