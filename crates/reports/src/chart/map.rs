//! Settlements on a light map: each a disc as large as its weight, of which a sector is done. Under them regions, lakes and
//! rivers as far as they are seen. It is no atlas: no roads, no heights, and nothing finer than the outlines it is given.

use super::drawing::{Anchor, Drawing, NARROW, SIZE, fitted, width};
use super::{Amount, Chart, Frame, Table};

/// What an outline is of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Land {
    /// A region, closed.
    Region,
    /// A lake, closed.
    Lake,
    /// A river.
    River,
}

/// One line on the map.
#[derive(Clone, PartialEq, Debug)]
pub struct Outline {
    /// What it is of.
    pub land: Land,
    /// Longitude and latitude of its corners, in degrees.
    pub points: Vec<(f64, f64)>,
}

/// Reads outlines, one a line: `region;430000000;59.03,45.54 …`. What is no such line is passed over.
pub fn outlines(text: &str) -> Vec<Outline> {
    let read = |line: &str| {
        let mut parts = line.splitn(3, ';');
        let land = match parts.next()? {
            "region" => Land::Region,
            "lake" => Land::Lake,
            "river" => Land::River,
            _ => return None,
        };
        let corner = |pair: &str| {
            let (longitude, latitude) = pair.split_once(',')?;
            Some((longitude.parse().ok()?, latitude.parse().ok()?))
        };
        let points: Option<Vec<(f64, f64)>> = parts.nth(1)?.split_whitespace().map(corner).collect();
        points.filter(|points| points.len() > 1).map(|points| Outline { land, points })
    };
    text.lines().filter_map(read).collect()
}

/// A settlement.
#[derive(Clone, PartialEq, Debug)]
pub struct Spot {
    /// What it is called.
    pub name: String,
    /// Longitude and latitude, in degrees; a settlement without them stands in the table only.
    pub at: Option<(f64, f64)>,
    /// How large its disc is.
    pub weight: Amount,
    /// Which part of it is done, from 0 to 1.
    pub done: f64,
    /// The same in words.
    pub done_said: String,
    /// Where its disc leads; nowhere, where it is empty.
    pub href: String,
}

/// A map of settlements.
#[derive(Clone, PartialEq, Debug)]
pub struct Map<'o> {
    /// What lies under them.
    pub outlines: &'o [Outline],
    /// The settlements.
    pub spots: Vec<Spot>,
    /// What the two colours of a disc mean: done, and not.
    pub colours: [String; 2],
    /// Headings of the table: settlement, weight, done.
    pub columns: [String; 3],
    /// Twice as wide as for a telephone.
    pub wide: bool,
    /// Pictures of somebody else under it, `https://…/{z}/{x}/{y}.png`, instead of outlines.
    pub tiles: Option<&'o str>,
}

/// What is left free around the settlements, of their own extent.
const MARGIN: f64 = 0.22;
/// A single village is shown with so many degrees around it.
const LEAST: f64 = 0.9;
/// So many settlements can bear their names.
const NAMED: usize = 40;
/// More pictures than this cover no view.
const MOST_TILES: usize = 48;

/// Degrees → units of the drawing. Mercator, so that a map lies on tiles of others.
struct View {
    west: f64,
    north: f64,
    scale: f64,
    wide: f64,
    high: f64,
}

/// The latitude as Mercator draws it, in degrees.
fn north_of(latitude: f64) -> f64 {
    let radians = latitude.clamp(-85.0, 85.0).to_radians();
    (radians.tan() + radians.cos().recip()).ln().to_degrees()
}

