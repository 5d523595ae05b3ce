#include "daemon/config/toml_document.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>
#include <algorithm>

#include "daemon/config/toml_nesting.hpp"

namespace entangled {
namespace {

Place place_of(const toml::source_region& region, std::size_t file)
{
    return {file, region.begin.line, region.begin.column};
}

std::string date_text(const toml::date& date)
{
    return fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day);
}

Node converted(const toml::node& source, std::size_t file);

Node converted_table(const toml::table& source, std::size_t file)
{
    Node node;
    for (const auto& [key, value] : source) {
        node.members.push_back({std::string(key.str()), place_of(key.source(), file), converted(value, file)});
    }
    // toml++ keeps keys in alphabetical order.
    std::stable_sort(node.members.begin(), node.members.end(),
                     [](const Member& a, const Member& b) { return a.at < b.at; });
    return node;
}

Node converted_array(const toml::array& source, std::size_t file)
{
    Node node;
    node.kind = Node::Kind::array;
    node.items.reserve(source.size());
    for (const auto& item : source) node.items.push_back(converted(item, file));
    return node;
}

Node converted_scalar(const toml::node& source)
{
    Node node;
    if (const auto* text = source.as_string()) {
        node.kind = Node::Kind::text;
        node.text = text->get();
    } else if (const auto* integer = source.as_integer()) {
        node.kind = Node::Kind::integer;
        node.integer = integer->get();
    } else if (const auto* number = source.as_floating_point()) {
        node.kind = Node::Kind::number;
        node.number = number->get();
    } else if (const auto* flag = source.as_boolean()) {
        node.kind = Node::Kind::flag;
        node.flag = flag->get();
    } else if (const auto* date = source.as_date()) {
        node.kind = Node::Kind::date;
        node.text = date_text(date->get());
    } else {
        node.kind = Node::Kind::time;
    }
    return node;
}

Node converted(const toml::node& source, std::size_t file)
{
    Node node;
    if (const auto* table = source.as_table()) {
        node = converted_table(*table, file);
    } else if (const auto* array = source.as_array()) {
        node = converted_array(*array, file);
    } else {
        node = converted_scalar(source);
    }
    node.at = place_of(source.source(), file);
    return node;
}

std::string syntax_message(std::string_view description)
{
    constexpr std::string_view opening = "Error while ";
    if (description.starts_with(opening)) description.remove_prefix(opening.size());
    // What the parser says of a quote that is never closed is true, but no help.
    const bool open_quote = description.find("unescaped control characters") != std::string_view::npos;
    return fmt::format("not valid TOML: {}{}", description, open_quote ? "; is a closing quote missing?" : "");
}

}  // namespace

const Member* Node::find(std::string_view key) const noexcept
{
    for (const auto& member : members) {
        if (member.key == key) return &member;
    }
    return nullptr;
}

std::string describe(const Node& node)
{
    switch (node.kind) {
        case Node::Kind::text: return "the text " + in_quotes(node.text);
        case Node::Kind::integer: return fmt::format("the integer {}", node.integer);
        case Node::Kind::number: return fmt::format("the number {}", node.number);
        case Node::Kind::flag: return node.flag ? "true" : "false";
        case Node::Kind::date: return "the date " + node.text;
        case Node::Kind::time: return "a time";
        case Node::Kind::array: return "a list";
        case Node::Kind::table: return "a table";
    }
    return {};
}

std::optional<Node> parse_toml(std::string_view text, std::size_t file, Problems& problems)
{
    const auto deep = nested_too_deep(text);
    // A bracket that is never closed looks like depth from then on; so what stands before is parsed either way.
    if (deep) text = text.substr(0, deep->offset);
    std::optional<Node> root;
    try {
        root = converted_table(toml::parse(text), file);
    } catch (const toml::parse_error& error) {
        if (!deep || error.source().begin.line < deep->line) {
            problems.error(place_of(error.source(), file), syntax_message(error.description()));
            return std::nullopt;
        }
    }
    if (!deep) return root;
    problems.error({file, deep->line, deep->column},
                   "nested too deep: a key may have 16 parts and a value 16 brackets around it");
    return std::nullopt;
}

}  // namespace entangled
