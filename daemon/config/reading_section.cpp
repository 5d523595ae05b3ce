#include "daemon/config/reading_section.hpp"

#include <fmt/format.h>

#include "daemon/config/nearest_name.hpp"
#include "indicators/core/period.hpp"

namespace entangled {
namespace {

std::optional<ParameterValue> read_period(TableReader& reader, std::string_view name)
{
    auto text = reader.text(name);
    if (!text || parse_period(*text)) return text;
    reader.error(name, fmt::format("'{}' must be a period such as \"2024\", \"2024-Q3\", \"2024-07\", \"2021-2024\" or "
                                   "\"2024-01/2024-10\", not {}",
                                   name, in_quotes(*text)));
    return std::nullopt;
}

std::optional<ParameterValue> read_option(TableReader& reader, const ParameterSpec& spec)
{
    switch (spec.type) {
        case ParameterType::text: return reader.name(spec.name);
        case ParameterType::number: return reader.number(spec.name);
        case ParameterType::integer: return reader.integer(spec.name);
        case ParameterType::flag: return reader.flag(spec.name);
        case ParameterType::list: return reader.list(spec.name);
        case ParameterType::period: return read_period(reader, spec.name);
        case ParameterType::date:
            if (const auto day = reader.date(spec.name)) return format_date(*day);
            return std::nullopt;
    }
    return std::nullopt;
}

Parameters read_options(TableReader& reader, const IndicatorKind& kind)
{
    std::map<std::string, ParameterValue, std::less<>> values;
    for (const auto& spec : kind.parameters) {
        if (auto value = read_option(reader, spec)) values.emplace(spec.name, std::move(*value));
        if (spec.required) reader.require(spec.name, fmt::format("{} needs it ({})", kind.name, spec.meaning));
    }
    return Parameters(std::move(values));
}

void check_good(TableReader& reader, const Parameters& parameters, const CodeBook& codes)
{
    const std::string good = parameters.text("good");
    if (good.empty() || codes.goods.empty() || codes.goods.contains(good)) return;
    reader.error("good", fmt::format("unknown good {}{}", in_quotes(good), name_hint(good, names_of(codes.goods))));
}

const IndicatorKind* read_kind(TableReader& reader)
{
    reader.require("kind");
    const auto name = reader.name("kind");
    if (!name) return nullptr;
    const auto* kind = find_indicator_kind(*name);
    if (!kind) reader.error("kind", fmt::format("unknown kind {}{}", in_quotes(*name), kind_hint(*name)));
    return kind;
}

DeclaredReading read_reading(const Node& table, const CodeBook& codes, Problems& problems)
{
    const Member* id = table.find("id");
    const bool named = id && id->value.kind == Node::Kind::text;
    TableReader reader(table, named ? "reading " + in_quotes(id->value.text) : "[[reading]]", problems);
    const std::size_t before = problems.error_count();
    DeclaredReading reading;
    reading.table = &table;
    reader.require("id");
    reading.id = reader.identifier("id").value_or(named ? id->value.text : "");
    reading.kind = read_kind(reader);
    if (reading.kind) {
        reading.parameters = read_options(reader, *reading.kind);
        check_good(reader, reading.parameters, codes);
        std::vector<std::string_view> names;
        for (const auto& option : reading.kind->parameters) names.push_back(option.name);
        reader.finish("option", fmt::format(" (options of {}: {})", reading.kind->name, fmt::join(names, ", ")));
    }
    reading.sound = problems.error_count() == before;
    return reading;
}

}  // namespace

std::string kind_hint(std::string_view name)
{
    std::vector<std::string_view> names;
    for (const auto* kind : indicator_kinds()) names.push_back(kind->name);
    const std::string near = near_name_hint(name, names);
    return near.empty() ? fmt::format("; kinds are {}", fmt::join(names, ", ")) : near;
}

std::vector<DeclaredReading> read_readings(TableReader& root, const CodeBook& codes)
{
    std::vector<DeclaredReading> declared;
    std::map<std::string, Place> places;
    for (const Node* table : root.tables("reading")) {
        auto reading = read_reading(*table, codes, root.problems());
        if (reading.id.empty()) continue;
        const Place at = table->find("id")->value.at;
        const auto [first, is_new] = places.emplace(reading.id, at);
        if (is_new) {
            declared.push_back(std::move(reading));
        } else {
            root.error(at, fmt::format("reading {}: the id is taken by the reading at {}", in_quotes(reading.id),
                                       root.problems().at(first->second)));
        }
    }
    return declared;
}

}  // namespace entangled
