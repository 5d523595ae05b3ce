#include "indicators/kernels/networks/cover.hpp"

#include "indicators/kernels/numbers/legal.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace entangled::kernels {
namespace {

bool legal(double value) { return std::isfinite(value) && value >= 0.0; }

}  // namespace

Result<std::optional<double>> days_of_cover(const StockDraw& draw)
{
    const std::array numbers{draw.stock, draw.consumption_per_year, draw.domestic_output_per_year,
                             draw.uncut_inflow_per_year, draw.days_per_year};
    if (!all_non_negative(numbers) || draw.days_per_year == 0.0) {
        return Error{Errc::bad_value,
                     "days_of_cover: a stock or flow is negative or not finite, or a year has no days"};
    }
    const double drawn = draw.consumption_per_year - draw.domestic_output_per_year - draw.uncut_inflow_per_year;
    // What is left of a balance by rounding is no draw.
    if (drawn <= 4.0 * std::numeric_limits<double>::epsilon() * draw.consumption_per_year) {
        return std::optional<double>{};
    }
    const double days = draw.days_per_year * (draw.stock / drawn);
    if (!std::isfinite(days)) return Error{Errc::bad_value, "days_of_cover: out of the range of double"};
    return std::optional{days};
}

Result<std::vector<double>> production_days_lost(double halt_days, std::span<const double> inventory_days)
{
    if (!legal(halt_days) || !all_non_negative(inventory_days)) {
        return Error{Errc::bad_value, "production_days_lost: a number of days is negative or not finite"};
    }
    std::vector<double> lost{halt_days};
    for (const double days : inventory_days) lost.push_back(std::max(0.0, lost.back() - days));
    return lost;
}

Result<std::optional<double>> coverage_gap_days(double recovery_days, std::optional<double> cover_days)
{
    if (!legal(recovery_days) || !legal(cover_days.value_or(0.0))) {
        return Error{Errc::bad_value, "coverage_gap_days: a number of days is negative or not finite"};
    }
    if (!cover_days) return std::optional<double>{};
    return std::optional{recovery_days - *cover_days};
}

Result<CutShortfalls> cut_shortfalls(double demand, double supply_at_once, double supply_later)
{
    if (!legal(demand) || demand == 0.0 || !legal(supply_at_once) || !legal(supply_later)) {
        return Error{Errc::bad_value, "cut_shortfalls: demand is > 0 and supplies >= 0, all finite"};
    }
    const auto shortfall = [&](double supply) { return std::max(0.0, (demand - supply) / demand); };
    return CutShortfalls{shortfall(supply_at_once), shortfall(supply_later)};
}

}  // namespace entangled::kernels
