#include "daemon/manual/metrics_text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "daemon/manual/man_page.hpp"
#include "daemon/metrics/family_header.hpp"
#include "daemon/metrics/family_lines.hpp"
#include "daemon/report/clean_text.hpp"

namespace entangled {
namespace {

using report::json_string;

std::string labels_of(const ReferenceEntry& entry)
{
    if (entry.family.label_names.empty()) return "none";
    return fmt::format("{}", fmt::join(entry.family.label_names, ", "));
}

std::string json_list(const std::vector<std::string>& texts)
{
    std::string out;
    for (const std::string& text : texts) out += (out.empty() ? "" : ",") + json_string(text);
    return '[' + out + ']';
}

std::string in_code(const std::vector<std::string>& texts)
{
    std::string out;
    for (const std::string& text : texts) out += fmt::format("{}`{}`", out.empty() ? "" : ", ", text);
    return out;
}

/// Type, unit, labels and states in words that both documents use.
std::string facts(const ReferenceEntry& entry)
{
    std::string out{openmetrics_type(entry.family.type)};
    if (entry.family.type == MetricType::stateset) out = "gauge of 0 and 1 for each state";
    if (!entry.family.unit.empty()) out += fmt::format(" in {}", entry.family.unit);
    return out;
}

}  // namespace

std::string metrics_markdown(std::span<const ReferenceEntry> entries)
{
    std::string out =
        "# Metrics\nEvery family that `/metrics` can hold, from `entangled metrics`. \"Absent\" says when a series of "
        "it "
        "is not on the page; families of a kind are there only for the readings that are configured.\n";
    for (const ReferenceEntry& entry : entries) {
        out += fmt::format("\n## {}\n{}\n- {}\n- labels: {}\n", sample_name(entry.family),
                           report::escape_markdown(entry.family.help), facts(entry),
                           entry.family.label_names.empty() ? "none" : in_code(entry.family.label_names));
        if (!entry.states.empty()) out += fmt::format("- states: {}\n", in_code(entry.states));
        if (!entry.kind.empty()) out += fmt::format("- kind of indicator: `{}`\n", entry.kind);
        if (!entry.absent.empty()) out += fmt::format("- absent {}\n", entry.absent);
    }
    return out;
}

std::string metrics_manual(std::span<const ReferenceEntry> entries)
{
    std::string out = "# FAMILIES\n\n";
    for (const ReferenceEntry& entry : entries) {
        out += fmt::format("*{}*\n\t{}++\n{}; labels: {}.", scdoc_text(sample_name(entry.family)),
                           scdoc_text(entry.family.help), facts(entry), scdoc_text(labels_of(entry)));
        if (!entry.states.empty()) {
            out += fmt::format(" States: {}.", scdoc_text(fmt::format("{}", fmt::join(entry.states, ", "))));
        }
        if (!entry.absent.empty()) out += fmt::format(" Absent {}.", scdoc_text(entry.absent));
        out += "\n\n";
    }
    return out;
}

std::string metrics_json(std::span<const ReferenceEntry> entries)
{
    std::string out;
    for (const ReferenceEntry& entry : entries) {
        const MetricFamily& family = entry.family;
        out += fmt::format(
            "{}{{\"name\":{},\"type\":\"{}\",\"openmetrics_type\":\"{}\",\"unit\":{},\"labels\":{},\"states\":{},"
            "\"kind\":{},\"help\":{},\"absent\":{}}}",
            out.empty() ? "" : ",\n", json_string(sample_name(family)), text_type(family.type),
            openmetrics_type(family.type), json_string(family.unit), json_list(family.label_names),
            json_list(entry.states), json_string(entry.kind), json_string(family.help), json_string(entry.absent));
    }
    return fmt::format("{{\"families\":[\n{}\n]}}\n", out);
}

}  // namespace entangled
