#include "daemon/config/code_table.hpp"

#include <fmt/format.h>
#include <algorithm>

#include "daemon/config/nearest_name.hpp"
#include "daemon/feeds/csv.hpp"

namespace entangled {
namespace {

// Checks the header against the columns of the table; what is wrong there would be wrong in every row.
bool check_header(const CsvRecord& record, std::size_t file, const CodeColumns& columns, Problems& problems)
{
    std::vector<std::string_view> missing = columns.required;
    std::vector<std::string_view> known = columns.required;
    known.insert(known.end(), columns.optional.begin(), columns.optional.end());
    std::vector<std::string_view> seen;
    bool good = true;
    const auto fault = [&](const Place& at, std::string_view message) {
        good = false;
        problems.error(at, message);
    };
    for (const auto& field : record.fields) {
        const Place at{file, field.line, field.column};
        if (std::find(seen.begin(), seen.end(), field.text) != seen.end()) {
            fault(at, fmt::format("column {} stands twice", in_quotes(field.text)));
        } else if (std::find(known.begin(), known.end(), field.text) == known.end()) {
            fault(at, fmt::format("unknown column {}{}", in_quotes(field.text), name_hint(field.text, known)));
        }
        seen.push_back(field.text);
        std::erase(missing, field.text);
    }
    for (const auto name : missing) fault({file, record.line, 1}, fmt::format("column '{}' is missing", name));
    return good;
}

std::vector<CodeRow::Cell> cells_of(const CsvRecord& record, std::size_t file)
{
    std::vector<CodeRow::Cell> cells;
    for (const auto& field : record.fields) {
        cells.push_back({std::string(field.text), {file, field.line, field.column}});
    }
    return cells;
}

}  // namespace

const CodeRow::Cell* CodeRow::cell(std::string_view column) const
{
    const auto found = std::find(header_.begin(), header_.end(), column);
    return found == header_.end() ? nullptr : &cells_.at(static_cast<std::size_t>(found - header_.begin()));
}

const std::string& CodeRow::text(std::string_view column) const
{
    static const std::string none;
    const Cell* found = cell(column);
    return found ? found->text : none;
}

Place CodeRow::place(std::string_view column) const
{
    const Cell* found = cell(column);
    return found ? found->at : cells_.front().at;
}

CodeTable::CodeTable(std::string_view text, std::size_t file, const CodeColumns& columns, Problems& problems)
{
    if (const auto reason = not_a_text(text)) {
        problems.error({file, 0, 0}, *reason);
        return;
    }
    CsvReader reader(text, ',');
    while (const CsvRecord* record = reader.next()) {
        if (record->fault) {
            problems.error({file, record->fault->line, record->fault->column}, record->fault->detail);
            if (header_.empty()) return;
        } else if (header_.empty()) {
            if (!check_header(*record, file, columns, problems)) return;
            for (const auto& field : record->fields) header_.emplace_back(field.text);
        } else {
            add_row({header_, cells_of(*record, file)}, columns, problems);
        }
    }
}

void CodeTable::add_row(CodeRow row, const CodeColumns& columns, Problems& problems)
{
    bool complete = true;
    for (const auto name : columns.required) {
        if (!row.text(name).empty()) continue;
        complete = false;
        problems.error(row.place(name), fmt::format("'{}' must not be empty", name));
    }
    if (complete) rows_.push_back(std::move(row));
}

}  // namespace entangled
