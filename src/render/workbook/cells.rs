//! Cells of a sheet, each of the kind that its value is of.

use jiff::civil::Date;
use rust_xlsxwriter::{
    Color, ConditionalFormatCell, ConditionalFormatCellRule, ExcelDateTime, Format, Worksheet, XlsxError,
};

use crate::fault::visible;
use crate::report::Value;
use crate::units::Rounded;

/// Spreadsheets calculate with so many figures; a number with more would be another one.
const FIGURES: usize = 15;

/// The formats of cells.
pub(super) struct Cells {
    text: Format,
    whole: Format,
    figure: Format,
    percent: Format,
    day: Format,
}

impl Cells {
    pub(super) fn new() -> Self {
        let of = |format: &str| Format::new().set_num_format(format);
        Self { text: of("@"), whole: of("0"), figure: of("0.00"), percent: of("0.0%"), day: of("yyyy-mm-dd") }
    }

    /// Writes a value; a blank one leaves the cell empty.
    pub(super) fn write(&self, sheet: &mut Worksheet, at: (u32, u16), value: &Value) -> Result<(), XlsxError> {
        match value {
            Value::Blank => Ok(()),
            Value::Figure(figure) => self.number(sheet, at, *figure, &self.figure),
            Value::Percent(percent) => self.number(sheet, at, percent.share(), &self.percent),
            Value::Count(count) => self.number(sheet, at, Rounded::whole((*count).into()), &self.whole),
            Value::Week(week) => self.day(sheet, at, week.monday()),
            Value::Day(day) => self.day(sheet, at, *day),
            Value::Exact(_) | Value::Text(_) | Value::Word(_) | Value::Weeks(_) | Value::Drawn(_) => {
                self.text(sheet, at, &value.to_string())
            }
        }
    }

    fn text(&self, sheet: &mut Worksheet, (row, column): (u32, u16), text: &str) -> Result<(), XlsxError> {
        sheet.write_string_with_format(row, column, visible(text), &self.text).map(drop)
    }

    fn number(&self, sheet: &mut Worksheet, at: (u32, u16), number: Rounded, format: &Format) -> Result<(), XlsxError> {
        let text = number.written();
        let figures = text.as_str().bytes().filter(u8::is_ascii_digit).count();
        match text.as_str().parse::<f64>() {
            Ok(number) if figures <= FIGURES => sheet.write_number_with_format(at.0, at.1, number, format).map(drop),
            _ => self.text(sheet, at, text.as_str()),
        }
    }

    fn day(&self, sheet: &mut Worksheet, (row, column): (u32, u16), day: Date) -> Result<(), XlsxError> {
        let parts = (u16::try_from(day.year()), u8::try_from(day.month()), u8::try_from(day.day()));
        let (Ok(year), Ok(month), Ok(date)) = parts else { return self.text(sheet, (row, column), &day.to_string()) };
        let day = ExcelDateTime::from_ymd(year, month, date)?;
        sheet.write_datetime_with_format(row, column, &day, &self.day).map(drop)
    }
}

/// Shows `excessive` in red in the rows below the headings, by a rule, so that it follows the word.
pub(super) fn mark_excessive(sheet: &mut Worksheet, rows: u32, column: u16) -> Result<(), XlsxError> {
    let red = Format::new().set_font_color(Color::RGB(0x9C_00_06)).set_background_color(Color::RGB(0xFF_C7_CE));
    let rule = ConditionalFormatCell::new().set_rule(ConditionalFormatCellRule::EqualTo("excessive")).set_format(red);
    sheet.add_conditional_format(1, column, rows.max(1), column, &rule).map(drop)
}
