#include "daemon/report/catalogue.hpp"

#include <fmt/format.h>

#include "daemon/report/clean_text.hpp"
#include "daemon/report/kind_groups.hpp"

namespace entangled::report {
namespace {

std::string_view type_name(ParameterType type)
{
    switch (type) {
        case ParameterType::text: return "text";
        case ParameterType::number: return "number";
        case ParameterType::integer: return "integer";
        case ParameterType::flag: return "flag";
        case ParameterType::list: return "list";
        case ParameterType::period: return "period";
        case ParameterType::date: return "date";
    }
    return {};
}

std::string_view clock_text(ClockUse use)
{
    switch (use) {
        case ClockUse::none: return "changes with its data only";
        case ClockUse::day: return "changes with the day";
        case ClockUse::continuous: return "changes with the time";
    }
    return {};
}

std::string row(std::string_view name, std::string_view text)
{
    return text.empty() ? std::string{} : fmt::format("| {} | {} |\n", name, escape_markdown(text));
}

std::string facts(const IndicatorKind& kind)
{
    std::string text = "| | |\n|---|---|\n";
    text +=
        row("formula", kind.formula) + row("unit", kind.unit.empty() ? "count" : kind.unit) + row("range", kind.range);
    text += row("inputs", kind.inputs) + row("smallest input", kind.smallest_input);
    text += row("answers", fmt::format("{}", fmt::join(kind.answers, ", ")));
    text += row("labels", fmt::format("{}", fmt::join(kind.labels, ", ")));
    text += row("clock", clock_text(kind.clock));
    text += row("symmetry", kind.is_signed ? "changes its sign when the blocs are swapped" : "");
    text += row("source", kind.source) + row("limitation", kind.limitation) + row("falsifier", kind.falsifier);
    return text + row("claims", kind.claims);
}

std::string options(const IndicatorKind& kind)
{
    if (kind.parameters.empty()) return {};
    std::string text = "\n| option | type | | meaning |\n|---|---|---|---|\n";
    for (const auto& option : kind.parameters) {
        text += fmt::format("| `{}` | {} | {} | {} |\n", option.name, type_name(option.type),
                            option.required ? "required" : "", escape_markdown(option.meaning));
    }
    return text;
}

std::string computed_from(const Plan& plan, const PlannedReading& planned)
{
    std::vector<std::string> ids;
    for (const std::size_t input : planned.upstream) ids.push_back(plan.readings[input].id);
    return ids.empty() ? std::string{} : fmt::format("computed from {}", fmt::join(ids, ", "));
}

}  // namespace

std::string catalogue_markdown()
{
    std::string text =
        "# Indicators\n\nEvery kind of indicator that `entangled` computes, from the descriptors it is built "
        "with.\n";
    for (const auto group : kind_groups()) {
        text += fmt::format("\n## {}\n", heading_of(group));
        for (const IndicatorKind* kind : indicator_kinds()) {
            if (group_of(kind->name) != group) continue;
            text += fmt::format("\n### `{}`\n\n{}\n\n", kind->name, escape_markdown(kind->help)) + facts(*kind) +
                    options(*kind);
        }
    }
    return text;
}

std::string configured_text(const Plan& plan, const TextStyle& style)
{
    std::string text;
    auto groups = kind_groups();
    groups.emplace_back("other");
    for (const auto group : groups) {
        std::vector<TextRow> rows;
        for (const auto& planned : plan.readings) {
            if (group_of(planned.kind->name) != group) continue;
            rows.push_back({{one_line(planned.id), std::string(planned.kind->name)},
                            wrapped(one_line(planned.body.subject), style, 6, 8) +
                                wrapped(one_line(computed_from(plan, planned)), style, 6, 8)});
        }
        if (rows.empty()) continue;
        text += (text.empty() ? "" : "\n") + bold(heading_of(group), style) + '\n';
        text += table_text({"reading", "kind"}, rows, style);
    }
    return text.empty() ? "No reading is configured.\n" : text;
}

}  // namespace entangled::report
