//! Writing a sheet cell by cell, row after row, each cell of the kind that its value is of.

use jiff::civil::{Date, date};
use rust_xlsxwriter::{
    Color, ConditionalFormatFormula, Format, FormatAlign, FormatBorder, Formula, IgnoreError, Workbook, Worksheet,
    XlsxError,
};

use crate::fault::visible;
use crate::report::Value;
use crate::units::Rounded;

const DIGITS: usize = 15;

/// Characters of a line of a long text, which [`Sheet::line`] breaks.
const LINE: usize = 105;

/// How a cell is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    Text,
    /// A number as it is.
    Plain,
    /// Two places.
    Places,
    /// A fraction as a percentage with one place.
    Percent,
    /// A fraction as a percentage with two places.
    Share,
    Day,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ShownCell {
    pub(super) text: String,
    pub(super) look: Look,
}

impl ShownCell {
    pub(super) fn text(text: &str) -> Self {
        Self { text: visible(text).into_owned(), look: Look::Text }
    }

    /// A figure of a report. Spreadsheets work with [`DIGITS`] digits; a number with more becomes a text, because it
    /// would be read as another number.
    fn figure(figure: Rounded, look: Look) -> Self {
        let text = figure.written().as_str().to_owned();
        let look = if text.bytes().filter(u8::is_ascii_digit).count() > DIGITS { Look::Text } else { look };
        Self { text, look }
    }

    /// A number, written plainly.
    pub(super) fn number(number: &impl ToString, look: Look) -> Self {
        Self { text: number.to_string(), look }
    }

    pub(super) fn of(value: &Value) -> Self {
        match value {
            Value::Blank | Value::Text(_) | Value::Word(_) | Value::Weeks(_) => Self::text(&value.to_string()),
            Value::Figure(figure) => Self::figure(*figure, Look::Places),
            Value::Percent(percent) => Self::figure(percent.share(), Look::Percent),
            Value::Count(count) => Self::figure(Rounded::whole((*count).into()), Look::Plain),
            Value::Exact(number) => Self::number(number, Look::Plain),
            Value::Day(day) => Self::day(*day),
        }
    }

    /// Workbooks count days from the end of 1899.
    fn day(day: Date) -> Self {
        let days = (day - date(1899, 12, 30)).get_days();
        Self::number(&days, Look::Day)
    }
}

pub(super) struct Formats {
    heading: Format,
    title: Format,
    /// A long text, broken into lines.
    wrapped: Format,
    label: Format,
    plain: [Format; LOOKS],
    /// For figures among texts.
    left: [Format; LOOKS],
    /// For cells that are there to be changed.
    input: [Format; LOOKS],
    red: Format,
}

const LOOKS: usize = 6;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    Plain,
    /// On the left, as texts are.
    Left,
    /// As one that is there to be changed.
    Input,
}

impl Formats {
    pub(super) fn new() -> Self {
        let looks = ["@", "General", "0.00", "0.0%", "0.00%", "yyyy-mm-dd"];
        let top = || Format::new().set_align(FormatAlign::Top);
        let heading = top().set_bold().set_background_color(Color::RGB(0x12_43_6D));
        Self {
            heading: heading.set_font_color(Color::White).set_border_bottom(FormatBorder::Thin),
            title: Format::new().set_bold().set_font_size(14),
            wrapped: top().set_text_wrap(),
            label: top().set_bold(),
            // Texts begin a little behind the figures before them.
            plain: looks.map(|look| Format::new().set_num_format(look).set_indent(u8::from(look == "@"))),
            left: looks.map(|look| Format::new().set_num_format(look).set_align(FormatAlign::Left)),
            input: looks.map(|look| Format::new().set_num_format(look).set_background_color(Color::RGB(0xFF_F6_D6))),
            red: Format::new().set_background_color(Color::RGB(0xFF_C7_CE)).set_font_color(Color::RGB(0x9C_00_06)),
        }
    }

    fn of(&self, look: Look, style: Style) -> &Format {
        let of = match style {
            Style::Left => &self.left,
            _ if look == Look::Day => &self.left,
            Style::Plain => &self.plain,
            Style::Input => &self.input,
        };
        match look {
            Look::Text => &of[0],
            Look::Plain => &of[1],
            Look::Places => &of[2],
            Look::Percent => &of[3],
            Look::Share => &of[4],
            Look::Day => &of[5],
        }
    }
}

/// A sheet with where its next cell goes.
pub(super) struct Sheet<'b> {
    pub(super) sheet: &'b mut Worksheet,
    pub(super) formats: &'b Formats,
    pub(super) row: u32,
    column: u16,
}

impl<'b> Sheet<'b> {
    /// Begins a sheet, of which a row at a time is in memory.
    pub(super) fn begin(workbook: &'b mut Workbook, formats: &'b Formats, name: &str) -> Result<Self, XlsxError> {
        let sheet = workbook.add_worksheet_with_constant_memory()?;
        // A formula whose result is no text has none stored, and not 0.
        sheet.set_name(name)?.set_formula_result_default("").set_landscape().set_print_fit_to_pages(1, 0);
        Ok(Self { sheet, formats, row: 0, column: 0 })
    }

    /// The number of the next row, as people see it.
    pub(super) const fn number(&self) -> u32 {
        self.row + 1
    }

