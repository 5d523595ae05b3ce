#include "indicators/kernels/trend/seasonal_trend.hpp"

#include "indicators/kernels/numbers/quantile.hpp"
#include "indicators/kernels/numbers/tails.hpp"
#include "indicators/kernels/trend/kendall_score.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace entangled::kernels {
namespace {

using Values = std::span<const std::optional<double>>;

struct Season {
    std::vector<double> cycles;
    std::vector<double> values;
};

Result<std::vector<Season>> by_season(Values values, std::size_t period)
{
    if (period == 0) return Error{Errc::bad_value, "seasonal trend: a cycle has at least one season"};
    // More seasons than values would all be empty.
    std::vector<Season> seasons(std::min(period, values.size()));
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (!values[i]) continue;
        if (!std::isfinite(*values[i])) return Error{Errc::bad_value, "seasonal trend: a value is not finite"};
        seasons[i % period].cycles.push_back(static_cast<double>(i / period));
        seasons[i % period].values.push_back(*values[i]);
    }
    const auto size = [](const Season& season) { return season.values.size(); };
    const std::size_t largest = seasons.empty() ? 0 : size(*std::ranges::max_element(seasons, {}, size));
    if (largest == 0) return Error{Errc::no_data, "seasonal trend: no value is present"};
    if (largest == 1) return Error{Errc::insufficient_points, "seasonal trend: no season has two values"};
    return seasons;
}

bool append_slopes(const Season& season, std::vector<double>& slopes)
{
    for (std::size_t j = 1; j < season.values.size(); ++j) {
        for (std::size_t i = 0; i < j; ++i) {
            const double slope = (season.values[j] - season.values[i]) / (season.cycles[j] - season.cycles[i]);
            if (!std::isfinite(slope)) return false;
            slopes.push_back(slope);
        }
    }
    return true;
}

Result<double> intercept_of_medians(Values values, std::size_t period, double slope)
{
    std::vector<double> present;
    std::vector<double> positions;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (!values[i]) continue;
        present.push_back(*values[i]);
        positions.push_back(static_cast<double>(i));
    }
    const auto middle_value = median(present);
    if (!middle_value) return middle_value.error();
    const auto middle_position = median(positions);
    if (!middle_position) return middle_position.error();
    return *middle_value - *middle_position / static_cast<double>(period) * slope + 0.0;
}

}  // namespace

Result<SeasonalMannKendall> seasonal_mann_kendall(Values values, std::size_t period)
{
    const auto seasons = by_season(values, period);
    if (!seasons) return seasons.error();
    SeasonalMannKendall test;
    double pairs = 0.0;
    for (const Season& season : *seasons) {
        test.n += season.values.size();
        if (season.values.size() < 2) continue;
        const auto score = kendall_score(season.values);
        if (!score) return score.error();
        test.s += score->s;
        test.variance += score->variance;
        const auto n = static_cast<double>(season.values.size());
        pairs += n * (n - 1.0) / 2.0;
    }
    test.z = continuity_corrected_z(test.s, test.variance);
    test.tau = static_cast<double>(test.s) / pairs;
    test.p_two_sided = normal_two_sided(test.z);
    return test;
}

Result<SeasonalSen> seasonal_sen_slope(Values values, std::size_t period)
{
    const auto seasons = by_season(values, period);
    if (!seasons) return seasons.error();
    std::vector<double> slopes;
    for (const Season& season : *seasons) {
        if (!append_slopes(season, slopes)) {
            return Error{Errc::bad_value, "seasonal_sen_slope: a slope exceeds the range of double"};
        }
    }
    const auto slope = median(slopes);
    if (!slope) return slope.error();
    const auto intercept = intercept_of_medians(values, period, *slope);
    if (!intercept) return intercept.error();
    if (!std::isfinite(*intercept)) {
        return Error{Errc::bad_value, "seasonal_sen_slope: the intercept exceeds the range of double"};
    }
    return SeasonalSen{*slope, *intercept, slopes.size()};
}

}  // namespace entangled::kernels
