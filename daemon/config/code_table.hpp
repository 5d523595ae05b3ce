#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/config/problems.hpp"

namespace entangled {

/// One row of a code file with its texts by column. Points into the table it is from.
class CodeRow {
  public:
    struct Cell {
        std::string text;
        Place at;
    };
    CodeRow(std::span<const std::string> header, std::vector<Cell> cells) : header_(header), cells_(std::move(cells)) {}
    /// Text of the column; empty if the file does not have it.
    [[nodiscard]] const std::string& text(std::string_view column) const;
    [[nodiscard]] Place place(std::string_view column) const;

  private:
    [[nodiscard]] const Cell* cell(std::string_view column) const;

    std::span<const std::string> header_;
    std::vector<Cell> cells_;
};

struct CodeColumns {
    std::vector<std::string_view> required;  ///< in the header, and never empty
    std::vector<std::string_view> optional;
};

/// A CSV file of codes. Rows with errors are reported and left out. Not copied, since its rows point into it.
class CodeTable {
  public:
    CodeTable(std::string_view text, std::size_t file, const CodeColumns& columns, Problems& problems);
    CodeTable(const CodeTable&) = delete;
    CodeTable& operator=(const CodeTable&) = delete;
    [[nodiscard]] const std::vector<CodeRow>& rows() const noexcept { return rows_; }

  private:
    void add_row(CodeRow row, const CodeColumns& columns, Problems& problems);

    std::vector<std::string> header_;
    std::vector<CodeRow> rows_;
};

}  // namespace entangled
