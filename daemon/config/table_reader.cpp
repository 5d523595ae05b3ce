#include "daemon/config/table_reader.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <cmath>

#include "daemon/config/duration_text.hpp"
#include "daemon/config/nearest_name.hpp"

namespace entangled {

using Kind = Node::Kind;

bool is_identifier(std::string_view text) noexcept
{
    if (text.empty() || text.front() < 'a' || text.front() > 'z') return false;
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
}

TableReader::TableReader(const Node& table, std::string name, Problems& problems)
    : table_(&table), name_(std::move(name)), problems_(&problems)
{
}

const Node* TableReader::node(std::string_view key)
{
    if (std::find(known_.begin(), known_.end(), key) == known_.end()) known_.emplace_back(key);
    const Member* member = table_->find(key);
    return member ? &member->value : nullptr;
}

std::optional<std::string> TableReader::text(std::string_view key)
{
    const Node* value = node(key);
    if (!value) return std::nullopt;
    if (value->kind == Kind::text) return value->text;
    wrong_type(key, *value, "text in quotes");
    return std::nullopt;
}

std::optional<std::string> TableReader::name(std::string_view key)
{
    auto value = text(key);
    if (!value || !value->empty()) return value;
    error(key, fmt::format("'{}' must not be empty", key));
    return std::nullopt;
}

std::optional<std::string> TableReader::identifier(std::string_view key)
{
    auto value = text(key);
    if (!value || is_identifier(*value)) return value;
    error(key, fmt::format("'{}' {}, not {}", key, identifier_rule, in_quotes(*value)));
    return std::nullopt;
}

std::optional<std::string> TableReader::choice(std::string_view key, std::span<const std::string_view> names)
{
    auto value = text(key);
    if (!value || std::find(names.begin(), names.end(), *value) != names.end()) return value;
    error(key, fmt::format("'{}' must be one of {}, not {}{}", key, fmt::join(names, ", "), in_quotes(*value),
                           near_name_hint(*value, names)));
    return std::nullopt;
}

std::optional<double> TableReader::number(std::string_view key)
{
    const Node* value = node(key);
    if (!value) return std::nullopt;
    if (value->kind == Kind::integer) return static_cast<double>(value->integer);
    if (value->kind == Kind::number && std::isfinite(value->number)) return value->number;
    wrong_type(key, *value, "a number");
    return std::nullopt;
}

std::optional<std::int64_t> TableReader::integer(std::string_view key)
{
    const Node* value = node(key);
    if (!value) return std::nullopt;
    if (value->kind == Kind::integer) return value->integer;
    wrong_type(key, *value, "a whole number");
    return std::nullopt;
}

std::optional<std::int64_t> TableReader::count(std::string_view key)
{
    const auto value = integer(key);
    constexpr std::int64_t most = 1'000'000'000;
    if (!value || (*value >= 1 && *value <= most)) return value;
    error(key, fmt::format("'{}' must be a whole number from 1 to {}, not {}", key, most, *value));
    return std::nullopt;
}

std::optional<bool> TableReader::flag(std::string_view key)
{
    const Node* value = node(key);
    if (!value) return std::nullopt;
    if (value->kind == Kind::flag) return value->flag;
    wrong_type(key, *value, "true or false");
    return std::nullopt;
}

std::optional<Date> TableReader::date(std::string_view key)
{
    const Node* value = node(key);
    if (!value) return std::nullopt;
    const bool has_text = value->kind == Kind::text || value->kind == Kind::date;
    if (const auto day = has_text ? parse_date(value->text) : std::nullopt) return day;
    wrong_type(key, *value, "a day of the calendar such as \"2026-08-13\"");
    return std::nullopt;
}

std::optional<Duration> TableReader::duration(std::string_view key)
{
    const Node* value = node(key);
    if (!value) return std::nullopt;
    if (const auto length = value->kind == Kind::text ? parse_duration(value->text) : std::nullopt) return length;
    wrong_type(key, *value, "a duration such as \"90s\", \"15m\", \"2h\" or \"30d\", at least \"0s\"");
    return std::nullopt;
}

std::optional<Duration> TableReader::positive_duration(std::string_view key)
{
    const auto value = duration(key);
    if (!value || *value > Duration{0}) return value;
    error(key, fmt::format("'{}' must be longer than zero", key));
    return std::nullopt;
}

std::optional<std::vector<std::string>> TableReader::list(std::string_view key)
{
    const Node* value = node(key);
    if (!value) return std::nullopt;
    if (value->kind == Kind::text) return std::vector{value->text};
    if (value->kind != Kind::array) {
        wrong_type(key, *value, "a list of texts such as [\"a\", \"b\"]");
        return std::nullopt;
    }
    std::vector<std::string> texts;
    for (const auto& item : value->items) {
        if (item.kind == Kind::text) {
            texts.push_back(item.text);
        } else {
            error(item.at, fmt::format("'{}' must be a list of texts, but holds {}", key, describe(item)));
        }
    }
    return texts.size() == value->items.size() ? std::optional(texts) : std::nullopt;
}

std::vector<const Node*> TableReader::tables(std::string_view key)
{
    std::vector<const Node*> result;
    const Node* value = node(key);
    if (!value) return result;
    if (value->kind != Kind::array) {
        wrong_type(key, *value, fmt::format("a list of tables, each beginning with [[{}]]", key));
        return result;
    }
    for (const auto& item : value->items) {
        if (item.kind == Kind::table) {
            result.push_back(&item);
        } else {
            error(item.at, fmt::format("'{}' must be a list of tables, but holds {}", key, describe(item)));
        }
    }
    return result;
}

std::optional<std::map<std::string, std::string>> TableReader::text_map(std::string_view key)
{
    auto entries = table(key);
    if (!entries) return std::nullopt;
    std::map<std::string, std::string> texts;
    for (const auto& member : entries->contents().members) {
        if (const auto value = entries->text(member.key)) texts.emplace(member.key, *value);
    }
    return texts;
}

std::optional<TableReader> TableReader::table(std::string_view key)
{
    const Node* value = node(key);
    if (!value) return std::nullopt;
    const std::string title = name_.empty() ? fmt::format("[{}]", key) : fmt::format("{} {}", name_, key);
    if (value->kind == Kind::table) return TableReader(*value, title, *problems_);
    wrong_type(key, *value, "a table");
    return std::nullopt;
}

void TableReader::require(std::string_view key, std::string_view why)
{
    if (!has(key)) error(table_->at, fmt::format("'{}' is missing{}{}", key, why.empty() ? "" : ": ", why));
}

void TableReader::finish(std::string_view noun, std::string_view list)
{
    const std::vector<std::string_view> known(known_.begin(), known_.end());
    for (const auto& member : table_->members) {
        if (std::find(known.begin(), known.end(), member.key) != known.end()) continue;
        const std::string hint = list.empty() ? name_hint(member.key, known) : near_name_hint(member.key, known);
        error(member.at, fmt::format("unknown {} {}{}{}", noun, in_quotes(member.key), hint, list));
    }
}

Place TableReader::place(std::string_view key) const noexcept
{
    const Member* member = table_->find(key);
    return member ? member->value.at : table_->at;
}

Place TableReader::item_place(std::string_view key, std::size_t index) const noexcept
{
    const Member* member = table_->find(key);
    if (!member || index >= member->value.items.size()) return place(key);
    return member->value.items[index].at;
}

void TableReader::error(const Place& at, std::string_view message)
{
    problems_->error(at, name_.empty() ? std::string(message) : fmt::format("{}: {}", name_, message));
}

void TableReader::warning(std::string_view key, std::string_view message)
{
    problems_->warning(place(key), fmt::format("{}: {}", name_, message));
}

void TableReader::wrong_type(std::string_view key, const Node& node, std::string_view expected)
{
    error(node.at, fmt::format("'{}' must be {}, not {}", key, expected, describe(node)));
}

}  // namespace entangled
