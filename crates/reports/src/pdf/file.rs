//! The objects of a PDF. The tables at its end, which say where each object begins, are often wrong in files that were
//! cut or mended; so the file is searched for its objects instead, and of two with one number the later one counts,
//! which is what the tables would say too. That makes one way for whole and for damaged files.

use super::filter;
use super::object::{Dict, Lexer, Value, is_space};
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

/// Bytes that one stream may unpack to.
const MAX_STREAM: usize = 64 << 20;
/// Filters that one stream may have.
const MAX_FILTERS: usize = 4;
/// A reference to a reference to a reference …
const MAX_CHAIN: usize = 16;
/// Objects that a file may have.
const MAX_OBJECTS: usize = 2_000_000;

/// Where an object stands.
#[derive(Clone, Copy, Debug)]
enum At {
    /// Behind its `obj`.
    File(usize),
    /// Inside of an object stream: which, and where in its bytes.
    Packed { stream: u32, at: usize },
}

/// A PDF whose objects have been found.
pub(super) struct File<'a> {
    bytes: &'a [u8],
    /// For each object where it stands.
    objects: HashMap<u32, At>,
    /// What the end of the file says.
    pub trailer: Dict,
    packed: HashMap<u32, Rc<Vec<u8>>>,
    read: RefCell<HashMap<u32, Rc<Value>>>,
    /// Bytes that streams may still unpack to.
    left: Cell<u64>,
    /// Streams that could not be unpacked to the end of what they hold.
    pub damaged: Cell<usize>,
}

impl<'a> File<'a> {
    /// Finds the objects of a file.
    pub fn of(bytes: &'a [u8], unpacked: u64) -> File<'a> {
        let found = objects(bytes);
        let mut file = File {
            bytes,
            objects: HashMap::new(),
            trailer: Dict::default(),
            packed: HashMap::new(),
            read: RefCell::default(),
            left: Cell::new(unpacked),
            damaged: Cell::new(0),
        };
        // Later objects replace earlier ones; those of an object stream count as standing where the stream stands.
        let mut streams = Vec::new();
        for (start, number) in &found {
            file.objects.insert(*number, At::File(*start));
        }
        for (start, number) in containers(bytes, &found, b"/ObjStm") {
            streams.push((start, number));
        }
        let order: HashMap<u32, usize> = found.iter().map(|(start, number)| (*number, *start)).collect();
        for (start, number) in streams {
            // A stream that was replaced itself has nothing to say.
            if order.get(&number) == Some(&start) {
                file.unpack_objects(number, start, &order);
            }
        }
        file.trailer = file.find_trailer(&found);
        file
    }

    fn unpack_objects(&mut self, number: u32, start: usize, order: &HashMap<u32, usize>) {
        let value = self.object(number);
        let Value::Stream(dict, _) = &*value else { return };
        let (Some(n), Some(first)) = (self.get(dict, "N").count(), self.get(dict, "First").count()) else { return };
        let Some(data) = self.data(&value) else { return };
        let mut lexer = Lexer::of_page(&data);
        for _ in 0..n.min(MAX_OBJECTS) {
            let (Some(Value::Number(inner)), Some(at)) = (lexer.next(), lexer.next()) else { break };
            let (Some(inner), Some(at)) = (Value::Number(inner).count(), at.count()) else { break };
            let Ok(inner) = u32::try_from(inner) else { continue };
            let replaced = order.get(&inner).is_some_and(|own| *own > start);
            if !replaced && self.objects.len() < MAX_OBJECTS {
                self.objects.insert(inner, At::Packed { stream: number, at: first.saturating_add(at) });
            }
        }
        self.packed.insert(number, Rc::new(data));
        self.read.borrow_mut().clear();
    }

    /// The last of the dictionaries that name the root, with what any of them says about a password.
    fn find_trailer(&self, found: &[(usize, u32)]) -> Dict {
        let mut at: BTreeMap<usize, Dict> = BTreeMap::new();
        for place in positions(self.bytes, b"trailer") {
            if let Some(Value::Dict(dict)) = Lexer::of_file(self.bytes, place + 7).next() {
                at.insert(place, dict);
            }
        }
        for (start, number) in containers(self.bytes, found, b"/XRef") {
            if let Some(dict) = self.object(number).dict() {
                at.insert(start, dict.clone());
            }
        }
        let locked = at.values().find(|dict| *dict.get("Encrypt") != Value::Null).cloned();
        let rooted = at.into_values().rev().find(|dict| self.get(dict, "Root").dict().is_some());
        locked.or(rooted).unwrap_or_default()
    }

    /// An object by its number.
    pub fn object(&self, number: u32) -> Rc<Value> {
        if let Some(known) = self.read.borrow().get(&number) {
            return known.clone();
        }
        let value = Rc::new(match self.objects.get(&number) {
            Some(At::File(start)) => self.value_at(*start),
            Some(At::Packed { stream, at }) => {
                let data = self.packed.get(stream);
                data.and_then(|data| Lexer::of_file(data, (*at).min(data.len())).next()).unwrap_or_default()
            }
            None => Value::Null,
        });
        self.read.borrow_mut().insert(number, value.clone());
        value
    }

    fn value_at(&self, start: usize) -> Value {
        let mut lexer = Lexer::of_file(self.bytes, start);
        let Some(value) = lexer.next() else { return Value::Null };
        let Value::Dict(dict) = value else { return value };
        lexer.skip_space();
        if !self.bytes[lexer.at.min(self.bytes.len())..].starts_with(b"stream") {
            return Value::Dict(dict);
        }
        let mut at = lexer.at + 6;
        if self.bytes.get(at) == Some(&b'\r') {
            at += 1;
        }
        if self.bytes.get(at) == Some(&b'\n') {
            at += 1;
        }
        Value::Stream(dict, at)
    }

    /// What a value means: references are followed.
    pub fn resolve(&self, value: &Value) -> Rc<Value> {
        let Value::Reference(number) = value else { return Rc::new(value.clone()) };
        let mut found = self.object(*number);
        for _ in 0..MAX_CHAIN {
            let Value::Reference(next) = &*found else { return found };
            let next = *next;
            found = self.object(next);
        }
        Rc::new(Value::Null)
    }

    /// An entry of a dictionary, with references followed.
    pub fn get(&self, dict: &Dict, key: &str) -> Rc<Value> {
        self.resolve(dict.get(key))
    }

    /// Four numbers and the like.
    pub fn numbers(&self, value: &Value) -> Vec<f64> {
        value.array().iter().map(|one| self.resolve(one).number().unwrap_or(0.0)).collect()
    }

    /// The bytes of a stream as they were meant; nothing for a picture.
    pub fn data(&self, stream: &Value) -> Option<Vec<u8>> {
        let Value::Stream(dict, start) = stream else { return None };
        if self.left.get() == 0 {
            self.damaged.set(self.damaged.get() + 1);
            return None;
        }
        let raw = self.raw(dict, *start);
        // Also what is not packed counts: a file may name one stream again and again.
        self.left.set(self.left.get().saturating_sub(u64::try_from(raw.len()).unwrap_or(u64::MAX)));
        let filter = self.get(dict, "Filter");
        let filters: Vec<Value> = match &*filter {
            Value::Array(names) => names.iter().map(|name| (*self.resolve(name)).clone()).collect(),
            Value::Null => Vec::new(),
            name => vec![name.clone()],
        };
        let parameters = self.get(dict, "DecodeParms");
        if filters.len() > MAX_FILTERS {
            return None;
        }
        let mut data: Option<Vec<u8>> = None;
        for (nth, name) in filters.iter().enumerate() {
            let own = match &*parameters {
                Value::Array(list) => list.get(nth).map(|one| self.resolve(one)),
                _ => Some(parameters.clone()),
            };
            let own = own.and_then(|own| own.dict().cloned()).unwrap_or_default();
            let limit = usize::try_from(self.left.get()).unwrap_or(usize::MAX).min(MAX_STREAM);
            let out = filter::unpack(name.name()?, data.as_deref().unwrap_or(raw), &own, limit)?;
            self.left.set(self.left.get().saturating_sub(u64::try_from(out.len()).unwrap_or(u64::MAX)));
            if out.is_empty() && !raw.is_empty() || out.len() == limit {
                self.damaged.set(self.damaged.get() + 1);
            }
            data = Some(out);
        }
        Some(data.unwrap_or_else(|| raw.to_vec()))
    }

    /// The bytes of a stream as they stand in the file.
    fn raw(&self, dict: &Dict, start: usize) -> &'a [u8] {
        let rest = &self.bytes[start.min(self.bytes.len())..];
        let told = self.get(dict, "Length").count().filter(|length| {
            let behind = rest.get(*length..).unwrap_or_default();
            let spaces = behind.iter().take(4).take_while(|byte| is_space(**byte)).count();
            behind[spaces..].starts_with(b"endstream")
        });
        let length = told.or_else(|| find(rest, b"endstream")).unwrap_or(rest.len());
        &rest[..length]
    }

