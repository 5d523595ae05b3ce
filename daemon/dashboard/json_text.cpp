#include "daemon/dashboard/json_text.hpp"

#include <algorithm>
#include <boost/json/serialize.hpp>

namespace entangled::dashboard {
namespace {

namespace json = boost::json;

constexpr std::size_t longest_line = 100;

bool is_flat(const json::value& value) { return !value.is_object() && !value.is_array(); }

bool fits_a_line(const json::value& value)
{
    if (is_flat(value)) return true;
    const bool flat = value.is_array() ? std::all_of(value.get_array().begin(), value.get_array().end(), is_flat)
                                       : std::all_of(value.get_object().begin(), value.get_object().end(),
                                                     [](const auto& member) { return is_flat(member.value()); });
    return flat && json::serialize(value).size() <= longest_line;
}

void append(std::string& out, const json::value& value, std::size_t depth)
{
    if (fits_a_line(value)) {
        out += json::serialize(value);
        return;
    }
    const std::string inner(2 * depth + 2, ' ');
    std::string separator = "\n";
    out += value.is_array() ? '[' : '{';
    if (const auto* const array = value.if_array()) {
        for (const auto& element : *array) {
            out += separator + inner;
            append(out, element, depth + 1);
            separator = ",\n";
        }
    } else {
        for (const auto& [key, member] : value.get_object()) {
            out += separator + inner + json::serialize(json::string(key)) + ": ";
            append(out, member, depth + 1);
            separator = ",\n";
        }
    }
    out += '\n' + std::string(2 * depth, ' ') + (value.is_array() ? ']' : '}');
}

}  // namespace

std::string json_text(const json::value& value)
{
    std::string out;
    append(out, value, 0);
    return out + '\n';
}

}  // namespace entangled::dashboard
