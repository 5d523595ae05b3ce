#include "daemon/report/explanation.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <tuple>

#include "daemon/report/clean_text.hpp"
#include "daemon/report/figure_text.hpp"

namespace entangled::report {
namespace {

constexpr std::size_t label_width = 18;

std::string field(std::string_view label, std::string_view text, const TextStyle& style)
{
    if (text.empty()) return {};
    const std::string name = fmt::format("  {:<{}}", label, label_width - 2);
    std::string lines = wrapped(one_line(text), style, label_width, label_width);
    lines.replace(0, std::min(label_width, lines.size()), name);
    return lines;
}

std::string heading(std::string_view text, const TextStyle& style) { return '\n' + bold(text, style) + '\n'; }

std::string state_text(const Reading& reading)
{
    std::string text(to_string(reading.state));
    if (reading.reason) text += ", " + reason_text(reading);
    return text;
}

std::string period_line(const Reading& reading, Timestamp now)
{
    if (reading.state != ReadingState::ok) return {};
    std::string text = period_text(reading);
    if (reading.newest) text += fmt::format("; newest input {} old", age_text(reading.newest, now));
    text += fmt::format("; {} used", counted(reading.n, "input", "inputs"));
    if (reading.coverage) text += fmt::format("; coverage {}", figure_text("ratio", *reading.coverage));
    if (reading.p_value) text += fmt::format("; p {}", figure_text("ratio", *reading.p_value));
    return text;
}

// The end of what an input is about; a measure's end date is no age.
std::optional<Timestamp> end_of(const InputLine& input)
{
    if (const auto period = parse_period(input.period)) return Timestamp{period->end};
    if (const auto day = parse_date(input.period)) return Timestamp{*day};
    return std::nullopt;
}

/// Sources in the order in which inputs first name them; many inputs share one.
class Sources {
  public:
    std::size_t number_of(const InputLine& input)
    {
        const Source source{input.source, input.url, input.licence};
        const auto found = std::find(sources_.begin(), sources_.end(), source);
        if (found != sources_.end()) return static_cast<std::size_t>(found - sources_.begin()) + 1;
        sources_.push_back(source);
        return sources_.size();
    }

    [[nodiscard]] std::string text(const TextStyle& style) const
    {
        std::string lines;
        for (std::size_t i = 0; i < sources_.size(); ++i) {
            const auto& [source, url, licence] = sources_[i];
            lines += wrapped(fmt::format("[{}] {}; licence: {}", i + 1, one_line(source),
                                         licence.empty() ? "not stated" : one_line(licence)),
                             style, 2, 6);
            lines += "      " + (url.empty() ? std::string{"no address kept"} : one_line(url)) + '\n';
        }
        return lines;
    }

  private:
    using Source = std::tuple<std::string, std::string, std::string>;
    std::vector<Source> sources_;
};

std::string inputs_text(const std::vector<InputLine>& inputs, Timestamp now, const TextStyle& style)
{
    if (inputs.empty()) return {};
    Sources sources;
    std::vector<TextRow> rows;
    for (const auto& input : inputs) {
        rows.push_back({{one_line(input.what), one_line(input.period), one_line(input.figure), one_line(input.vintage),
                         age_text(end_of(input), now), fmt::format("[{}]", sources.number_of(input))},
                        {}});
    }
    return heading(fmt::format("Inputs ({})", inputs.size()), style) +
           table_text({"what", "period", "figure", "vintage", "age>", "source"}, rows, style) +
           heading("Sources", style) + sources.text(style);
}

std::string upstream_text(const Plan& plan, const PlannedReading& planned)
{
    std::vector<std::string> ids;
    for (const std::size_t input : planned.upstream) ids.push_back(plan.readings[input].id);
    return fmt::format("{}", fmt::join(ids, ", "));
}

std::string list_text(std::string_view title, const std::vector<std::string>& lines, const TextStyle& style)
{
    if (lines.empty()) return {};
    std::string text = heading(title, style);
    for (const auto& line : lines) text += wrapped(one_line(line), style, 2, 4);
    return text;
}

}  // namespace

std::string explain_text(const Plan& plan, std::size_t position, const Explained& explained, Timestamp as_of,
                         Timestamp now, const TextStyle& style)
{
    const PlannedReading& planned = plan.readings[position];
    const IndicatorKind& kind = *planned.kind;
    const Reading& reading = explained.reading;
    std::string text = bold(one_line(planned.id), style) + '\n';
    text += field("says", planned.body.subject, style);
    text += field("known at", format_time(as_of), style);
    if (now != as_of) text += field("evaluated for", format_time(now), style);
    text += field("value", value_text(kind.unit, reading), style) + field("state", state_text(reading), style);
    text += field("answer", reading.answer, style) + field("rests on", period_line(reading, now), style);
    text += field("kind", kind.name, style) + field("formula", kind.formula, style);
    text += field("unit", kind.unit.empty() ? "count" : kind.unit, style) + field("range", kind.range, style);
    text += field("computed from", upstream_text(plan, planned), style);
    text += inputs_text(explained.working.inputs, now, style);
    text += list_text("Steps", explained.working.steps, style) + list_text("Notes", reading.notes, style);
    text += heading("How far to trust it", style);
    text += field("limitation", kind.limitation, style) + field("falsifier", kind.falsifier, style);
    text += field("smallest input", kind.smallest_input, style);
    return text + field("method", kind.source, style) + field("claims", kind.claims, style);
}

}  // namespace entangled::report
