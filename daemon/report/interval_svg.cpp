#include <fmt/format.h>
#include <algorithm>

#include "daemon/report/clean_text.hpp"
#include "daemon/report/figure_text.hpp"
#include "daemon/report/html.hpp"

namespace entangled::report {
namespace {

constexpr double bar_width = 120.0;
constexpr double tick_width = 2.0;

double place(double share) { return std::clamp(share, 0.0, 1.0) * bar_width; }

std::string rectangle(std::string_view css_class, double x, double y, double width, double height)
{
    return fmt::format(R"(<rect class="{}" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}"/>)", css_class, x, y,
                       width, height);
}

}  // namespace

std::string interval_svg(const ReadingRow& row)
{
    const auto span = span_of(row.reading);
    if (!row.is_share || !span) return {};
    std::string shapes = rectangle("axis", 0.0, 6.0, bar_width, 4.0);
    if (!span->exact()) {
        const double left = place(span->lower);
        const double width = std::max(place(span->upper) - left, tick_width);
        shapes += rectangle("band", std::min(left, bar_width - width), 3.0, width, 10.0);
    }
    if (row.reading.value) {
        const double left = std::min(place(*row.reading.value), bar_width) - tick_width / 2.0;
        shapes += rectangle("tick", std::clamp(left, 0.0, bar_width - tick_width), 0.0, tick_width, 16.0);
    }
    return fmt::format(
        R"(<svg class="bar" viewBox="0 0 120 16" role="img" aria-label="{} on a scale from 0 to 1">{}</svg>)",
        escape_html(value_text(row.unit, row.reading)), shapes);
}

}  // namespace entangled::report