impl View {
    /// A view of all settlements; none where none has a place.
    fn of(spots: &[Spot], wide: f64) -> Option<View> {
        let at = spots.iter().filter_map(|spot| spot.at);
        let at: Vec<(f64, f64)> =
            at.filter(|(x, y)| x.is_finite() && y.is_finite()).map(|(x, y)| (x, north_of(y))).collect();
        let ends = |of: fn(&(f64, f64)) -> f64| {
            let all = at.iter().map(of);
            (all.clone().fold(f64::INFINITY, f64::min), all.fold(f64::NEG_INFINITY, f64::max))
        };
        let ((west, east), (south, north)) = (ends(|at| at.0), ends(|at| at.1));
        if at.is_empty() {
            return None;
        }
        let spread = |from: f64, to: f64| ((to - from) * (1.0 + 2.0 * MARGIN)).max(LEAST);
        let (mut across, mut up) = (spread(west, east), spread(south, north));
        // Neither a strip nor a tower.
        across = across.max(up * 1.1);
        up = up.max(across * 0.6);
        let scale = wide / across;
        Some(View {
            west: (west + east - across) / 2.0,
            north: (south + north + up) / 2.0,
            scale,
            wide,
            high: up * scale,
        })
    }

    fn place(&self, (longitude, latitude): (f64, f64)) -> (f64, f64) {
        ((longitude - self.west) * self.scale, (self.north - north_of(latitude)) * self.scale)
    }

    /// Pictures of somebody else that cover the view: their addresses and where they lie.
    fn tiles(&self, template: &str) -> Vec<(String, [f64; 4])> {
        // As many as make a picture about as large as it was drawn for.
        let depth = (self.scale * 360.0 / 200.0).log2().round().clamp(0.0, 17.0);
        let across = 360.0 / depth.exp2();
        let (left, top) = ((self.west + 180.0) / across, (180.0 - self.north) / across);
        let (right, bottom) = (left + self.wide / self.scale / across, top + self.high / self.scale / across);
        let most = depth.exp2() - 1.0;
        let range = |from: f64, to: f64| (from.floor().clamp(0.0, most) as u32)..=(to.floor().clamp(0.0, most) as u32);
        let mut tiles = Vec::new();
        for y in range(top, bottom) {
            for x in range(left, right).take(MOST_TILES) {
                let parts = [("{z}", depth as u32), ("{x}", x), ("{y}", y)];
                // Several servers share the work, as most who give tiles away want it.
                let shared = template.replace("{s}", ["a", "b", "c"][((x + y) % 3) as usize]);
                let address = parts.iter().fold(shared, |all, (mark, n)| all.replace(mark, &n.to_string()));
                let size = across * self.scale;
                tiles.push((address, [(f64::from(x) - left) * size, (f64::from(y) - top) * size, size, size]));
            }
        }
        tiles.truncate(MOST_TILES);
        tiles
    }

    /// A closed line within the view, cut along its edges (Sutherland and Hodgman).
    fn cut(&self, points: Vec<(f64, f64)>) -> Vec<(f64, f64)> {
        let edge = 4.0;
        let (left, right, top, bottom) = (-edge, self.wide + edge, -edge, self.high + edge);
        type Inside = Box<dyn Fn(&(f64, f64)) -> f64>;
        let sides: [Inside; 4] = [
            Box::new(move |p| p.0 - left),
            Box::new(move |p| right - p.0),
            Box::new(move |p| p.1 - top),
            Box::new(move |p| bottom - p.1),
        ];
        sides.iter().fold(points, |points, side| {
            let mut kept = Vec::with_capacity(points.len());
            for (at, &to) in points.iter().enumerate() {
                let from = points[(at + points.len() - 1) % points.len()];
                let (a, b) = (side(&from), side(&to));
                if (a < 0.0) != (b < 0.0) {
                    let share = a / (a - b);
                    kept.push((from.0 + (to.0 - from.0) * share, from.1 + (to.1 - from.1) * share));
                }
                if b >= 0.0 {
                    kept.push(to);
                }
            }
            kept
        })
    }

