#include "daemon/dashboard/table.hpp"

#include <algorithm>

namespace entangled::dashboard {
namespace {

namespace json = boost::json;

constexpr int most_rows_seen = 14;

// What the merged frames call the number of a query.
std::string value_field(std::size_t query) { return "Value #" + reference(query); }

// A row of the grid and its gap are 38 pixels, a row of a table and its head 36, a title about 50.
int height_for(int rows) { return (36 * (rows + 1) + 50 + 37) / 38; }

json::object cell(std::string_view type) { return {{"type", type}}; }

json::object bar() { return {{"type", "gauge"}, {"mode", "basic"}, {"valueDisplayMode", "text"}}; }

// A format of Grafana for times, and how wide such a column has to be.
std::vector<Property> time_format(std::string_view format, int width)
{
    return {{"unit", json::string("time:" + std::string{format})}, {"custom.width", width}};
}

std::vector<Property> properties_of(const Column& column)
{
    switch (column.cell) {
        case Cell::bar:
            return {
                {"custom.cellOptions", bar()},         {"custom.width", 92}, {"decimals", 3}, {"min", 0}, {"max", 1},
                {"color", fixed_colour(column.colour)}};
        case Cell::month: return time_format("YYYY-MM", 84);
        case Cell::day: return time_format("YYYY-MM-DD", 104);
        case Cell::minute: return time_format("YYYY-MM-DD HH:mm", 140);
        case Cell::state:
            return {{"custom.cellOptions", cell("color-text")},
                    {"custom.width", 116},
                    {"mappings", mappings_of(column.choices)}};
        case Cell::label:
            if (column.choices.empty()) return {};
            return {{"custom.cellOptions", cell("color-text")},
                    {"custom.width", 132},
                    {"mappings", mappings_of_texts(column.choices)}};
        case Cell::number: return {{"custom.width", 96}};
    }
    return {};
}

json::object column_override(const Column& column)
{
    std::vector<Property> properties = properties_of(column);
    properties.push_back({"noValue", "–"});
    return override_of("byName", column.title, std::move(properties));
}

json::object words_override(const Key& key)
{
    json::object options;
    for (const auto& [value, text] : key.words) options[value] = {{"text", text}, {"index", options.size()}};
    json::array mappings{json::object{{"type", "value"}, {"options", std::move(options)}}};
    return override_of("byName", key.labels.front(), {{"mappings", std::move(mappings)}, {"custom.minWidth", 160}});
}

// One row for each key out of one frame for each query, with titles and in the order of the columns.
json::array transformations_of(const Key& key, const std::vector<Column>& columns)
{
    json::object excluded{{"Time", true}};
    json::object order;
    json::object names;
    for (const auto& label : key.labels) order[label] = order.size();
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const bool is_label = columns[i].cell == Cell::label;
        const std::string field = is_label ? columns[i].label : value_field(i);
        if (is_label) excluded[value_field(i)] = true;
        order[field] = order.size();
        names[field] = columns[i].title;
    }
    return {json::object{{"id", "merge"}, {"options", json::object{}}},
            json::object{{"id", "organize"},
                         {"options", json::object{{"excludeByName", std::move(excluded)},
                                                  {"indexByName", std::move(order)},
                                                  {"renameByName", std::move(names)}}}}};
}

}  // namespace

Panel table(std::string title, std::string description, const Key& key, const std::vector<Column>& columns)
{
    Panel made;
    made.type = "table";
    made.title = std::move(title);
    made.description = std::move(description);
    const int rows = static_cast<int>(key.words.size());
    if (rows > 0) made.height = height_for(std::min(rows, most_rows_seen));
    made.defaults = {{"noValue", "not configured, or no answer at that time"},
                     {"color", fixed_colour("text")},
                     {"custom", json::object{{"align", "auto"}, {"inspect", false}}}};
    if (!key.words.empty()) made.overrides.push_back(words_override(key));
    for (const auto& column : columns) {
        made.queries.push_back({column.expression, {}, false});
        made.overrides.push_back(column_override(column));
    }
    made.options = {{"cellHeight", "sm"}, {"frameIndex", 0}, {"showHeader", true}};
    made.transformations = transformations_of(key, columns);
    return made;
}

}  // namespace entangled::dashboard
