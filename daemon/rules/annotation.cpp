#include "daemon/rules/annotation.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <array>

namespace entangled::rules {
namespace {

// Bytes of a control character, line break or byte order mark in front of valid UTF-8, which YAML does not take or
// reads as the end of a line; 0 if there is none.
std::size_t length_of_break(std::string_view text)
{
    const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
    if (byte(0) < 0x20 || byte(0) == 0x7f) return 1;
    if (byte(0) == 0xc2 && byte(1) < 0xa0) return 2;
    static constexpr std::array<std::string_view, 5> others{"\u2028", "\u2029", "\ufeff", "\xef\xbf\xbe",
                                                            "\xef\xbf\xbf"};
    for (const auto other : others) {
        if (text.starts_with(other)) return other.size();
    }
    return 0;
}

// `%q` of the template language quotes as PromQL reads it. A label that an alert does not have is empty, as in a query.
std::string asking(const Asked& asked, std::string_view before, std::string_view after, std::string_view shown)
{
    std::string matchers = "job=%q,instance=%q";
    std::string values = "$labels.job $labels.instance";
    for (const auto& [name, of_alert] : asked.labels) {
        matchers += fmt::format(",{}=%q", name);
        values += fmt::format(" $labels.{}", of_alert);
    }
    for (const auto& [name, value] : asked.fixed) {
        matchers += fmt::format(",{}=%q", name);
        values += fmt::format(" \"{}\"", value);
    }
    return fmt::format(
        "{{{{ with printf \"{}entangled_{}{{{}}}{}\" {} | query }}}}{{{{ . | first | {} }}}}{{{{ else }}}}unknown"
        "{{{{ end }}}}",
        before, asked.base, matchers, after, values, shown);
}

}  // namespace

std::string plain(std::string_view text)
{
    std::string out;
    while (!text.empty()) {
        const std::size_t breaks = length_of_break(text);
        const bool opens = text.starts_with("{{");
        out += opens ? "{{ \"{{\" }}" : breaks > 0 ? std::string{" "} : std::string{text.front()};
        text.remove_prefix(opens ? 2 : std::max<std::size_t>(breaks, 1));
    }
    return out;
}

std::string label(std::string_view name) { return fmt::format("{{{{ $labels.{} }}}}", name); }

std::string value_of(const Asked& asked)
{
    return asking(asked, "last_over_time(", "[1h])", "value | printf \"%.4g\"");
}

std::string time_since(const Asked& asked)
{
    return asking(asked, "time() - last_over_time(", "[1h])", "value | humanizeDuration");
}

std::string state_of(const Asked& asked, std::string_view state_label)
{
    return asking(asked, "", " == 1", fmt::format("label \"{}\"", state_label));
}

}  // namespace entangled::rules
