#include "tests/kernels/trend/border.hpp"

#include "indicators/kernels/trend/arrival_race.hpp"
#include "indicators/kernels/trend/corrected_trend.hpp"
#include "indicators/kernels/trend/crossing.hpp"
#include "indicators/kernels/trend/kendall_null.hpp"
#include "indicators/kernels/trend/kendall_score.hpp"
#include "indicators/kernels/trend/lead_times.hpp"
#include "indicators/kernels/trend/learning_curve.hpp"
#include "indicators/kernels/trend/line_crossing.hpp"
#include "indicators/kernels/trend/seasonal_trend.hpp"
#include "indicators/kernels/trend/straight_line.hpp"
#include "indicators/kernels/trend/substitution.hpp"
#include "indicators/kernels/trend/trend.hpp"

#include <optional>

namespace entangled::testing {
namespace {

using namespace entangled::kernels;

using Values = std::vector<double>;

void require_finite(std::optional<double> value, const char* what)
{
    if (value) testing::require_finite(*value, what);
}

void require_ratio(double value, const char* what) { require(value >= 0.0 && value <= 1.0, what); }

Values as_many_times(InputBytes& input, std::size_t count)
{
    Values times;
    for (std::size_t i = 0; i < count; ++i) {
        times.push_back(input.below(16) == 0 ? input.number() : static_cast<double>(i));
    }
    return times;
}

void check(const TheilSen& line)
{
    require_finite(line.slope, "theil_sen");
    require_finite(line.intercept, "theil_sen");
    require_finite(line.residual_intercept, "theil_sen");
    if (line.band) testing::require_finite(*line.band, "theil_sen: band");
}

void check(const MannKendall& test)
{
    require_finite(test.z, "mann_kendall");
    require_finite(test.variance, "mann_kendall");
    require(test.tau >= -1.0 && test.tau <= 1.0, "mann_kendall: tau");
    require_ratio(test.p_two_sided, "mann_kendall: p");
    require_ratio(test.p_normal, "mann_kendall: p");
}

void check(const CorrectedTrend& test)
{
    require_finite(test.z, "corrected trend");
    require_finite(test.slope, "corrected trend");
    require(test.inflation > 0.0 && std::isfinite(test.inflation), "corrected trend: inflation");
    require(test.tau >= -1.0 && test.tau <= 1.0, "corrected trend: tau");
    require_ratio(test.p_two_sided, "corrected trend: p");
}

void check(const LineCrossing& crossing)
{
    check(crossing.line);
    check(crossing.trend);
    require_finite(crossing.time, "line_crossing");
    require_finite(crossing.lower, "line_crossing");
    require_finite(crossing.upper, "line_crossing");
    const auto ordered = [](auto one, auto other) { return !one || !other || *one <= *other; };
    require(ordered(crossing.lower, crossing.time) && ordered(crossing.time, crossing.upper), "line_crossing: order");
}

template <class T>
void check(const Result<T>& result)
{
    if (result) check(*result);
}

void try_lines(InputBytes& input)
{
    const auto values = input.numbers(20);
    const auto times = as_many_times(input, values.size());
    const auto rule = input.flag() ? InterceptRule::medians : InterceptRule::residuals;
    switch (input.below(6)) {
        case 0: return check(theil_sen(times, values, input.ratio()));
        case 1: return check(mann_kendall(values));
        case 2: return check(line_crossing(times, values, input.number(), {input.ratio(), rule}));
        case 3: return check(gap_closing(times, values, input.numbers(20), {input.ratio(), rule}));
        case 4: {
            if (const auto score = kendall_score(values)) testing::require_finite(score->variance, "kendall_score");
            return;
        }
        default: {
            const auto line = least_squares_line(times, values);
            if (!line) return;
            testing::require_finite(line->slope, "least_squares_line");
            testing::require_finite(line->intercept, "least_squares_line");
            return require_ratio(line->r_squared, "least_squares_line");
        }
    }
}

void try_corrected(InputBytes& input)
{
    const auto values = input.numbers(24);
    switch (input.below(5)) {
        case 0: return check(hamed_rao_test(values, {input.ratio(), input.below(9), input.flag()}));
        case 1: return check(yue_wang_test(values));
        case 2: return check(yue_wang_test(values, input.below(9)));
        case 3: return check(prewhitened_test(values));
        default: return check(trend_free_prewhitened_test(values));
    }
}

void try_seasonal(InputBytes& input)
{
    std::vector<std::optional<double>> values;
    for (const double value : input.numbers(24)) {
        values.push_back(input.below(8) == 0 ? std::nullopt : std::optional{value});
    }
    const std::size_t period = input.below(9);
    if (const auto test = seasonal_mann_kendall(values, period)) {
        testing::require_finite(test->z, "seasonal_mann_kendall");
        require_ratio(test->p_two_sided, "seasonal_mann_kendall: p");
        require(test->tau >= -1.0 && test->tau <= 1.0, "seasonal_mann_kendall: tau");
    }
    if (const auto line = seasonal_sen_slope(values, period)) {
        testing::require_finite(line->slope, "seasonal_sen_slope");
        testing::require_finite(line->intercept, "seasonal_sen_slope");
    }
}

void try_substitution(InputBytes& input)
{
    const auto shares = input.ratios(12);
    const auto times = as_many_times(input, shares.size());
    const double ceiling = input.flag() ? 1.0 : input.number();
    testing::require_finite(logits(shares, ceiling), "logits");
    const auto fit = fisher_pry(times, shares, {input.flag() ? LogitFit::theil_sen : LogitFit::least_squares, ceiling});
    if (!fit) return;
    testing::require_finite(Values{fit->rate, fit->intercept, fit->half_time, fit->takeover}, "fisher_pry");
    if (const auto share = share_at(*fit, input.number())) require(*share >= 0.0 && *share <= ceiling, "share_at");
    testing::require_finite(time_of_share(*fit, input.ratio()), "time_of_share");
}

void try_learning(InputBytes& input)
{
    testing::require_finite(learning_rate(input.number()), "learning_rate");
    testing::require_finite(learning_exponent(input.number()), "learning_exponent");
    testing::require_finite(wright_cost({input.number(), input.number()}, input.number(), input.number()), "wright");
    std::vector<WrightPoint> points;
    for (const double quantity : input.numbers(8)) points.push_back({quantity, input.number()});
    const auto fit = fit_wright(points);
    if (!fit) return;
    testing::require_finite(Values{fit->exponent, fit->learning_rate, fit->first_cost}, "fit_wright");
    require_ratio(fit->r_squared, "fit_wright");
}

Triangular some_triangle(InputBytes& input) { return {input.number(), input.number(), input.number()}; }

void try_lead_times(InputBytes& input)
{
    const auto one = some_triangle(input);
    if (const auto p = triangular_cdf(one, input.number())) require_ratio(*p, "triangular_cdf");
    testing::require_finite(triangular_mean(one), "triangular_mean");
    testing::require_finite(triangular_quantile(one, input.ratio()), "triangular_quantile");
    std::vector<Project> projects;
    for (const double capacity : input.numbers(4)) projects.push_back({capacity, some_triangle(input)});
    testing::require_finite(expected_capacity(projects, input.number()), "expected_capacity");
    if (const auto time = time_to_capacity(projects, input.number())) require_finite(*time, "time_to_capacity");
}

Arrival some_arrival(InputBytes& input)
{
    const auto time = [&] { return input.flag() ? std::optional{input.number()} : std::nullopt; };
    return {time(), time(), time()};
}

void try_arrivals(InputBytes& input)
{
    if (const auto race = arrival_race(some_arrival(input), some_arrival(input))) {
        require_finite(race->lead, "arrival_race");
        require_finite(race->lower, "arrival_race");
        require_finite(race->upper, "arrival_race");
    }
    const auto crossing =
        time_to_threshold(input.number(), input.number(), input.number(), {input.number(), input.number()});
    if (!crossing) return;
    require_finite(crossing->years, "time_to_threshold");
    require_finite(crossing->lower, "time_to_threshold");
    require_finite(crossing->upper, "time_to_threshold");
}

void try_null(InputBytes& input)
{
    std::vector<std::size_t> sizes;
    for (std::size_t count = input.below(8); count > 0; --count) sizes.push_back(input.below(7));
    testing::require_finite(inversion_distribution(sizes), "inversion_distribution");
}

}  // namespace

void try_trend(InputBytes& input)
{
    switch (input.below(8)) {
        case 0: return try_lines(input);
        case 1: return try_corrected(input);
        case 2: return try_seasonal(input);
        case 3: return try_substitution(input);
        case 4: return try_learning(input);
        case 5: return try_lead_times(input);
        case 6: return try_arrivals(input);
        default: return try_null(input);
    }
}

}  // namespace entangled::testing
