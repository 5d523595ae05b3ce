#include "daemon/doctor/dashboard.hpp"

#include <fmt/format.h>
#include <boost/json/parse.hpp>
#include <map>
#include <utility>

#include "daemon/doctor/json_answer.hpp"

namespace entangled::doctor {
namespace {

namespace json = boost::json;
using Values = std::map<std::string, std::string, std::less<>>;

constexpr std::string_view everything = ".*";

// The value that Grafana would put in, and `.*` where it would put in all.
std::string current_value(const json::value& variable)
{
    const std::string current = text_at(variable, "/current/value");
    if (!current.empty() && current != "$__all") return current;
    const std::string type = text_at(variable, "/type");
    if (type == "constant" || type == "textbox" || type == "interval" || type == "custom") {
        const std::string query = text_at(variable, "/query");
        const std::string first = query.substr(0, query.find(','));
        if (!first.empty()) return first;
    }
    const std::string all = text_at(variable, "/allValue");
    return all.empty() ? std::string{everything} : all;
}

Values values_of(const json::value& dashboard, const DashboardVariables& given)
{
    Values values;
    for (const json::value& variable : array_at(dashboard, "/templating/list")) {
        values.insert_or_assign(text_at(variable, "/name"), current_value(variable));
    }
    values.insert_or_assign("job", given.job);
    // Whichever instance was shown when the file was written, here it is another.
    values.insert_or_assign("instance", ".+");
    values.insert_or_assign("__range", given.range);
    values.insert_or_assign("__interval", given.interval);
    values.insert_or_assign("__rate_interval", given.interval);
    return values;
}

bool is_word(char c) { return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// Reads `name`, `{name}` or `{name:format}` behind a dollar and moves `at` behind it; empty if it is none.
std::string read_name(std::string_view text, std::size_t& at)
{
    const bool braced = at < text.size() && text[at] == '{';
    const std::size_t begin = braced ? at + 1 : at;
    std::size_t end = begin;
    while (end < text.size() && is_word(text[end])) ++end;
    std::string name{text.substr(begin, end - begin)};
    if (braced) {
        const std::size_t close = text.find('}', end);
        if (close == std::string_view::npos) return {};
        end = close + 1;
    }
    if (!name.empty()) at = end;
    return name;
}

std::string without_variables(std::string_view expression, const Values& values)
{
    std::string out;
    std::size_t at = 0;
    while (at < expression.size()) {
        if (expression[at] != '$') {
            out += expression[at++];
            continue;
        }
        const std::size_t dollar = at++;
        const std::string name = read_name(expression, at);
        if (name.empty()) {
            out += '$';
            continue;
        }
        const auto value = values.find(name);
        out += value != values.end() ? value->second : std::string{expression.substr(dollar, at - dollar)};
    }
    return out;
}

std::size_t next_panel(const std::vector<DashboardQuery>& queries)
{
    return queries.empty() ? 0 : queries.back().panel + 1;
}

void add_panels(const json::array& panels, const Values& values, std::vector<DashboardQuery>& queries)
{
    for (const json::value& panel : panels) {
        const std::size_t number = next_panel(queries);
        for (const json::value& target : array_at(panel, "/targets")) {
            const std::string expression = text_at(target, "/expr");
            if (expression.empty()) continue;
            boost::system::error_code error;
            const json::value* instant = target.find_pointer("/instant", error);
            const bool is_instant = instant != nullptr && instant->is_bool() && instant->get_bool();
            queries.push_back({number, text_at(panel, "/title"), without_variables(expression, values), is_instant});
        }
        add_panels(array_at(panel, "/panels"), values, queries);
    }
}

}  // namespace

Result<std::vector<DashboardQuery>> dashboard_queries(std::string_view text, const DashboardVariables& variables)
{
    boost::system::error_code error;
    const json::value dashboard = json::parse(text, error);
    if (error) return Error{Errc::bad_value, fmt::format("it is no JSON: {}", error.message())};
    const Values values = values_of(dashboard, variables);
    std::vector<DashboardQuery> queries;
    add_panels(array_at(dashboard, "/panels"), values, queries);
    for (const json::value& annotation : array_at(dashboard, "/annotations/list")) {
        const std::string expression = text_at(annotation, "/expr");
        if (expression.empty()) continue;
        queries.push_back({next_panel(queries), "annotation " + text_at(annotation, "/name"),
                           without_variables(expression, values), false});
    }
    if (queries.empty()) return Error{Errc::no_data, "it has no panel with a query, as a classic dashboard has"};
    return queries;
}

}  // namespace entangled::doctor
