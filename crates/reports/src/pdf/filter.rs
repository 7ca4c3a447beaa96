//! What streams are packed with. Everything has a limit, because a kilobyte can unpack to a gigabyte.

use super::object::Dict;
use flate2::read::{DeflateDecoder, ZlibDecoder};
use std::io::Read;

/// Unpacks with one filter to at most so many bytes. Of a damaged stream as much is given as could be unpacked;
/// nothing for pictures and for what nobody uses.
pub(super) fn unpack(name: &str, data: &[u8], parameters: &Dict, limit: usize) -> Option<Vec<u8>> {
    match name {
        "FlateDecode" | "Fl" => predicted(inflate(data, limit), parameters),
        "LZWDecode" | "LZW" => {
            let early = parameters.get("EarlyChange").integer() != Some(0);
            predicted(lzw(data, early, limit), parameters)
        }
        "ASCII85Decode" | "A85" => Some(ascii85(data, limit)),
        "ASCIIHexDecode" | "AHx" => Some(hexadecimal(data, limit)),
        "RunLengthDecode" | "RL" => Some(runs(data, limit)),
        "Crypt" => Some(data.to_vec()),
        _ => None,
    }
}

fn inflate(data: &[u8], limit: usize) -> Vec<u8> {
    let zlib = gather(&mut ZlibDecoder::new(data), limit);
    if !zlib.is_empty() {
        return zlib;
    }
    gather(&mut DeflateDecoder::new(data), limit)
}

/// Reads until the end, the limit or the first fault.
fn gather(from: &mut dyn Read, limit: usize) -> Vec<u8> {
    let mut out = Vec::new();
    let mut piece = [0; 1 << 14];
    while out.len() < limit {
        match from.read(&mut piece) {
            Ok(0) | Err(_) => break,
            Ok(n) => out.extend_from_slice(&piece[..n.min(limit - out.len())]),
        }
    }
    out
}

/// Undoes what makes rows of numbers easier to pack.
fn predicted(data: Vec<u8>, parameters: &Dict) -> Option<Vec<u8>> {
    let number = |key: &str, usual: usize| parameters.get(key).count().unwrap_or(usual);
    let predictor = number("Predictor", 1);
    if predictor < 2 {
        return Some(data);
    }
    let (colours, bits, columns) =
        (number("Colors", 1).clamp(1, 32), number("BitsPerComponent", 8).clamp(1, 16), number("Columns", 1));
    let wide = columns.checked_mul(colours * bits)?.div_ceil(8);
    let step = (colours * bits).div_ceil(8);
    if wide == 0 || wide > 1 << 24 {
        return None;
    }
    if predictor == 2 {
        let mut data = data;
        if bits == 8 {
            for row in data.chunks_mut(wide) {
                for at in step..row.len() {
                    row[at] = row[at].wrapping_add(row[at - step]);
                }
            }
        }
        return Some(data);
    }
    let mut out: Vec<u8> = Vec::with_capacity(data.len());
    let mut above = vec![0; wide];
    for row in data.chunks(wide + 1) {
        let Some((kind, packed)) = row.split_first() else { break };
        let mut own = packed.to_vec();
        own.resize(wide, 0);
        for at in 0..wide {
            let left = if at >= step { own[at - step] } else { 0 };
            let up = above[at];
            let corner = if at >= step { above[at - step] } else { 0 };
            let guess = match kind {
                1 => left,
                2 => up,
                3 => u8::try_from((u16::from(left) + u16::from(up)) / 2).unwrap_or(0),
                4 => nearest(left, up, corner),
                _ => 0,
            };
            own[at] = own[at].wrapping_add(guess);
        }
        out.extend_from_slice(&own[..packed.len().min(wide)]);
        above = own;
    }
    Some(out)
}

