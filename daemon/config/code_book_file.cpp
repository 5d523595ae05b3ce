#include "daemon/config/code_book_file.hpp"

#include <fmt/format.h>
#include <array>
#include <charconv>

#include "daemon/config/code_table.hpp"
#include "daemon/config/nearest_name.hpp"
#include "daemon/config/table_reader.hpp"

namespace entangled {
namespace {

constexpr std::array<Basis, 8> bases{
    Basis::world_supply,    Basis::import_source,  Basis::net_import,    Basis::apparent_consumption,
    Basis::domestic_market, Basis::desired_demand, Basis::reported_flow, Basis::none};

std::string lower_case(std::string_view text)
{
    std::string lower;
    for (const char c : text) lower += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return lower;
}

bool is_economy_code(std::string_view text) noexcept
{
    for (const char c : text) {
        if (c < 'A' || c > 'Z') return false;
    }
    return text.size() == 2 || text == world_total || text == residual;
}

std::optional<int> two_digits(std::string_view text) noexcept
{
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (text.size() != 2 || error != std::errc{} || end != text.data() + 2 || number < 0) return std::nullopt;
    return number;
}

// `+08:00`; offsets of capitals lie between -12:00 and +14:00.
std::optional<std::chrono::minutes> parse_utc_offset(std::string_view text) noexcept
{
    if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':') return std::nullopt;
    const auto hours = two_digits(text.substr(1, 2));
    const auto minutes = two_digits(text.substr(4, 2));
    if (!hours || !minutes || *hours > 14 || *minutes > 59) return std::nullopt;
    const std::chrono::minutes offset{*hours * 60 + *minutes};
    return text[0] == '-' ? -offset : offset;
}

std::vector<std::string> names_of_economy(const CodeRow& row)
{
    std::vector<std::string> names{row.text("economy"), row.text("iso3"), row.text("m49"), row.text("name")};
    const std::string& m49 = row.text("m49");
    // Publishers write M49 codes with and without leading zeros.
    names.push_back(m49.substr(std::min(m49.find_first_not_of('0'), m49.size())));
    std::string_view aliases = row.text("aliases");
    while (!aliases.empty()) {
        const auto end = std::min(aliases.find(';'), aliases.size());
        names.emplace_back(aliases.substr(0, end));
        aliases.remove_prefix(std::min(end + 1, aliases.size()));
    }
    std::erase(names, "");
    return names;
}

void add_economy(const CodeRow& row, CodeBook& codes, Problems& problems)
{
    Economy economy{row.text("economy"), row.text("name"), std::nullopt};
    if (!is_economy_code(economy.code)) {
        problems.error(
            row.place("economy"),
            fmt::format("'economy' must be an ISO 3166-1 alpha-2 code, WLD or OTH, not {}", in_quotes(economy.code)));
    }
    if (const auto& offset = row.text("utc_offset"); !offset.empty()) {
        economy.utc_offset = parse_utc_offset(offset);
        if (!economy.utc_offset) {
            problems.error(row.place("utc_offset"),
                           fmt::format("'utc_offset' must be such as +08:00, not {}", in_quotes(offset)));
        }
    }
    for (const auto& name : names_of_economy(row)) {
        const auto [known, is_new] = codes.economy_of.emplace(lower_case(name), economy.code);
        if (is_new || known->second == economy.code) continue;
        problems.error(row.place("economy"), fmt::format("{} stands for both {} and {}; remove it from one of them",
                                                         in_quotes(name), known->second, economy.code));
    }
    if (!codes.economies.emplace(economy.code, economy).second) {
        problems.error(row.place("economy"), fmt::format("economy {} is listed twice", in_quotes(economy.code)));
    }
}

std::optional<Basis> read_basis(const CodeRow& row, Problems& problems)
{
    const auto basis = parse_basis(row.text("basis"));
    if (basis) return basis;
    std::vector<std::string_view> names;
    for (const Basis known : bases) names.push_back(to_string(known));
    problems.error(row.place("basis"), fmt::format("unknown basis {}{}", in_quotes(row.text("basis")),
                                                   name_hint(row.text("basis"), names)));
    return std::nullopt;
}

bool check_id(const CodeRow& row, std::string_view column, Problems& problems)
{
    if (is_identifier(row.text(column))) return true;
    problems.error(row.place(column),
                   fmt::format("'{}' {}, not {}", column, identifier_rule, in_quotes(row.text(column))));
    return false;
}

}  // namespace

void read_economies(std::string_view text, std::size_t file, CodeBook& codes, Problems& problems)
{
    const CodeColumns columns{{"economy", "name"}, {"iso3", "m49", "utc_offset", "aliases"}};
    const CodeTable table(text, file, columns, problems);
    for (const auto& row : table.rows()) add_economy(row, codes, problems);
}

void read_goods(std::string_view text, std::size_t file, CodeBook& codes, Problems& problems)
{
    const CodeTable table(text, file, {{"good", "name"}, {"unit", "note", "hs"}}, problems);
    for (const auto& row : table.rows()) {
        if (!check_id(row, "good", problems)) continue;
        if (!codes.goods.emplace(row.text("good"), row.text("name")).second) {
            problems.error(row.place("good"), fmt::format("good {} is listed twice", in_quotes(row.text("good"))));
        }
    }
}

void read_definitions(std::string_view text, std::size_t file, CodeBook& codes, Problems& problems)
{
    const CodeColumns columns{{"definition", "source", "basis"},
                              {"frequency", "licence", "attribution", "url", "note"}};
    const CodeTable table(text, file, columns, problems);
    for (const auto& row : table.rows()) {
        const auto basis = read_basis(row, problems);
        if (!check_id(row, "definition", problems) || !basis) continue;
        const Definition definition{row.text("definition"), row.text("source"),  *basis,
                                    row.text("frequency"),  row.text("licence"), row.text("attribution"),
                                    row.text("url"),        row.text("note")};
        if (!codes.definitions.emplace(definition.id, definition).second) {
            problems.error(row.place("definition"),
                           fmt::format("definition {} is listed twice", in_quotes(definition.id)));
        }
    }
}

}  // namespace entangled
