#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace entangled::report {

/// How text is laid out on a terminal.
struct TextStyle {
    std::size_t width{100};  ///< 60 or more; words longer than that are not broken
    bool colour{false};      ///< ANSI bold, dim and yellow; never for a value, whose good or bad is the reader's to say
};

/// Words of one paragraph in lines of at most `style.width`; the first line is indented by `first`, the others by
/// `rest`. Ends with a line end unless the text is empty.
[[nodiscard]] std::string wrapped(std::string_view text, const TextStyle& style, std::size_t first, std::size_t rest);

[[nodiscard]] std::string bold(std::string_view text, const TextStyle& style);
[[nodiscard]] std::string dim(std::string_view text, const TextStyle& style);
[[nodiscard]] std::string marked(std::string_view text, const TextStyle& style);

/// Rows of cells in columns of equal width, two spaces apart, indented by two. A column whose head ends in `>` is
/// aligned to the right. `below` is put under its row. If the columns do not fit, the first cell has a line of its own.
struct TextRow {
    std::vector<std::string> cells;
    std::string below;
    bool missing{false};
};
[[nodiscard]] std::string table_text(const std::vector<std::string>& heads, const std::vector<TextRow>& rows,
                                     const TextStyle& style);

}  // namespace entangled::report
