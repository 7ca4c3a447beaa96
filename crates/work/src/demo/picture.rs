//! Small drawn pictures: sky over the steppe, houses, and people standing together. Nobody real is on them.

use super::Scene;
use image::codecs::gif::GifEncoder;
use image::{Delay, DynamicImage, Frame, Rgb, RgbImage};

const WIDTH: u32 = 320;
const HEIGHT: u32 = 240;
/// Clips are a third as large and three frames long.
const CLIP: u32 = 3;
const FRAMES: u32 = 3;
const FRAME_MS: u32 = 400;

const SKIES: [[u8; 3]; 5] = [[120, 176, 226], [150, 190, 220], [232, 178, 120], [104, 158, 214], [186, 200, 212]];
const GROUNDS: [[u8; 3]; 4] = [[196, 176, 118], [172, 164, 96], [208, 186, 136], [148, 158, 92]];
const WALLS: [[u8; 3]; 5] = [[240, 236, 226], [226, 214, 190], [188, 206, 218], [222, 190, 160], [206, 214, 196]];
const ROOFS: [[u8; 3]; 4] = [[150, 62, 48], [86, 104, 124], [110, 84, 64], [62, 110, 92]];
const COATS: [[u8; 3]; 7] =
    [[40, 74, 130], [142, 36, 52], [38, 104, 82], [94, 66, 128], [196, 142, 44], [70, 70, 78], [182, 86, 110]];
const SKIN: [u8; 3] = [222, 178, 142];

/// Numbers that follow from the scene's seed.
struct Chance(u64);

impl Chance {
    fn below(&mut self, n: u32) -> u32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        u32::try_from((self.0 >> 16) % u64::from(n.max(1))).unwrap_or_default()
    }

    fn one(&mut self, colours: &[[u8; 3]]) -> [u8; 3] {
        let n = u32::try_from(colours.len()).unwrap_or(1);
        colours[self.below(n) as usize]
    }
}

/// The picture of a scene; in later frames people have moved.
pub fn draw(scene: &Scene<'_>, frame: u32) -> RgbImage {
    let mut chance = Chance(scene.seed | 1);
    let (sky, ground) = (chance.one(&SKIES), chance.one(&GROUNDS));
    let horizon = 90 + chance.below(40);
    // Whole rows at once: there are hundreds of pictures.
    let rows = (0..HEIGHT).flat_map(|y| {
        let colour = if y < horizon { lighter(sky, y / 2) } else { lighter(ground, (HEIGHT - y) / 5) };
        colour.repeat(WIDTH as usize)
    });
    let rows: Vec<u8> = rows.collect();
    let mut picture = RgbImage::from_raw(WIDTH, HEIGHT, rows).expect("every row has its pixels");
    let (sun_x, sun_y) = (20 + chance.below(280), 18 + chance.below(30));
    disc(&mut picture, sun_x, sun_y, 10, [255, 240, 190]);
    for _ in 0..2 + chance.below(4) {
        house(&mut picture, &mut chance, horizon);
    }
    for row in 0..2 {
        let n = 4 + chance.below(6);
        let step = WIDTH / (n + 1);
        for at in 1..=n {
            let sway = (frame * (at + row)) % 3;
            let x = at * step + chance.below(12) + sway;
            let foot = 176 + row * 34 + chance.below(10);
            person(&mut picture, &mut chance, x, foot, 40 + row * 10);
        }
    }
    picture
}

/// A short clip of the scene.
pub fn clip(scene: &Scene<'_>) -> Vec<u8> {
    let mut bytes = Vec::new();
    let frames = (0..FRAMES).map(|frame| {
        let small = image::imageops::thumbnail(&draw(scene, frame), WIDTH / CLIP, HEIGHT / CLIP);
        let delay = Delay::from_numer_denom_ms(FRAME_MS, 1);
        Frame::from_parts(DynamicImage::ImageRgb8(small).into_rgba8(), 0, 0, delay)
    });
    // Memory takes every byte; a clip that failed would be an empty file, which a test looks for.
    let encoded = GifEncoder::new_with_speed(&mut bytes, 30).encode_frames(frames);
    if encoded.is_err() { Vec::new() } else { bytes }
}

fn lighter(colour: [u8; 3], by: u32) -> [u8; 3] {
    colour.map(|part| part.saturating_add(u8::try_from(by.min(60)).unwrap_or_default()))
}

fn block(picture: &mut RgbImage, (left, top): (u32, u32), (width, height): (u32, u32), colour: [u8; 3]) {
    for y in top..(top + height).min(HEIGHT) {
        (left..(left + width).min(WIDTH)).for_each(|x| picture.put_pixel(x, y, Rgb(colour)));
    }
}

fn disc(picture: &mut RgbImage, x: u32, y: u32, radius: u32, colour: [u8; 3]) {
    for py in y.saturating_sub(radius)..(y + radius).min(HEIGHT) {
        for px in x.saturating_sub(radius)..(x + radius).min(WIDTH) {
            if px.abs_diff(x).pow(2) + py.abs_diff(y).pow(2) <= radius * radius {
                picture.put_pixel(px, py, Rgb(colour));
            }
        }
    }
}

fn house(picture: &mut RgbImage, chance: &mut Chance, horizon: u32) {
    let (width, height) = (44 + chance.below(36), 22 + chance.below(16));
    let (left, top) = (chance.below(WIDTH - width), horizon - height / 2);
    block(picture, (left, top), (width, height), chance.one(WALLS.as_slice()));
    let roof = chance.one(&ROOFS);
    for line in 0..14 {
        block(picture, (left + line, top.saturating_sub(line)), (width.saturating_sub(2 * line), 1), roof);
    }
    block(picture, (left + width / 2, top + height / 2), (7, height / 2), [110, 80, 60]);
    block(picture, (left + 8, top + 6), (9, 8), [96, 132, 160]);
}

fn person(picture: &mut RgbImage, chance: &mut Chance, x: u32, foot: u32, height: u32) {
    let coat = chance.one(&COATS);
    let (width, head) = (height / 3, height / 7);
    let top = foot - height;
    block(picture, (x.saturating_sub(width / 2), top + 2 * head), (width, height * 3 / 5), coat);
    block(picture, (x.saturating_sub(width / 3), top + height * 4 / 5), (width / 4, height / 4), [50, 46, 52]);
    block(picture, (x + width / 8, top + height * 4 / 5), (width / 4, height / 4), [50, 46, 52]);
    disc(picture, x, top + head, head, SKIN);
    // A scarf, a cap or dark hair.
    let cover = if chance.below(3) == 0 { coat } else { [54, 42, 38] };
    block(picture, (x.saturating_sub(head), top), (2 * head, head / 2 + 1), cover);
}
