#include "daemon/metrics/family_header.hpp"

#include "daemon/metrics/exposition_text.hpp"
#include "daemon/metrics/family_lines.hpp"

namespace entangled {
namespace {

void append_header(std::string& out, std::string_view keyword, std::string_view name, std::string_view content)
{
    out += keyword;
    out += name;
    out += ' ';
    out += content;
    out += '\n';
}

}  // namespace

std::string_view text_type(MetricType type) noexcept
{
    switch (type) {
        case MetricType::counter: return "counter";
        case MetricType::histogram: return "histogram";
        case MetricType::gauge:
        case MetricType::info:
        case MetricType::stateset: break;
    }
    return "gauge";
}

std::string_view openmetrics_type(MetricType type) noexcept
{
    return type == MetricType::info ? "info" : text_type(type);
}

void append_text_header(std::string& out, const MetricFamily& family)
{
    const std::string name = sample_name(family);
    std::string help;
    append_help(help, family.help, false);
    append_header(out, "# HELP ", name, help);
    append_header(out, "# TYPE ", name, text_type(family.type));
}

void append_openmetrics_header(std::string& out, const MetricFamily& family)
{
    std::string help;
    append_help(help, family.help, true);
    append_header(out, "# TYPE ", family.name, openmetrics_type(family.type));
    if (!family.unit.empty()) append_header(out, "# UNIT ", family.name, family.unit);
    append_header(out, "# HELP ", family.name, help);
}

}  // namespace entangled
