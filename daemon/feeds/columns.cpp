#include "daemon/feeds/columns.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <array>
#include <stdexcept>

#include "daemon/feeds/wording.hpp"

namespace entangled {
namespace {

constexpr std::array<SchemaColumn, 18> observation_columns{{{"table", false},
                                                            {"release", true},
                                                            {"known_at", true},
                                                            {"complete", false},
                                                            {"measure", true},
                                                            {"good", true},
                                                            {"tier", false},
                                                            {"origin", false},
                                                            {"destination", false},
                                                            {"definition", true},
                                                            {"period", true},
                                                            {"value", false},
                                                            {"lower", false},
                                                            {"upper", false},
                                                            {"unit", true},
                                                            {"flags", false},
                                                            {"source", false},
                                                            {"url", false}}};

constexpr std::array<SchemaColumn, 15> act_columns{{{"id", true},
                                                    {"date", true},
                                                    {"known_at", true},
                                                    {"actors", true},
                                                    {"targets", true},
                                                    {"category", true},
                                                    {"front", true},
                                                    {"severity", true},
                                                    {"kind", true},
                                                    {"package", false},
                                                    {"evidence", true},
                                                    {"title", true},
                                                    {"source", true},
                                                    {"url", false},
                                                    {"supersedes", false}}};

constexpr std::array<SchemaColumn, 13> policy_columns{{{"id", true},
                                                       {"known_at", true},
                                                       {"title", true},
                                                       {"imposer", true},
                                                       {"target", true},
                                                       {"kind", true},
                                                       {"effective", false},
                                                       {"expires", false},
                                                       {"state", true},
                                                       {"note", false},
                                                       {"source", true},
                                                       {"url", false},
                                                       {"supersedes", false}}};

constexpr std::array<SchemaColumn, 15> project_columns{{{"id", true},
                                                        {"known_at", true},
                                                        {"project", true},
                                                        {"economies", true},
                                                        {"operator", false},
                                                        {"good", true},
                                                        {"tier", true},
                                                        {"capacity", false},
                                                        {"unit", false},
                                                        {"status", true},
                                                        {"start_year", false},
                                                        {"note", false},
                                                        {"source", true},
                                                        {"url", false},
                                                        {"supersedes", false}}};

constexpr std::array<SchemaColumn, 10> membership_columns{{{"id", false},
                                                           {"bloc", true},
                                                           {"economy", true},
                                                           {"standing", true},
                                                           {"from", true},
                                                           {"to", false},
                                                           {"known_at", true},
                                                           {"source", true},
                                                           {"note", false},
                                                           {"supersedes", false}}};

bool contains(const std::vector<std::string>& list, std::string_view text)
{
    return std::find(list.begin(), list.end(), text) != list.end();
}

std::vector<std::string_view> names_in(std::span<const SchemaColumn> columns)
{
    std::vector<std::string_view> names;
    for (const auto& column : columns) names.push_back(column.name);
    return names;
}

std::vector<std::string_view> names_in(std::span<const CsvField> header)
{
    std::vector<std::string_view> names;
    for (const auto& field : header) names.push_back(field.text);
    return names;
}

// A spec key that is no column of the schema would silently do nothing.
template <class Map>
void check_keys(std::string_view option, const Map& map, std::span<const SchemaColumn> schema,
                std::vector<std::string>& errors)
{
    const auto known = names_in(schema);
    for (const auto& entry : map) {
        if (std::find(known.begin(), known.end(), entry.first) != known.end()) continue;
        errors.push_back(fmt::format("{}.{} names no column of the schema{}", option, entry.first,
                                     did_you_mean(entry.first, known)));
    }
}

FeedColumn resolve(const FeedSpec& spec, const SchemaColumn& schema, std::span<const CsvField> header,
                   std::vector<std::string>& errors)
{
    FeedColumn column{schema.name, schema.required, std::nullopt, std::nullopt, nullptr};
    const std::string name{schema.name};
    if (const auto mapping = spec.mappings.find(name); mapping != spec.mappings.end())
        column.mapping = &mapping->second;
    const auto constant = spec.constants.find(name);
    const auto renamed = spec.columns.find(name);
    if (constant != spec.constants.end()) {
        if (renamed != spec.columns.end()) {
            errors.push_back(fmt::format("{0} is given twice: columns.{0} and constants.{0}; remove one", name));
        }
        column.constant = constant->second;
        return column;
    }
    const std::string_view wanted = renamed == spec.columns.end() ? schema.name : std::string_view{renamed->second};
    for (std::size_t i = 0; i < header.size() && !column.index; ++i) {
        if (header[i].text == wanted) column.index = i;
    }
    if (!column.index && (schema.required || renamed != spec.columns.end())) {
        errors.push_back(fmt::format("column {} is missing{}", shown(wanted), did_you_mean(wanted, names_in(header))));
    }
    return column;
}

std::string why_unused(const FeedSpec& spec, const std::string& name, const std::vector<std::string_view>& known)
{
    if (spec.constants.contains(name)) return fmt::format("is not read, since constants.{} gives it", name);
    if (const auto renamed = spec.columns.find(name); renamed != spec.columns.end()) {
        return fmt::format("is not read, since columns.{} names {}", name, shown(renamed->second));
    }
    return fmt::format("is not known{}", did_you_mean(name, known));
}

void check_header(const FeedSpec& spec, std::span<const CsvField> header, std::span<const FeedColumn> columns,
                  std::vector<std::string>& errors)
{
    const auto known = names_in(schema_columns(spec.schema));
    for (std::size_t i = 0; i < header.size(); ++i) {
        const std::string_view name = header[i].text;
        if (contains(spec.ignored_columns, name)) continue;
        const auto same = [&](const CsvField& other) { return other.text == name; };
        if (std::any_of(header.begin(), header.begin() + static_cast<std::ptrdiff_t>(i), same)) {
            errors.push_back(fmt::format("column {} stands twice in the header", shown(name)));
            continue;
        }
        const bool used = std::any_of(columns.begin(), columns.end(), [&](const auto& c) { return c.index == i; });
        if (used) continue;
        errors.push_back(
            fmt::format("column {} (number {} of the header) {}; list it in ignored_columns if it is not "
                        "wanted",
                        shown(name), i + 1, why_unused(spec, std::string{name}, known)));
    }
}

}  // namespace

std::span<const SchemaColumn> schema_columns(FeedSchema schema) noexcept
{
    switch (schema) {
        case FeedSchema::observations: return observation_columns;
        case FeedSchema::acts: return act_columns;
        case FeedSchema::policies: return policy_columns;
        case FeedSchema::projects: return project_columns;
        case FeedSchema::membership: return membership_columns;
    }
    return {};
}

std::string_view to_string(FeedSchema schema) noexcept
{
    switch (schema) {
        case FeedSchema::observations: return "observations";
        case FeedSchema::acts: return "acts";
        case FeedSchema::policies: return "policies";
        case FeedSchema::projects: return "projects";
        case FeedSchema::membership: return "membership";
    }
    return {};
}

FeedColumns::FeedColumns(const FeedSpec& spec, std::span<const CsvField> header, std::vector<std::string>& errors)
{
    const auto schema = schema_columns(spec.schema);
    check_keys("columns", spec.columns, schema, errors);
    check_keys("constants", spec.constants, schema, errors);
    check_keys("mappings", spec.mappings, schema, errors);
    for (const auto& column : schema) columns_.push_back(resolve(spec, column, header, errors));
    check_header(spec, header, columns_, errors);
    if (spec.schema != FeedSchema::observations) return;
    const auto given = [&](std::string_view name) { return (*this)[name].index || (*this)[name].constant; };
    if (!given("value") && !(given("lower") && given("upper"))) {
        errors.emplace_back(
            "column \"value\" is missing, and so are \"lower\" and \"upper\"; one or the other is needed");
    }
}

bool FeedColumns::has(std::string_view name) const noexcept
{
    return std::any_of(columns_.begin(), columns_.end(), [&](const FeedColumn& column) { return column.name == name; });
}

const FeedColumn& FeedColumns::operator[](std::string_view name) const
{
    for (const auto& column : columns_) {
        if (column.name == name) return column;
    }
    throw std::logic_error(fmt::format("{} is no column of the schema", name));
}

}  // namespace entangled
