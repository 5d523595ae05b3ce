#include "daemon/feeds/csv.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <array>

#include "daemon/feeds/text_bytes.hpp"

namespace entangled {
namespace {

std::string without_doubled_quotes(std::string_view text)
{
    std::string plain;
    plain.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        plain += text[i];
        if (text[i] == '"') ++i;
    }
    return plain;
}

std::string describe(const BadByte& bad, std::string_view text)
{
    const unsigned byte = static_cast<unsigned char>(text[bad.position]);
    if (byte == '\r') return "a carriage return without a line feed; end lines with LF or CRLF";
    if (bad.control) {
        return fmt::format("control character 0x{:02x} at byte {} of the field; remove it", byte, bad.position + 1);
    }
    return fmt::format(
        "byte 0x{:02x} at byte {} of the field is not UTF-8; save the file as UTF-8, for example with "
        "iconv -f LATIN1 -t UTF-8",
        byte, bad.position + 1);
}

}  // namespace

CsvReader::CsvReader(std::string_view bytes, char delimiter) : bytes_(bytes), delimiter_(delimiter)
{
    if (bytes_.starts_with("\xef\xbb\xbf")) bytes_.remove_prefix(3);
}

const CsvRecord* CsvReader::next()
{
    while (skip_blank_line()) {
    }
    if (at_ == bytes_.size()) return nullptr;
    record_.line = line_;
    record_.fields.clear();
    record_.fault.reset();
    unescaped_.clear();
    count_ = 0;
    Ending ending = Ending::delimiter;
    while (ending == Ending::delimiter) ending = read_field();
    if (ending != Ending::broken) check_width(ending);
    return &record_;
}

bool CsvReader::skip_blank_line()
{
    const std::string_view rest = bytes_.substr(at_);
    const std::size_t length = rest.starts_with("\n") ? 1 : rest.starts_with("\r\n") ? 2 : 0;
    if (length > 0) next_line(at_ + length - 1);
    return length > 0;
}

void CsvReader::next_line(std::size_t newline)
{
    at_ = newline + 1;
    line_start_ = at_;
    ++line_;
}

std::uint32_t CsvReader::column(std::size_t position) const noexcept
{
    return static_cast<std::uint32_t>(position - line_start_ + 1);
}

CsvReader::Ending CsvReader::read_field()
{
    CsvField field{{}, line_, column(at_), true};
    if (at_ < bytes_.size() && bytes_[at_] == '"') return read_quoted(field);
    std::size_t end = at_;
    while (end < bytes_.size() && bytes_[end] != delimiter_ && bytes_[end] != '\n' && bytes_[end] != '"') ++end;
    if (end < bytes_.size() && bytes_[end] == '"') {
        return break_record(RejectReason::bad_quote, field,
                            "a quote inside a field that does not start with one; put the whole field in quotes and "
                            "double the quotes inside");
    }
    field.text = bytes_.substr(at_, end - at_);
    const bool ends_line = end == bytes_.size() || bytes_[end] == '\n';
    if (ends_line && field.text.ends_with('\r')) field.text.remove_suffix(1);
    add(field, false);
    return end_of_field(end);
}

CsvReader::Ending CsvReader::read_quoted(CsvField field)
{
    bool doubled = false;
    std::size_t close = bytes_.find('"', at_ + 1);
    while (close != std::string_view::npos && close + 1 < bytes_.size() && bytes_[close + 1] == '"') {
        doubled = true;
        close = bytes_.find('"', close + 2);
    }
    if (close == std::string_view::npos) {
        const auto lines = std::count(bytes_.begin() + static_cast<std::ptrdiff_t>(at_), bytes_.end() - 1, '\n');
        return break_record(
            RejectReason::unterminated_quote, field,
            fmt::format("a quote opens here and never closes; this line is left out and reading goes on "
                        "with the next ({} to the end of the file)",
                        lines));
    }
    std::size_t end = close + 1;
    if (end < bytes_.size() && bytes_[end] == '\r' && (end + 1 == bytes_.size() || bytes_[end + 1] == '\n')) ++end;
    if (end < bytes_.size() && bytes_[end] != delimiter_ && bytes_[end] != '\n') {
        return break_record(
            RejectReason::bad_quote, field,
            "a quote opens here, and where it closes neither a delimiter nor a line end follows; double "
            "the quotes inside the field");
    }
    field.text = bytes_.substr(at_ + 1, close - at_ - 1);
    const auto newlines = std::count(field.text.begin(), field.text.end(), '\n');
    if (newlines > 0) {
        line_ += static_cast<std::uint32_t>(newlines);
        line_start_ = at_ + 1 + field.text.rfind('\n') + 1;
    }
    if (doubled) field.text = unescaped_.emplace_back(without_doubled_quotes(field.text));
    add(field, true);
    return end_of_field(end);
}

