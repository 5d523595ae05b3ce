#include "daemon/report/text_layout.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <numeric>

#include "daemon/report/clean_text.hpp"

namespace entangled::report {
namespace {

constexpr std::size_t margin = 2;
constexpr std::size_t gap = 2;

std::string ansi(std::string_view code, std::string_view text, const TextStyle& style)
{
    return style.colour ? fmt::format("\x1b[{}m{}\x1b[0m", code, text) : std::string(text);
}

struct Column {
    std::string head;
    std::size_t width{};
    bool right{false};
};

std::vector<Column> columns_of(const std::vector<std::string>& heads, const std::vector<TextRow>& rows)
{
    std::vector<Column> columns;
    for (std::size_t i = 0; i < heads.size(); ++i) {
        Column column{heads[i], 0, heads[i].ends_with('>')};
        if (column.right) column.head.pop_back();
        column.width = width_of(column.head);
        for (const auto& row : rows) column.width = std::max(column.width, width_of(row.cells[i]));
        columns.push_back(column);
    }
    return columns;
}

std::string padded(std::string_view text, const Column& column)
{
    const std::size_t width = width_of(text);
    const std::string space(column.width > width ? column.width - width : 0, ' ');
    return column.right ? space + std::string(text) : std::string(text) + space;
}

std::string line_of(const std::vector<std::string>& cells, const std::vector<Column>& columns, bool split)
{
    std::string line(margin, ' ');
    if (split) line += cells.front() + '\n' + std::string(margin * 2, ' ');
    for (std::size_t i = split ? 1 : 0; i < cells.size(); ++i)
        line += padded(cells[i], columns[i]) + std::string(gap, ' ');
    line.erase(line.find_last_not_of(' ') + 1);
    return line;
}

}  // namespace

std::string wrapped(std::string_view text, const TextStyle& style, std::size_t first, std::size_t rest)
{
    std::string result;
    std::string line(first, ' ');
    bool empty = true;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find(' ', at), text.size());
        const std::string_view word = text.substr(at, end - at);
        at = end + 1;
        if (word.empty()) continue;
        if (!empty && width_of(line) + 1 + width_of(word) > style.width) {
            result += line + '\n';
            line.assign(rest, ' ');
            empty = true;
        }
        if (!empty) line += ' ';
        line += word;
        empty = false;
    }
    return empty ? result : result + line + '\n';
}

std::string bold(std::string_view text, const TextStyle& style) { return ansi("1", text, style); }
std::string dim(std::string_view text, const TextStyle& style) { return ansi("2", text, style); }
std::string marked(std::string_view text, const TextStyle& style) { return ansi("33", text, style); }

std::string table_text(const std::vector<std::string>& heads, const std::vector<TextRow>& rows, const TextStyle& style)
{
    const auto columns = columns_of(heads, rows);
    const std::size_t width = std::accumulate(columns.begin(), columns.end(), margin,
                                              [](std::size_t sum, const Column& c) { return sum + c.width + gap; });
    const bool split = width > style.width + gap;
    std::vector<std::string> names;
    for (const auto& column : columns) names.push_back(column.head);
    std::string text = dim(line_of(names, columns, split), style) + '\n';
    for (const auto& row : rows) {
        const std::string line = line_of(row.cells, columns, split);
        text += (row.missing ? marked(line, style) : line) + '\n' + row.below;
    }
    return text;
}

}  // namespace entangled::report
