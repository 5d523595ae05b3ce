#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/feeds/rejection.hpp"

namespace entangled {

inline constexpr std::size_t csv_field_limit = std::size_t{64} * 1024;
inline constexpr std::size_t csv_column_limit = 256;

/// One field, without its quotes. `column` is the byte of its line at which it starts, its quote included, from 1.
struct CsvField {
    std::string_view text;
    std::uint32_t line{};
    std::uint32_t column{};
    bool intact{true};  ///< false: not UTF-8, a control character, too long, or cut off
};

/// One record. With a `fault` it is not to be used; its fields are then those that could still be told apart.
struct CsvRecord {
    std::uint32_t line{};
    std::vector<CsvField> fields;
    std::optional<Rejection> fault;
};

/// Reads RFC 4180 records from bytes: LF or CRLF, a byte order mark, quotes with doubled quotes and line ends inside.
/// All records must have as many fields as the first. Blank lines are skipped. After a quote that does not close,
/// reading goes on with the line after the one it stands on, so that one stray quote costs one line.
class CsvReader {
  public:
    /// `bytes` must outlive the reader and what it returns.
    CsvReader(std::string_view bytes, char delimiter);
    /// The next record, valid until the next call; null at the end. Never throws for bad input.
    [[nodiscard]] const CsvRecord* next();

  private:
    enum class Ending : std::uint8_t { delimiter, record, file, broken };

    std::string_view bytes_;
    char delimiter_;
    std::size_t at_{};
    std::size_t line_start_{};
    std::uint32_t line_{1};
    std::size_t count_{};  ///< fields of the present record, kept or not
    std::optional<std::size_t> width_;
    CsvRecord record_;
    std::deque<std::string> unescaped_;

    Ending read_field();
    Ending read_quoted(CsvField field);
    Ending end_of_field(std::size_t end);
    Ending break_record(RejectReason reason, const CsvField& field, std::string detail);
    void add(CsvField field, bool quoted);
    void fail(RejectReason reason, const CsvField& field, std::string detail);
    void check_width(Ending ending);
    bool skip_blank_line();
    void next_line(std::size_t newline);
    [[nodiscard]] std::uint32_t column(std::size_t position) const noexcept;
};

/// Why the bytes as a whole are no CSV text in UTF-8 (empty, UTF-16, a spreadsheet, compressed); empty if they may be.
[[nodiscard]] std::optional<std::string> not_a_text(std::string_view bytes);

}  // namespace entangled
