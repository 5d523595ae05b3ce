#include "daemon/dashboard/panel.hpp"

#include <algorithm>

namespace entangled::dashboard {
namespace {

namespace json = boost::json;

json::object target(const Query& query, std::size_t index, bool is_table)
{
    json::object target{{"datasource", data_source()}, {"editorMode", "code"},
                        {"expr", query.expression},    {"format", is_table ? "table" : "time_series"},
                        {"instant", !query.is_course}, {"range", query.is_course}};
    if (!query.legend.empty()) target["legendFormat"] = query.legend;
    target["refId"] = reference(index);
    return target;
}

json::object legend()
{
    return {{"calcs", json::array{}}, {"displayMode", "list"}, {"placement", "bottom"}, {"showLegend", true}};
}

json::object tooltip() { return {{"mode", "multi"}, {"sort", "desc"}}; }

Panel panel(std::string_view type, std::string title, std::string description)
{
    Panel made;
    made.type = type;
    made.title = std::move(title);
    made.description = std::move(description);
    return made;
}

std::string spaced(std::string_view text)
{
    std::string out{text};
    std::replace(out.begin(), out.end(), '_', ' ');
    return out;
}

json::array mapped(const std::vector<Choice>& choices, const std::vector<std::string>& keys)
{
    json::object options;
    for (std::size_t i = 0; i < choices.size(); ++i) {
        options[keys[i]] = {{"text", spaced(choices[i].text)}, {"color", choices[i].colour}, {"index", i}};
    }
    return {json::object{{"type", "value"}, {"options", std::move(options)}}};
}

}  // namespace

// No panel has more than 26.
Panel sized(Panel panel, int width, int height)
{
    panel.width = width;
    panel.height = height;
    return panel;
}

std::string reference(std::size_t query) { return std::string(1, static_cast<char>('A' + query)); }

json::object data_source() { return {{"type", "prometheus"}, {"uid", "${datasource}"}}; }

json::object panel_json(const Panel& panel)
{
    json::object out{{"type", panel.type}, {"title", panel.title}};
    if (!panel.time_from.empty()) out["timeFrom"] = panel.time_from;
    if (!panel.description.empty()) out["description"] = panel.description;
    if (!panel.queries.empty()) {
        out["datasource"] = data_source();
        json::array targets;
        for (const auto& query : panel.queries) targets.push_back(target(query, targets.size(), panel.type == "table"));
        out["targets"] = std::move(targets);
        out["fieldConfig"] = json::object{{"defaults", panel.defaults}, {"overrides", panel.overrides}};
    }
    out["options"] = panel.options;
    if (!panel.transformations.empty()) out["transformations"] = panel.transformations;
    return out;
}

json::array mappings_of(const std::vector<Choice>& choices)
{
    std::vector<std::string> numbers;
    for (std::size_t i = 0; i < choices.size(); ++i) numbers.push_back(std::to_string(i + 1));
    return mapped(choices, numbers);
}

json::array mappings_of_texts(const std::vector<Choice>& choices)
{
    std::vector<std::string> texts;
    for (const auto& choice : choices) texts.emplace_back(choice.text);
    return mapped(choices, texts);
}

json::object override_of(std::string_view matcher, std::string_view which, std::vector<Property> properties)
{
    json::array list;
    for (auto& one : properties) list.push_back(json::object{{"id", one.id}, {"value", std::move(one.value)}});
    return {{"matcher", json::object{{"id", matcher}, {"options", which}}}, {"properties", std::move(list)}};
}

json::object fixed_colour(std::string_view colour) { return {{"mode", "fixed"}, {"fixedColor", colour}}; }

Panel stat(std::string title, std::string description, std::string_view unit, std::string_view none)
{
    Panel made = panel("stat", std::move(title), std::move(description));
    made.defaults = {{"unit", unit}, {"noValue", none}, {"color", fixed_colour("text")}};
    made.options = {
        {"colorMode", "value"},
        {"graphMode", "none"},
        {"justifyMode", "auto"},
        {"orientation", "auto"},
        {"percentChangeColorMode", "standard"},
        {"reduceOptions", json::object{{"calcs", json::array{"lastNotNull"}}, {"fields", ""}, {"values", false}}},
        {"showPercentChange", false},
        {"textMode", "value_and_name"},
        {"wideLayout", true}};
    return made;
}

Panel graph(std::string title, std::string description, std::string_view unit, std::string_view none)
{
    Panel made = panel("timeseries", std::move(title), std::move(description));
    made.defaults = {{"unit", unit},
                     {"noValue", none},
                     {"color", json::object{{"mode", "palette-classic-by-name"}}},
                     {"custom", json::object{{"drawStyle", "line"},
                                             {"lineInterpolation", "stepAfter"},
                                             {"lineWidth", 2},
                                             {"fillOpacity", 0},
                                             {"showPoints", "auto"},
                                             {"spanNulls", false}}}};
    made.options = {{"legend", legend()}, {"tooltip", tooltip()}};
    return made;
}

Panel timeline(std::string title, std::string description, const std::vector<Choice>& choices)
{
    Panel made = panel("state-timeline", std::move(title), std::move(description));
    made.defaults = {{"mappings", mappings_of(choices)},
                     {"noValue", "no alert is configured, or no answer at that time"},
                     {"color", json::object{{"mode", "thresholds"}}},
                     {"custom", json::object{{"fillOpacity", 80}, {"lineWidth", 0}, {"spanNulls", false}}}};
    made.options = {{"alignValue", "left"}, {"legend", legend()},   {"mergeValues", true},
                    {"rowHeight", 1},       {"showValue", "never"}, {"tooltip", tooltip()}};
    return made;
}

Panel words(std::string title, std::string content)
{
    Panel made = panel("text", std::move(title), {});
    made.options = {{"mode", "markdown"}, {"content", std::move(content)}};
    return made;
}

}  // namespace entangled::dashboard