    /// Writes headings with the least widths of their columns, which stay where they are when the rows are moved.
    pub(super) fn headings<'k>(
        &mut self,
        headings: impl IntoIterator<Item = (&'k str, u16)>,
        fixed: usize,
    ) -> Result<(), XlsxError> {
        for (heading, width) in headings {
            // The button of the filter stands on the heading.
            let width = width.max(u16::try_from(heading.len() + 4).unwrap_or(width));
            self.sheet.set_column_width(self.column, width)?;
            self.sheet.write_string_with_format(self.row, self.column, heading, &self.formats.heading)?;
            self.column += 1;
        }
        self.sheet
            .set_row_height(self.row, 18)?
            .set_freeze_panes(self.row + 1, column_number(fixed))?
            .set_repeat_rows(self.row, self.row)?;
        self.end_row();
        Ok(())
    }

    /// Writes a cell; one without anything stays as blank as it is.
    pub(super) fn cell(&mut self, shown: &ShownCell) -> Result<(), XlsxError> {
        self.put(shown, Style::Plain)
    }

    /// Writes the cells of a row of a report that these columns have.
    pub(super) fn cells_of(&mut self, row: &[Value], columns: &[usize]) -> Result<(), XlsxError> {
        columns.iter().try_for_each(|column| self.cell(&ShownCell::of(&row[*column])))?;
        self.end_row();
        Ok(())
    }

    /// Writes a cell that is there to be changed.
    pub(super) fn input(&mut self, shown: &ShownCell) -> Result<(), XlsxError> {
        self.put(shown, Style::Input)
    }

    pub(super) fn put(&mut self, shown: &ShownCell, style: Style) -> Result<(), XlsxError> {
        let format = self.formats.of(shown.look, style);
        match shown.text.parse::<f64>() {
            _ if shown.text.is_empty() && style != Style::Input => (),
            Ok(number) if shown.look != Look::Text => {
                self.sheet.write_number_with_format(self.row, self.column, number, format)?;
            }
            _ => {
                self.sheet.write_string_with_format(self.row, self.column, &shown.text, format)?;
            }
        }
        self.column += 1;
        Ok(())
    }

    pub(super) fn formula(&mut self, formula: &str, result: &ShownCell) -> Result<(), XlsxError> {
        self.formula_in(formula, result, Style::Plain)
    }

    pub(super) fn formula_in(&mut self, formula: &str, result: &ShownCell, style: Style) -> Result<(), XlsxError> {
        let formula = Formula::new(formula).set_result(result.text.as_str());
        let format = self.formats.of(result.look, style);
        self.sheet.write_formula_with_format(self.row, self.column, formula, format)?;
        self.column += 1;
        Ok(())
    }

    /// Writes a title over the whole row.
    pub(super) fn title(&mut self, title: &str) -> Result<(), XlsxError> {
        self.sheet.write_string_with_format(self.row, self.column, visible(title), &self.formats.title)?;
        self.end_row();
        Ok(())
    }

    /// Writes what a line is about.
    pub(super) fn label(&mut self, label: &str) -> Result<(), XlsxError> {
        self.sheet.write_string_with_format(self.row, self.column, label, &self.formats.label)?;
        self.column += 1;
        Ok(())
    }

    /// Writes a line of words: what it is about, and a text.
    pub(super) fn line(&mut self, label: &str, text: &str) -> Result<(), XlsxError> {
        // Nobody but this tells how high a row with a broken text is.
        let lines = text.chars().count() / LINE + 1;
        self.sheet.set_row_height(self.row, u32::try_from(lines).unwrap_or(1).min(27) * 15)?;
        self.label(label)?;
        self.sheet.write_string_with_format(self.row, self.column, visible(text), &self.formats.wrapped)?;
        self.end_row();
        Ok(())
    }

    /// Passes over a cell.
    pub(super) const fn blank(&mut self) {
        self.column += 1;
    }

    /// Goes to a column of the same row.
    pub(super) fn go_to(&mut self, column: usize) {
        self.column = column_number(column);
    }

    pub(super) const fn end_row(&mut self) {
        (self.row, self.column) = (self.row + 1, 0);
    }

    /// Makes the rows below the headings, of which there are so many columns, ones that can be filtered.
    pub(super) fn filtered(&mut self, columns: usize) -> Result<(), XlsxError> {
        if let (true, Some(last)) = (self.row > 1, columns.checked_sub(1)) {
            self.sheet.autofilter(0, 0, self.row - 1, column_number(last))?;
        }
        self.in_order(columns)
    }

    /// Ends the rows below the headings, of which there are so many columns. There are no buttons to sort them: formulas may read
    /// them by their place.
    pub(super) fn in_order(&mut self, columns: usize) -> Result<(), XlsxError> {
        if let (true, Some(last)) = (self.row > 1, columns.checked_sub(1)) {
            // A code of figures is a text on purpose.
            self.sheet.ignore_error_range(1, 0, self.row - 1, column_number(last), IgnoreError::NumberStoredAsText)?;
        }
        Ok(())
    }

    /// Colours cells of columns in rows whose cell in the last of them says `excessive`.
    pub(super) fn red(&mut self, (first, last): (usize, usize)) -> Result<(), XlsxError> {
        let (first, last) = (column_number(first), column_number(last));
        if self.row > 1 {
            let rule = format!("${}2=\"excessive\"", rust_xlsxwriter::column_number_to_name(last));
            let red = ConditionalFormatFormula::new().set_rule(rule.as_str()).set_format(&self.formats.red);
            self.sheet.add_conditional_format(1, first, self.row - 1, last, &red)?;
        }
        Ok(())
    }
}

fn column_number(column: usize) -> u16 {
    u16::try_from(column).expect("reports have few columns")
}
