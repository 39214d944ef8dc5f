//! What stands on the pages: letters with place, size and weight, lines and pictures.
//!
//! The one file, with [`super::structure`], that names the library which interprets pages.

use hayro_interpret::font::{Glyph as Drawn, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::object::Dict;
use hayro_interpret::hayro_syntax::page::Page as Source;
use hayro_interpret::kurbo::{Affine, BezPath, PathEl, Point, Rect, Shape};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache,
    InterpreterSettings, SoftMask, interpret_page,
};

use crate::symbols;

/// Units of a font's letters.
const UNITS: f64 = 1_000.0;
/// Least weight of bold letters.
const STRONG_MIN: u32 = 600;
/// Thickest line, in points.
const RULE_MAX: f64 = 3.0;
/// Largest dot that is a bullet, in points.
const BULLET_MAX: f64 = 7.0;
/// Most letters of a document.
pub(super) const GLYPHS_MAX: usize = 2_000_000;

/// A letter, or what stands for several.
#[derive(Clone, Debug)]
pub(super) struct Glyph {
    pub(super) text: String,
    /// In points from the left and top of the page; `y` is the line that the letter stands on.
    pub(super) x: f32,
    pub(super) right: f32,
    pub(super) y: f32,
    pub(super) size: f32,
    pub(super) strong: bool,
    /// It is not drawn, or beyond the page.
    pub(super) hidden: bool,
    /// It does not run from left to right.
    pub(super) turned: bool,
    /// Where its line is beneath its end: as `y`, but for what is turned.
    end: f32,
    /// The number of what it belongs to in the structure of the document.
    pub(super) content: Option<i32>,
}

/// A line drawn across or down the page.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rule {
    pub(super) x: f32,
    pub(super) right: f32,
    pub(super) y: f32,
    pub(super) bottom: f32,
}

/// The lines drawn on a page.
#[derive(Clone, Debug, Default)]
pub(super) struct Rules {
    pub(super) across: Vec<Rule>,
    pub(super) down: Vec<Rule>,
}

/// A page as it is drawn.
#[derive(Clone, Debug, Default)]
pub(super) struct Page {
    pub(super) glyphs: Vec<Glyph>,
    pub(super) rules: Rules,
    pub(super) pictures: u32,
    /// The share of the page that its largest picture covers.
    pub(super) pictured: f32,
    /// Letters that stand for nothing that is known.
    pub(super) unreadable: usize,
}

/// Draws a page.
pub(super) fn page<'a>(source: &Source<'a>, cache: &InterpreterCache<'a>) -> Page {
    let (width, height) = source.render_dimensions();
    let transform = Affine::new(source.initial_transform(true).as_coeffs());
    let bounds = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
    let settings = InterpreterSettings::default();
    let mut context = Context::new(transform, bounds, cache, source.xref(), settings);
    let mut drawing = Drawing { page: Page::default(), bounds, open: Vec::new(), font: None };
    interpret_page(source, &mut context, &mut drawing);
    upright(&mut drawing.page.glyphs);
    drawing.page
}

/// Turns the letters of a page of which most are turned one way.
fn upright(glyphs: &mut [Glyph]) {
    let down = |glyph: &Glyph| glyph.end - glyph.y > (glyph.right - glyph.x).abs();
    let up = |glyph: &Glyph| glyph.y - glyph.end > (glyph.right - glyph.x).abs();
    let most = |count: usize| 2 * count > glyphs.len();
    let downwards = most(glyphs.iter().filter(|glyph| down(glyph)).count());
    if !downwards && !most(glyphs.iter().filter(|glyph| up(glyph)).count()) {
        return;
    }
    for glyph in glyphs {
        let (x, y, right, end) = (glyph.x, glyph.y, glyph.right, glyph.end);
        (glyph.x, glyph.y, glyph.right, glyph.end) =
            if downwards { (y, -x, end, -right) } else { (-y, x, -end, right) };
        glyph.turned = (glyph.end - glyph.y).abs() > (glyph.right - glyph.x).abs() + 0.01;
    }
}