    /// Numbers of all objects, in order.
    pub fn all(&self) -> Vec<u32> {
        let mut all: Vec<u32> = self.objects.keys().copied().collect();
        all.sort_unstable();
        all
    }

    /// Forgets what was read, so that long files do not fill the memory.
    pub fn forget(&self) {
        self.read.borrow_mut().clear();
    }
}

/// Where a piece stands first.
pub(super) fn find(bytes: &[u8], piece: &[u8]) -> Option<usize> {
    positions(bytes, piece).next()
}

/// All places of a piece.
fn positions<'b>(bytes: &'b [u8], piece: &'b [u8]) -> impl Iterator<Item = usize> + 'b {
    let first = piece[0];
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            let at = from + bytes.get(from..)?.iter().position(|byte| *byte == first)?;
            from = at + 1;
            if bytes[at..].starts_with(piece) {
                return Some(at);
            }
        }
    })
}

/// All `12 0 obj`: the place behind, and the number; in the order of the file.
fn objects(bytes: &[u8]) -> Vec<(usize, u32)> {
    let mut found = Vec::new();
    for at in positions(bytes, b"obj") {
        let digits_before = |mut end: usize| {
            while end > 0 && is_space(bytes[end - 1]) {
                end -= 1;
            }
            let behind = end;
            while end > 0 && bytes[end - 1].is_ascii_digit() && behind - end < 10 {
                end -= 1;
            }
            (end, behind)
        };
        let (start, behind) = digits_before(at);
        if start == behind || start == 0 {
            continue;
        }
        let (start, behind) = digits_before(start);
        let number = std::str::from_utf8(&bytes[start..behind]).ok().and_then(|text| text.parse().ok());
        if let Some(number) = number.filter(|_| found.len() < MAX_OBJECTS) {
            found.push((at + 3, number));
        }
    }
    found
}

/// The objects in which a word stands.
fn containers(bytes: &[u8], found: &[(usize, u32)], word: &[u8]) -> Vec<(usize, u32)> {
    let mut all = Vec::new();
    for place in positions(bytes, word) {
        let after = found.partition_point(|(start, _)| *start <= place);
        if let Some((start, number)) = after.checked_sub(1).and_then(|at| found.get(at))
            && all.last() != Some(&(*start, *number))
        {
            all.push((*start, *number));
        }
    }
    all
}