    /// The parts of an open line that are seen, each with one corner beyond.
    fn parts(&self, points: &[(f64, f64)]) -> Vec<Vec<(f64, f64)>> {
        let is_seen = |at: &(f64, f64)| (0.0..=self.wide).contains(&at.0) && (0.0..=self.high).contains(&at.1);
        let mut parts: Vec<Vec<(f64, f64)>> = Vec::new();
        let mut open = false;
        for pair in points.windows(2) {
            let is_near = is_seen(&pair[0]) || is_seen(&pair[1]);
            match parts.last_mut().filter(|_| open && is_near) {
                Some(part) => part.push(pair[1]),
                None if is_near => parts.push(pair.to_vec()),
                None => {}
            }
            open = is_near;
        }
        parts
    }
}

impl Map<'_> {
    fn wide(&self) -> f64 {
        if self.wide { NARROW * 2.2 } else { NARROW }
    }

    /// The largest disc: many settlements leave little room for each.
    fn largest(&self) -> f64 {
        let room = if self.wide { 1.5 } else { 1.0 };
        room * match self.spots.len() {
            0..=12 => 16.0,
            13..=60 => 11.0,
            61..=200 => 7.0,
            _ => 4.5,
        }
    }

    fn land(&self, view: &View, drawing: &mut Drawing) {
        for outline in self.outlines {
            let points: Vec<(f64, f64)> = outline.points.iter().map(|at| view.place(*at)).collect();
            match outline.land {
                Land::River => view.parts(&points).iter().for_each(|part| drawing.polyline("m-river", part, "")),
                land => {
                    let cut = view.cut(points);
                    if cut.len() > 2 {
                        drawing.polygon(if land == Land::Lake { "m-lake" } else { "m-region" }, &cut);
                    }
                }
            }
        }
    }

    fn discs(&self, view: &View, drawing: &mut Drawing) {
        let most = self.spots.iter().map(|spot| spot.weight.length()).fold(0.0, f64::max);
        let mut spots: Vec<(&Spot, (f64, f64), f64)> = Vec::new();
        for spot in &self.spots {
            let Some(at) = spot.at else { continue };
            // The area of a disc is its weight, not its radius; what weighs nothing is still there.
            let radius = if most > 0.0 { self.largest() * (spot.weight.length() / most).sqrt() } else { 0.0 };
            spots.push((spot, view.place(at), radius.max(2.0)));
        }
        // Small ones lie on large ones.
        spots.sort_by(|a, b| b.2.total_cmp(&a.2));
        for (spot, at, radius) in &spots {
            let tip = format!("{}: {}, {}", spot.name, spot.weight.shown, spot.done_said);
            drawing.disc(*at, *radius, spot.done, &tip, &spot.href);
        }
        if spots.len() <= NAMED {
            self.names(view, &spots, drawing);
        }
    }

    /// Names beside their discs, as far as they do not lie on one another.
    fn names(&self, view: &View, spots: &[(&Spot, (f64, f64), f64)], drawing: &mut Drawing) {
        let disc = |(_, (x, y), r): &(&Spot, (f64, f64), f64)| [x - r, y - r, x + r, y + r];
        let mut taken: Vec<[f64; 4]> = spots.iter().map(disc).collect();
        for (spot, (x, y), radius) in spots {
            let name = fitted(&spot.name, self.wide() / 2.2);
            let long = width(&name);
            let places = [
                ([x + radius + 3.0, y - SIZE / 2.0], Anchor::Start),
                ([x - radius - 3.0 - long, y - SIZE / 2.0], Anchor::End),
                ([x - long / 2.0, y - radius - SIZE - 2.0], Anchor::Middle),
                ([x - long / 2.0, y + radius + 2.0], Anchor::Middle),
            ];
            let is_free = |[left, top]: &[f64; 2]| {
                let (right, bottom) = (left + long, top + SIZE);
                let is_in = *left >= 0.0 && right <= view.wide && *top >= 0.0 && bottom <= view.high;
                is_in && taken.iter().all(|[l, t, r, b]| right < *l || *left > *r || bottom < *t || *top > *b)
            };
            let Some(([left, top], anchor)) = places.into_iter().find(|(at, _)| is_free(at)) else { continue };
            let stands = match anchor {
                Anchor::Start => left,
                Anchor::Middle => *x,
                Anchor::End => left + long,
            };
            drawing.text("m-name", (stands, top + SIZE - 2.5), anchor, &name);
            taken.push([left, top, left + long, top + SIZE]);
        }
    }
}