struct Drawing {
    page: Page,
    bounds: Rect,
    /// Open parts of the content, with their numbers.
    open: Vec<Option<i32>>,
    /// The font at hand and whether it is bold.
    font: Option<(u128, bool, String)>,
}

impl Drawing {
    /// Whether a letter's font is bold, and its name.
    fn weight(&mut self, glyph: &Drawn<'_>) -> (bool, String) {
        let Drawn::Outline(outline) = glyph else { return (false, String::new()) };
        let Some(font) = outline.font_data() else { return (false, String::new()) };
        if let Some((key, strong, name)) = &self.font
            && *key == font.cache_key
        {
            return (*strong, name.clone());
        }
        let name = font.postscript_name.unwrap_or_default();
        let lower = name.to_ascii_lowercase();
        let named = ["bold", "black", "heavy", "demi"].iter().any(|weight| lower.contains(weight));
        let strong = named || font.weight.is_some_and(|weight| weight >= STRONG_MIN);
        self.font = Some((font.cache_key, strong, name.clone()));
        (strong, name)
    }

    fn rule(&mut self, area: Rect) {
        let (x, right) = (area.x0 as f32, area.x1 as f32);
        let (y, bottom) = (area.y0 as f32, area.y1 as f32);
        let rule = Rule { x, right, y, bottom };
        if area.height() <= RULE_MAX && area.width() > 4.0 * RULE_MAX {
            self.page.rules.across.push(rule);
        } else if area.width() <= RULE_MAX && area.height() > 2.0 * RULE_MAX {
            self.page.rules.down.push(rule);
        }
    }
}

impl<'a> Device<'a> for Drawing {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        let path = props.transform * path;
        if matches!(mode, DrawMode::Fill(_)) {
            let area = path.bounding_box();
            if let Some(bullet) = bullet(&path, area) {
                let content = self.open.iter().rev().find_map(|number| *number);
                self.push(Glyph { content, ..bullet });
            } else if area.height() <= RULE_MAX || area.width() <= RULE_MAX {
                self.rule(area);
            } else if path.elements().len() <= 6 {
                // The edges of a ground are lines that rows end at.
                self.rule(Rect::new(area.x0, area.y0, area.x1, area.y0));
                self.rule(Rect::new(area.x0, area.y1, area.x1, area.y1));
            }
            return;
        }
        let (mut first, mut last) = (Point::ZERO, Point::ZERO);
        for element in path.elements() {
            match element {
                PathEl::MoveTo(to) => (first, last) = (*to, *to),
                PathEl::ClosePath => self.rule(Rect::from_points(last, first)),
                PathEl::LineTo(to) => {
                    self.rule(Rect::from_points(last, *to));
                    last = *to;
                }
                _ => {}
            }
        }
    }

    fn push_clip_path(&mut self, _: &ClipPath) {}

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        let Some(first) = run.glyphs().first() else { return };
        let (strong, font) = self.weight(first);
        let content = self.open.iter().rev().find_map(|number| *number);
        for glyph in run.glyphs() {
            if self.page.glyphs.len() >= GLYPHS_MAX {
                return;
            }
            let transform = props.transform * glyph.transform();
            let advance = match &**glyph {
                Drawn::Outline(outline) => outline.advance_width(),
                Drawn::Type3(drawn) => drawn.advance_width(),
            };
            let origin = transform * Point::ZERO;
            let end = transform * Point::new(f64::from(advance.unwrap_or(0.0)), 0.0);
            let top = transform * Point::new(0.0, UNITS);
            let size = (top - origin).hypot();
            let text = match glyph.as_unicode() {
                Some(BfString::Char(c)) => letters(&font, c),
                Some(BfString::String(text)) => text.chars().map(|c| letters(&font, c)).collect(),
                None => "\u{fffd}".to_owned(),
            };
            if text.contains('\u{fffd}') {
                self.page.unreadable += 1;
            }
            let turned =
                (end.y - origin.y).abs() > (end.x - origin.x).abs() + 0.01 || end.x + 0.01 < origin.x;
            let hidden = matches!(mode, DrawMode::Invisible) || !self.bounds.contains(origin);
            let glyph = Glyph {
                text,
                x: origin.x as f32,
                right: end.x as f32,
                y: origin.y as f32,
                size: size as f32,
                strong,
                hidden,
                turned,
                end: end.y as f32,
                content,
            };
            self.push(glyph);
        }
    }

    fn draw_image(&mut self, _: Image<'a, '_>, props: ImageDrawProps<'a>) {
        let area = props.transform.transform_rect_bbox(Rect::new(0.0, 0.0, 1.0, 1.0)).intersect(self.bounds);
        self.page.pictures += 1;
        let share = (area.area() / self.bounds.area().max(1.0)) as f32;
        self.page.pictured = self.page.pictured.max(share);
    }

    fn pop_clip(&mut self) {}

    fn pop_transparency_group(&mut self) {}

    fn begin_marked_content(&mut self, _: &[u8], properties: Option<&Dict<'_>>) {
        self.open.push(properties.and_then(|properties| properties.get::<i32>(b"MCID")));
    }

    fn end_marked_content(&mut self) {
        self.open.pop();
    }
}