CsvReader::Ending CsvReader::end_of_field(std::size_t end)
{
    at_ = end;
    if (end == bytes_.size()) return Ending::file;
    if (bytes_[end] == '\n') {
        next_line(end);
        return Ending::record;
    }
    ++at_;
    return Ending::delimiter;
}

CsvReader::Ending CsvReader::break_record(RejectReason reason, const CsvField& field, std::string detail)
{
    record_.fields.clear();
    record_.fault = Rejection{reason, field.line, field.column, std::move(detail)};
    const std::size_t newline = bytes_.find('\n', at_);
    if (newline == std::string_view::npos) {
        at_ = bytes_.size();
    } else {
        next_line(newline);
    }
    return Ending::broken;
}

void CsvReader::add(CsvField field, bool quoted)
{
    ++count_;
    if (count_ > csv_column_limit) return;
    if (field.text.size() > csv_field_limit) {
        fail(RejectReason::field_too_long, field,
             fmt::format("the field has {} bytes; the limit is {}", field.text.size(), csv_field_limit));
        field.intact = false;
    } else if (const auto bad = first_bad_byte(field.text, quoted)) {
        fail(bad->control ? RejectReason::control_character : RejectReason::not_utf8, field,
             describe(*bad, field.text));
        field.intact = false;
    }
    record_.fields.push_back(field);
}

void CsvReader::fail(RejectReason reason, const CsvField& field, std::string detail)
{
    if (!record_.fault) record_.fault = Rejection{reason, field.line, field.column, std::move(detail)};
}

void CsvReader::check_width(Ending ending)
{
    if (count_ > csv_column_limit || (width_ && count_ != *width_)) {
        const bool cut_off = ending == Ending::file && width_ && count_ < *width_;
        const CsvField& last = record_.fields.back();
        const std::string detail =
            cut_off  ? fmt::format("the file ends inside this row, after {} of {} fields", count_, *width_)
            : width_ ? fmt::format("the row has {} fields, the header {}", count_, *width_)
                     : fmt::format("{} columns; the limit is {}", count_, csv_column_limit);
        record_.fault = Rejection{cut_off ? RejectReason::truncated_row : RejectReason::wrong_field_count, last.line,
                                  last.column, detail};
        // Only in a row that was cut off do the fields before the cut stand under their own columns.
        if (cut_off) {
            record_.fields.back().intact = false;
        } else {
            record_.fields.clear();
        }
    }
    if (!width_) width_ = count_;
}

std::optional<std::string> not_a_text(std::string_view bytes)
{
    struct Magic {
        std::string_view bytes;
        std::string_view what;
    };
    static constexpr std::array<Magic, 5> magics{{
        {"\xff\xfe", "is UTF-16; save it as UTF-8"},
        {"\xfe\xff", "is UTF-16; save it as UTF-8"},
        {"PK\x03\x04", "is a zip archive or a spreadsheet; export it as CSV in UTF-8"},
        {"\x1f\x8b", "is compressed; unpack it first"},
        {"\xd0\xcf\x11\xe0", "is a spreadsheet; export it as CSV in UTF-8"},
    }};
    for (const auto& magic : magics) {
        if (bytes.starts_with(magic.bytes)) return fmt::format("the file {}", magic.what);
    }
    if (bytes.starts_with("\xef\xbb\xbf")) bytes.remove_prefix(3);
    if (bytes.find_first_not_of("\r\n") == std::string_view::npos) {
        return "the file is empty; it needs a header row with the names of the columns";
    }
    return std::nullopt;
}

}  // namespace entangled