impl Chart for Map<'_> {
    fn svg(&self, frame: &Frame<'_>) -> String {
        let mut drawing = Drawing::new(frame);
        let wide = self.wide();
        let Some(view) = View::of(&self.spots, wide) else { return drawing.finish(frame, wide, 1.0) };
        drawing.framed(view.wide, view.high);
        drawing.rect("m-land", [0.0, 0.0, view.wide, view.high], "");
        // What was drawn here stays where pictures of others do not come.
        self.land(&view, &mut drawing);
        if let Some(template) = self.tiles {
            view.tiles(template).iter().for_each(|(address, at)| drawing.image(address, *at));
        }
        drawing.unframed();
        self.discs(&view, &mut drawing);
        let [done, open] = &self.colours;
        let legend = [(0, "m-done".into(), done.clone()), (1, "m-open".into(), open.clone())];
        let legend = drawing.legend(&legend, view.high + 6.0, wide);
        drawing.finish(frame, wide, view.high + 6.0 + legend)
    }

    fn table(&self) -> Table {
        let row = |spot: &Spot| vec![spot.name.clone(), spot.weight.shown.clone(), spot.done_said.clone()];
        Table { header: self.columns.to_vec(), rows: self.spots.iter().map(row).collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use auyl_domain::{Lang, Quantity};

    const RIVER: &str = "# a note\nriver;Syr Darya;60,47 62,46 64,45 90,45\nlake;Qamystybas;61.6,46 62,46 62,46.3\nnonsense;x;1,2\n\
                         region;43;50,40 80,40 80,50 50,50\nlake;broken;1,x 2,3\n";

    fn spot(name: &str, at: Option<(f64, f64)>, weight: i64, done: f64) -> Spot {
        Spot {
            name: name.into(),
            at,
            weight: Amount::of(Quantity::Number(weight), weight.to_string()),
            done,
            done_said: format!("{} %", done * 100.0),
            href: format!("/{name}"),
        }
    }

    fn map(outlines: &[Outline], spots: Vec<Spot>) -> Map<'_> {
        let colours = ["solved".into(), "open".into()];
        Map {
            outlines,
            spots,
            colours,
            columns: ["village".into(), "problems".into(), "solved".into()],
            wide: false,
            tiles: None,
        }
    }

    fn frame() -> Frame<'static> {
        Frame { id: "map", title: "Needs", about: "Two villages", lang: Lang::En, standalone: false }
    }

    #[test]
    fn outlines_are_read_and_what_is_none_is_passed_over() {
        let lands: Vec<(Land, usize)> = outlines(RIVER).iter().map(|o| (o.land, o.points.len())).collect();
        assert_eq!(lands, [(Land::River, 4), (Land::Lake, 3), (Land::Region, 4)]);
    }

    #[test]
    fn two_villages_lie_west_and_east_and_the_larger_has_the_larger_disc() {
        let land = outlines(RIVER);
        let spots = vec![spot("Ulgi", Some((61.9, 46.2)), 9, 1.0), spot("Aksu", Some((65.3, 44.9)), 1, 0.0)];
        let map = map(&land, spots);
        let view = View::of(&map.spots, NARROW).expect("a view");
        let (ulgi, aksu) = (view.place((61.9, 46.2)), view.place((65.3, 44.9)));
        assert!(ulgi.0 < aksu.0 && ulgi.1 < aksu.1, "west and north come first");
        let svg = map.svg(&frame());
        let discs: Vec<&str> = svg.lines().filter(|line| line.contains("m-done") || line.contains("m-open")).collect();
        assert!(discs[0].contains("r=\"16\"") && discs[0].contains("m-done"), "{}", discs[0]);
        assert!(discs[1].contains("r=\"5.3\"") && discs[1].contains("m-open"), "{}", discs[1]);
        for part in ["m-river", "m-lake", "m-region", ">Ulgi</text>", "<title>Aksu: 1, 0 %</title>", "href=\"/Ulgi\""] {
            assert!(svg.contains(part), "{part} in {svg}");
        }
        assert!(!svg.contains("900"), "what lies far outside is cut off");
    }

    #[test]
    fn a_village_without_a_place_is_in_the_table_and_a_map_of_none_is_empty() {
        let map = map(&[], vec![spot("Ulgi", None, 3, 0.5)]);
        assert_eq!(map.table().rows, [["Ulgi", "3", "50 %"]]);
        assert!(!map.svg(&frame()).contains("m-land"));
    }

    #[test]
    fn places_that_cannot_be_are_drawn_without_a_panic() {
        let land = outlines("region;x;-500,900 1e9,-1e9 NaN,inf\nriver;y;0,90 0,-90\n");
        let spots = vec![spot("a", Some((f64::NAN, 1.0)), 1, 2.0), spot("b", Some((1e300, -90.0)), i64::MAX, f64::NAN)];
        // What is drawn, not what is said of it.
        let spots = spots.into_iter().map(|spot| Spot { done_said: String::new(), ..spot }).collect();
        let svg = map(&land, spots).svg(&frame());
        assert!(!svg.contains("NaN") && !svg.contains("inf"), "{svg}");
    }

    #[test]
    fn tiles_cover_the_view_where_somebody_has_them() {
        let spots = vec![spot("Ulgi", Some((61.9, 46.2)), 9, 1.0), spot("Aksu", Some((65.3, 44.9)), 1, 0.0)];
        let view = View::of(&spots, NARROW).expect("a view");
        let tiles = view.tiles("https://tiles.example/{z}/{x}/{y}.png");
        let (left, right) =
            tiles.iter().fold((f64::MAX, f64::MIN), |(l, r), (_, [x, _, w, _])| (l.min(*x), r.max(x + w)));
        let (top, bottom) =
            tiles.iter().fold((f64::MAX, f64::MIN), |(t, b), (_, [_, y, _, h])| (t.min(*y), b.max(y + h)));
        assert!(left <= 0.0 && top <= 0.0 && right >= view.wide && bottom >= view.high, "{tiles:?}");
        let ulgi = view.place((61.9, 46.2));
        let holds =
            |(_, [x, y, w, h]): &&(String, [f64; 4])| (*x..x + w).contains(&ulgi.0) && (*y..y + h).contains(&ulgi.1);
        let (address, _) = tiles.iter().find(holds).expect("a tile under Ulgi");
        let depth: u32 = address.split('/').nth(3).and_then(|z| z.parse().ok()).expect("a depth");
        let (n, latitude) = (f64::from(2u32.pow(depth)), 46.2f64.to_radians());
        let x = ((61.9 + 180.0) / 360.0 * n).floor();
        let y = ((1.0 - (latitude.tan() + 1.0 / latitude.cos()).ln() / std::f64::consts::PI) / 2.0 * n).floor();
        assert_eq!(*address, format!("https://tiles.example/{depth}/{x}/{y}.png"));
        let land = outlines(RIVER);
        let svg = Map { tiles: Some("https://tiles.example/{z}/{x}/{y}.png"), ..map(&land, spots) }.svg(&frame());
        // What is drawn here lies below, for whoever they do not come to.
        let tile = svg.find("<image data-href=\"https://tiles.example/").expect("a tile");
        assert!(svg.find("m-river").is_some_and(|river| river < tile), "{svg}");
    }

    #[test]
    fn five_hundred_villages_stay_light() {
        let spots = (0..500).map(|n| {
            spot(
                &n.to_string(),
                Some((60.0 + f64::from(n % 25) / 3.0, 43.0 + f64::from(n / 25) / 5.0)),
                1 + i64::from(n % 40),
                0.3,
            )
        });
        let svg = map(&[], spots.collect()).svg(&frame());
        assert!(svg.len() < 160_000, "{}", svg.len());
    }
}