impl Drawing {
    /// Takes a letter. One that is drawn twice at one place is drawn bold, or filled and stroked.
    fn push(&mut self, glyph: Glyph) {
        let near = glyph.size * 0.12;
        let again = self.page.glyphs.iter_mut().rev().take(80).find(|other| {
            other.text == glyph.text && (other.x - glyph.x).abs() < near && (other.y - glyph.y).abs() < near
        });
        match again {
            Some(other) => other.strong |= other.x.to_bits() != glyph.x.to_bits() || glyph.strong,
            None => self.page.glyphs.push(glyph),
        }
    }
}

/// A dot that is drawn and not written, as the sign that it stands for.
fn bullet(path: &BezPath, area: Rect) -> Option<Glyph> {
    let round =
        path.elements().iter().any(|element| matches!(element, PathEl::CurveTo(..) | PathEl::QuadTo(..)));
    let (width, height) = (area.width(), area.height());
    let even = (width - height).abs() < 0.2 * width;
    (round && even && (1.5..=BULLET_MAX).contains(&height)).then(|| Glyph {
        text: "\u{2022}".to_owned(),
        x: area.x0 as f32,
        right: area.x1 as f32,
        // A dot stands in the middle of small letters, and is about a third of a letter high.
        y: (area.y1 + 0.45 * height) as f32,
        size: (2.8 * height) as f32,
        strong: false,
        hidden: false,
        turned: false,
        end: (area.y1 + 0.45 * height) as f32,
        content: None,
    })
}

/// A letter as text: ligatures as their letters, signs of fonts of signs as what they show.
fn letters(font: &str, c: char) -> String {
    match c {
        '\u{fb00}' => "ff".to_owned(),
        '\u{fb01}' => "fi".to_owned(),
        '\u{fb02}' => "fl".to_owned(),
        '\u{fb03}' => "ffi".to_owned(),
        '\u{fb04}' => "ffl".to_owned(),
        '\u{fb05}' | '\u{fb06}' => "st".to_owned(),
        '\u{f000}'..='\u{f0ff}' => {
            let name = font.rsplit('+').next().unwrap_or_default();
            let name = if name.to_ascii_lowercase().starts_with("wingdings") { name } else { "Symbol" };
            symbols::shown(name.trim_end_matches("-Regular"), &format!("{:04X}", u32::from(c)))
        }
        // Signs of LibreOffice's own font.
        '\u{e00a}'..='\u{e00c}' => "\u{2022}".to_owned(),
        c if c.is_control() => " ".to_owned(),
        c => c.to_string(),
    }
}
