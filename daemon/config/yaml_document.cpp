#include "daemon/config/yaml_document.hpp"

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>
#include <algorithm>
#include <charconv>
#include <exception>
#include <string_view>
#include <vector>

namespace entangled {
namespace {

constexpr std::size_t deepest = 16;
// Aliases may stand for each other again and again.
constexpr std::size_t most_nodes = 20'000;

/// The text cannot be taken at all.
struct Refused {
    Place at;
    std::string reason;
};

// The most frequent slip, which the reader finds no words for.
std::string_view hint_for(std::string_view text, const YAML::Mark& mark)
{
    if (mark.is_null()) return {};
    std::size_t start = 0;
    for (int line = 0; line < mark.line && start != std::string_view::npos; ++line) {
        start = text.find('\n', start);
        if (start != std::string_view::npos) ++start;
    }
    const std::string_view line = text.substr(std::min(start, text.size()));
    return line.starts_with('\t') ? "; lines begin with spaces, not with tabs" : "";
}

std::optional<std::int64_t> whole_number(std::string_view text)
{
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

class Converter {
  public:
    Converter(std::size_t file, Problems& problems) : file_(file), problems_(problems) {}

    Node convert(const YAML::Node& source, std::size_t depth = 0)
    {
        Node node;
        node.at = place_of(source.Mark());
        if (depth > deepest) throw Refused{node.at, "it is nested too deep"};
        if (++nodes_ > most_nodes) throw Refused{node.at, "its aliases make it too large"};
        if (source.IsMap()) {
            convert_members(source, depth, node);
        } else if (source.IsSequence()) {
            node.kind = Node::Kind::array;
            for (const auto& item : source) node.items.push_back(convert(item, depth + 1));
        } else {
            convert_scalar(source, node);
        }
        return node;
    }

  private:
    std::size_t file_;
    Problems& problems_;
    std::size_t nodes_{0};

    Place place_of(const YAML::Mark& mark) const
    {
        if (mark.is_null()) return {file_, 0, 0};
        return {file_, static_cast<std::uint32_t>(mark.line) + 1, static_cast<std::uint32_t>(mark.column) + 1};
    }

    void convert_members(const YAML::Node& source, std::size_t depth, Node& node)
    {
        for (const auto& entry : source) {
            const Place at = place_of(entry.first.Mark());
            if (!entry.first.IsScalar()) throw Refused{at, "a key must be text"};
            const std::string key = entry.first.Scalar();
            if (const Member* first = node.find(key)) {
                problems_.error(at,
                                fmt::format("{} stands there already, at {}", in_quotes(key), problems_.at(first->at)));
                continue;
            }
            node.members.push_back({key, at, convert(entry.second, depth + 1)});
        }
    }

    static void convert_scalar(const YAML::Node& source, Node& node)
    {
        node.kind = Node::Kind::text;
        if (!source.IsScalar()) return;
        node.text = source.Scalar();
        // A tag of `!` says that the text stood in quotes.
        if (source.Tag() == "!") return;
        if (node.text == "true" || node.text == "false") {
            node.kind = Node::Kind::flag;
            node.flag = node.text == "true";
        } else if (const auto number = whole_number(node.text)) {
            node.kind = Node::Kind::integer;
            node.integer = *number;
        }
    }
};

Node read(const std::string& text, std::size_t file, Problems& problems)
{
    const std::vector<YAML::Node> documents = YAML::LoadAll(text);
    if (documents.size() > 1) throw Refused{{file, 0, 0}, "it holds more than one document"};
    if (documents.empty() || documents.front().IsNull()) {
        Node empty;
        empty.at = {file, 0, 0};
        return empty;
    }
    Node root = Converter(file, problems).convert(documents.front());
    if (root.kind != Node::Kind::table) throw Refused{root.at, "it must be keys with their values"};
    return root;
}

}  // namespace

std::optional<Node> parse_yaml(const std::string& text, std::size_t file, Problems& problems)
{
    try {
        return read(text, file, problems);
    } catch (const Refused& refused) {
        problems.error(refused.at, refused.reason);
    } catch (const YAML::Exception& error) {
        const bool has_place = !error.mark.is_null();
        problems.error({file, has_place ? static_cast<std::uint32_t>(error.mark.line) + 1 : 0,
                        has_place ? static_cast<std::uint32_t>(error.mark.column) + 1 : 0},
                       fmt::format("not valid YAML: {}{}", error.msg, hint_for(text, error.mark)));
    } catch (const std::exception& error) {
        problems.error({file, 0, 0}, fmt::format("not valid YAML: {}", error.what()));
    }
    return std::nullopt;
}

}  // namespace entangled
