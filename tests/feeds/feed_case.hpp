#pragma once

#include <fmt/format.h>

#include <fstream>
#include <iterator>
#include <sstream>
#include <string>

#include "daemon/feeds/columns.hpp"
#include "daemon/feeds/parse.hpp"
#include "daemon/feeds/record_set.hpp"

namespace entangled::testing {

inline std::string slurp(const std::string& path)
{
    std::ifstream file{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
}

/// Reads `key=value` lines: schema, delimiter, missing and ignored (comma-separated), columns.X, constants.X,
/// mappings.X.TEXT.
inline FeedSpec read_spec(const std::string& path)
{
    FeedSpec spec;
    spec.id = "case";
    std::istringstream lines{slurp(path)};
    for (std::string line; std::getline(lines, line);) {
        const auto equals = line.find('=');
        const std::string key = line.substr(0, equals);
        const std::string value = line.substr(equals + 1);
        std::istringstream parts{value};
        if (key == "schema") {
            for (const auto schema : {FeedSchema::observations, FeedSchema::acts, FeedSchema::policies,
                                      FeedSchema::projects, FeedSchema::membership}) {
                if (to_string(schema) == value) spec.schema = schema;
            }
        } else if (key == "delimiter") {
            spec.delimiter = value == "tab" ? '\t' : value.at(0);
        } else if (key == "missing") {
            for (std::string part; std::getline(parts, part, ',');) spec.missing.push_back(part);
        } else if (key == "ignored") {
            for (std::string part; std::getline(parts, part, ',');) spec.ignored_columns.push_back(part);
        } else if (key.starts_with("columns.")) {
            spec.columns[key.substr(8)] = value;
        } else if (key.starts_with("constants.")) {
            spec.constants[key.substr(10)] = value;
        } else if (key.starts_with("mappings.")) {
            const auto dot = key.find('.', 9);
            spec.mappings[key.substr(9, dot - 9)][key.substr(dot + 1)] = value;
        } else {
            throw std::runtime_error(path + ": " + line);
        }
    }
    return spec;
}

inline std::string visible(std::string text)
{
    for (auto& c : text) {
        if (c == '\x1f') c = '|';
        if (c == '\n') c = '~';
    }
    return text;
}

inline void render_table(const Table& table, const FeedContents& contents, std::string& out)
{
    out += fmt::format("table {}\n", table.id);
    for (const auto& release : table.releases) {
        out += fmt::format("  release {} known {}{}{}\n", release.id, format_date(release.known_at),
                           release.complete ? " complete" : "",
                           release.damage.empty() ? "" : " damaged: " + release.damage);
    }
    for (const auto& series : table.series) {
        for (const auto& point : series.observations) {
            const std::string value = point.value ? fmt::format(" value {}", *point.value) : "";
            const std::string bounds =
                point.bounds ? fmt::format(" bounds [{}, {}]", point.bounds->lower, point.bounds->upper) : "";
            const std::string flags = point.flags == Flag::none ? "" : " " + format_flags(point.flags);
            out += fmt::format("  {} {} in {}{}{}{} line {} source {}\n", to_string(series.key),
                               format_period(point.period), table.releases[point.release].id, value, bounds, flags,
                               point.line, visible(contents.sources[point.source].source));
        }
    }
}

/// Everything a parse found, as text.
inline std::string render(const ParsedFeed& parsed)
{
    if (parsed.fatal) return fmt::format("fatal: {}\n", *parsed.fatal);
    std::string out = fmt::format("rows {} accepted {}\n", parsed.rows, parsed.accepted);
    for (const auto& [reason, count] : parsed.rejected_by_reason) out += fmt::format("rejected {} {}\n", reason, count);
    for (const auto& r : parsed.rejections) {
        out += fmt::format("{}:{} {}: {}\n", r.line, r.column, to_string(r.reason), r.detail);
    }
    if (parsed.unmapped_rows > 0) {
        out += fmt::format("unmapped {} share {}\n", parsed.unmapped_rows,
                           parsed.unmapped_share ? fmt::format("{:.4f}", *parsed.unmapped_share) : "unknown");
    }
    const auto& contents = *parsed.contents;
    for (const auto& table : contents.tables) render_table(table, contents, out);
    const auto records = [&](std::string_view kind, const auto& list) {
        for (const auto& record : list) out += fmt::format("{} {}\n", kind, visible(canonical_text(record)));
    };
    records("act", contents.acts);
    records("policy", contents.policies);
    records("project", contents.projects);
    records("membership", contents.memberships);
    for (const auto& [table, count] : contents.rejected_records) out += fmt::format("lost {} {}\n", table, count);
    return out;
}

}  // namespace entangled::testing
