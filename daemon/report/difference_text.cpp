#include "daemon/report/difference_text.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <array>
#include <cmath>

#include "daemon/report/clean_text.hpp"
#include "daemon/report/figure_text.hpp"

namespace entangled::report {
namespace {

using Lines = std::vector<std::string>;

bool same_figure(const Reading& a, const Reading& b) { return a.value == b.value && a.bounds == b.bounds; }

// Below, above or across: whether a reader could take the restatement for a movement, and of which sort.
std::string_view mistaken_for(const Reading& before, const Reading& after)
{
    const auto a = span_of(before);
    const auto b = span_of(after);
    if (!a || !b) return "moved";
    if (b->lower <= a->lower && b->upper <= a->upper) return "fallen";
    return b->lower >= a->lower && b->upper >= a->upper ? "risen" : "moved";
}

std::string restated_line(const Difference& d)
{
    const bool same_period = d.earlier.period == d.cut.period;
    const std::string when = d.earlier.period ? format_period(*d.earlier.period) : period_text(d.earlier);
    std::string text = fmt::format("{} {}: {} then {}: restated", d.subject, when, value_text(d.unit, d.earlier),
                                   value_text(d.unit, d.cut));
    if (same_period) return text + fmt::format(", not {}", mistaken_for(d.earlier, d.cut));
    return text + fmt::format(" (now read from {})", period_text(d.cut));
}

std::string news_line(const Difference& d)
{
    if (d.later.period && same_figure(d.cut, d.later)) {
        return fmt::format("{} is new: {}, as before", format_period(*d.later.period), value_text(d.unit, d.later));
    }
    const std::string moved = fmt::format("{} then {}", value_text(d.unit, d.cut), value_text(d.unit, d.later));
    if (d.later.period) {
        return fmt::format("{} is new: {}, both as published now", format_period(*d.later.period), moved);
    }
    if (d.later.evaluated_at) {
        return fmt::format("evaluated {} rather than {}: {}", period_text(d.later), period_text(d.earlier), moved);
    }
    return moved;
}

void add_effect(Lines& lines, std::string_view name, const Difference& d, const Effect& effect)
{
    if (effect.revision == 0.0 && effect.news == 0.0) return;
    const std::string total = fmt::format("{} {}", name, change_text(d.unit, effect.total()));
    if (effect.news == 0.0) return lines.push_back(total + ", all by revision");
    if (effect.revision == 0.0) return lines.push_back(total + ", all by news");
    const bool mostly = std::abs(effect.revision) > std::abs(effect.news);
    lines.push_back(fmt::format("{} = {} by revision and {} by news{}", total, change_text(d.unit, effect.revision),
                                change_text(d.unit, effect.news), mostly ? ": mostly by revision" : ""));
}

// The ends of a band around a value would be noise here.
void add_effects(Lines& lines, const Difference& d)
{
    if (d.value) return add_effect(lines, "change", d, *d.value);
    if (d.lower) add_effect(lines, "lower end", d, *d.lower);
    if (d.upper) add_effect(lines, "upper end", d, *d.upper);
}

void add_values(Lines& lines, const Difference& d)
{
    const bool newer = d.change == Change::news || d.change == Change::news_and_revised;
    if (d.change == Change::revised || d.change == Change::news_and_revised) lines.push_back(restated_line(d));
    const bool cut_known = d.cut.state == ReadingState::ok;
    if (newer && cut_known) lines.push_back(news_line(d));
    if (newer && !cut_known) {
        lines.push_back(fmt::format("{} then {}; revision and news cannot be told apart: {}",
                                    value_text(d.unit, d.earlier), value_text(d.unit, d.later), reason_text(d.cut)));
    }
    add_effects(lines, d);
}

void add_answer(Lines& lines, const Difference& d)
{
    if (d.earlier.answer == d.later.answer) return;
    const auto named = [](const std::string& answer) { return answer.empty() ? std::string{"none"} : answer; };
    lines.push_back(fmt::format("answer {} then {}", named(d.earlier.answer), named(d.later.answer)));
}

Lines lines_of(const Difference& d)
{
    Lines lines;
    switch (d.change) {
        case Change::unchanged: break;
        case Change::news:
        case Change::revised:
        case Change::news_and_revised: add_values(lines, d); break;
        case Change::absent:
            lines.push_back(fmt::format("{} ({}), then no value: {}", value_text(d.unit, d.earlier),
                                        period_text(d.earlier), reason_text(d.later)));
            break;
        case Change::appeared:
            lines.push_back(fmt::format("no value ({}), then {} ({})", reason_text(d.earlier),
                                        value_text(d.unit, d.later), period_text(d.later)));
            break;
        case Change::reason_changed:
            lines.push_back(fmt::format("no value: {}; then {}", reason_text(d.earlier), reason_text(d.later)));
            break;
        case Change::answer_changed: break;
    }
    add_answer(lines, d);
    return lines;
}

constexpr std::array order{Change::absent,   Change::revised,        Change::news_and_revised, Change::news,
                           Change::appeared, Change::answer_changed, Change::reason_changed,   Change::unchanged};

std::string summary_of(std::span<const Difference> differences)
{
    std::vector<std::string> counts;
    for (const auto change : order) {
        const auto count = std::count_if(differences.begin(), differences.end(),
                                         [&](const Difference& d) { return d.change == change; });
        if (count > 0) counts.push_back(fmt::format("{} {}", count, to_string(change)));
    }
    return fmt::format("{}: {}.", counted(differences.size(), "reading", "readings"), fmt::join(counts, ", "));
}

}  // namespace

std::string differences_text(std::span<const Difference> differences, Timestamp earlier, Timestamp later,
                             const TextStyle& style)
{
    std::string text =
        bold(fmt::format("entangled, as known at {} and at {}", format_time(earlier), format_time(later)), style);
    text += '\n' + wrapped(summary_of(differences), style, 0, 0);
    for (const auto change : order) {
        bool headed = change == Change::unchanged;
        for (const auto& d : differences) {
            if (d.change != change || change == Change::unchanged) continue;
            if (!headed) text += '\n' + bold(to_string(change), style) + '\n';
            headed = true;
            text += wrapped(one_line(d.id), style, 2, 4);
            for (const auto& line : lines_of(d)) text += wrapped(one_line(line), style, 6, 8);
        }
    }
    return text;
}

}  // namespace entangled::report
