#include "daemon/metrics/family_builder.hpp"

#include <fmt/format.h>

namespace entangled {

MetricFamily make_family(MetricType type, const FamilyText& text, std::vector<std::string> label_names)
{
    MetricFamily family;
    family.type = type;
    family.name = fmt::format("entangled_{}{}{}", text.base, text.unit.empty() ? "" : "_", text.unit);
    family.help = text.help;
    family.unit = text.unit == "timestamp_seconds" ? "seconds" : text.unit;
    family.label_names = std::move(label_names);
    return family;
}

void add_states(MetricFamily& family, const std::vector<std::string>& labels, std::span<const std::string_view> states,
                std::string_view current)
{
    for (const std::string_view state : states) {
        std::vector<std::string> with_state;
        with_state.reserve(labels.size() + 1);
        with_state = labels;
        with_state.emplace_back(state);
        family.samples.push_back({std::move(with_state), state == current ? 1.0 : 0.0});
    }
}

void add_time(MetricFamily& family, std::vector<std::string> labels, Timestamp time)
{
    family.samples.push_back({std::move(labels), unix_seconds(time)});
}

}  // namespace entangled