fn nearest(left: u8, up: u8, corner: u8) -> u8 {
    let guess = i16::from(left) + i16::from(up) - i16::from(corner);
    let far = |byte: u8| (guess - i16::from(byte)).abs();
    if far(left) <= far(up) && far(left) <= far(corner) {
        left
    } else if far(up) <= far(corner) {
        up
    } else {
        corner
    }
}

fn lzw(data: &[u8], early: bool, limit: usize) -> Vec<u8> {
    const CLEAR: usize = 256;
    const END: usize = 257;
    let mut out: Vec<u8> = Vec::new();
    // For each code where in the output its bytes stand.
    let mut table: Vec<(usize, usize)> = Vec::new();
    let (mut bits, mut held, mut width) = (0_usize, 0_u32, 9);
    let mut last: Option<(usize, usize)> = None;
    for byte in data {
        bits = bits << 8 | usize::from(*byte);
        held += 8;
        if held < width {
            continue;
        }
        held -= width;
        let code = bits >> held;
        bits &= (1 << held) - 1;
        match code {
            CLEAR => {
                table.clear();
                width = 9;
                last = None;
                continue;
            }
            END => break,
            _ => {}
        }
        let start = out.len();
        match code {
            0..=255 => out.push(u8::try_from(code).unwrap_or(0)),
            _ => {
                let known = table.get(code - 258).copied();
                // A code that is only now being made repeats the last one and its first byte.
                let Some((from, length)) = known.or(last.map(|(from, length)| (from, length + 1))) else { break };
                for at in from..from + length {
                    let Some(byte) = out.get(at).copied() else { break };
                    out.push(byte);
                }
            }
        }
        if let Some((from, length)) = last.filter(|_| table.len() < 4096 - 258) {
            table.push((from, length + 1));
        }
        last = Some((start, out.len() - start));
        let next = table.len() + 258 + usize::from(early) + 1;
        width = match next {
            0..=512 => 9,
            513..=1024 => 10,
            1025..=2048 => 11,
            _ => 12,
        };
        if out.len() >= limit {
            break;
        }
    }
    out.truncate(limit);
    out
}

fn ascii85(data: &[u8], limit: usize) -> Vec<u8> {
    let mut out = Vec::new();
    let mut group: Vec<u32> = Vec::with_capacity(5);
    for byte in data {
        match byte {
            b'~' => break,
            b'z' if group.is_empty() => out.extend([0; 4]),
            b'!'..=b'u' => group.push(u32::from(byte - b'!')),
            _ => continue,
        }
        if group.len() == 5 {
            out.extend(word85(&group));
            group.clear();
        }
        if out.len() >= limit {
            return out;
        }
    }
    if group.len() > 1 {
        let kept = group.len() - 1;
        group.resize(5, 84);
        out.extend(&word85(&group)[..kept]);
    }
    out
}

fn word85(group: &[u32]) -> [u8; 4] {
    group.iter().fold(0_u32, |word, digit| word.wrapping_mul(85).wrapping_add(*digit)).to_be_bytes()
}

fn hexadecimal(data: &[u8], limit: usize) -> Vec<u8> {
    let digits = data.iter().take_while(|byte| **byte != b'>').filter_map(|byte| char::from(*byte).to_digit(16));
    let digits: Vec<u32> = digits.take(limit.saturating_mul(2)).collect();
    let byte = |two: &[u32]| u8::try_from(two[0] * 16 + two.get(1).unwrap_or(&0)).unwrap_or(0);
    digits.chunks(2).map(byte).collect()
}

fn runs(data: &[u8], limit: usize) -> Vec<u8> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(length) = data.get(at).map(|byte| usize::from(*byte)).filter(|length| *length != 128) {
        at += 1;
        if length < 128 {
            let end = (at + length + 1).min(data.len());
            out.extend_from_slice(&data[at..end]);
            at = end;
        } else if let Some(byte) = data.get(at) {
            out.extend(std::iter::repeat_n(*byte, 257 - length));
            at += 1;
        }
        if out.len() >= limit {
            break;
        }
    }
    out.truncate(limit);
    out
}
