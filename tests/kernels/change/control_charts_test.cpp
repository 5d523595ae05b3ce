#include "indicators/kernels/change/control_charts.hpp"

#include "indicators/kernels/change/autoregression.hpp"
#include "indicators/kernels/numbers/normal_draws.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <vector>

using namespace entangled;
using namespace entangled::kernels;

namespace {

using Series = std::vector<double>;

const Series drifting{.2, -.3, .5, 1.4, 1.9, .8, 2.2, 1.1, 1.6, .3};

}  // namespace

TEST_CASE("cumulative sums of a drifting series", "[kernels][change]")
{
    // By hand from Page (1954).
    const auto chart = cusum(drifting, {.reference = .5, .limit = 4.0}).value();
    const Series upper{0, 0, 0, .9, 2.3, 2.6, 4.3, 4.9, 6.0, 5.8};
    for (std::size_t t = 0; t < upper.size(); ++t) {
        CHECK(chart.upper[t] == Approx(upper[t]).margin(1e-12));
        CHECK(chart.lower[t] == 0.0);
    }
    CHECK(chart.alarm == 6U);
    CHECK_FALSE(cusum(drifting, {.reference = .5, .limit = 7.0}).value().alarm);
}

TEST_CASE("the exponentially weighted mean and its exact standard deviation", "[kernels][change]")
{
    const auto chart = ewma(drifting, {.weight = .2, .limit = 2.86}).value();
    const Series mean{.04, -.028, .0776, .34208, .653664, .6829312, .98634496, 1.009075968, 1.1272607744, .96180861952};
    const Series standardised{.2,          -.109321633, .271017397,  1.124936008, 2.075587756,
                              2.123038885, 3.026332914, 3.070753385, 3.412660532, 2.902204429};
    for (std::size_t t = 0; t < mean.size(); ++t) {
        CHECK(chart.mean[t] == Approx(mean[t]).margin(1e-12));
        CHECK(chart.standardised[t] == Approx(standardised[t]).epsilon(0).margin(5e-10));
    }
    CHECK(chart.alarm == 6U);
    // The limit of the steady state, .3333 c for all t, would miss it.
    CHECK(chart.mean[6] / std::sqrt(.2 / 1.8) < 2.97);
    CHECK(ewma(Series{3, 0}, {.weight = 1.0, .limit = 2}).value().standardised == Series{3, 0});
}

TEST_CASE("autocorrelation raises false alarms, its residuals do not", "[kernels][change]")
{
    Series values(4000);
    fill_normals(12, 0, values);
    for (std::size_t t = 1; t < values.size(); ++t) values[t] += 0.6 * values[t - 1];
    const auto alarms = [](const Series& z) {
        std::size_t count = 0;
        for (std::size_t from = 0; from < z.size();) {
            const auto alarm = cusum(std::span{z}.subspan(from)).value().alarm;
            if (!alarm) break;
            ++count;
            from += *alarm + 1;
        }
        return count;
    };
    const auto fit = fit_ar1(values).value();
    const auto shocks = in_standard_deviations(ar1_residuals(values, fit).value(), 0.0, fit.sigma).value();
    const auto naive = in_standard_deviations(values, fit.mean, fit.sigma / std::sqrt(1.0 - fit.phi * fit.phi)).value();
    CHECK(alarms(naive) > 4 * alarms(shocks));
    CHECK(alarms(shocks) < 20);
}

TEST_CASE("charts hold their properties", "[kernels][change]")
{
    REQUIRE(rc::check("negated values exchange the sides", [] {
        Series values(static_cast<std::size_t>(*rc::gen::inRange(1, 60)));
        fill_normals(*rc::gen::arbitrary<std::uint64_t>(), 0, values);
        auto negated = values;
        for (double& value : negated) value = -value;
        const auto chart = cusum(values, {.reference = .3, .limit = 2}).value();
        const auto mirror = cusum(negated, {.reference = .3, .limit = 2}).value();
        RC_ASSERT(chart.upper == mirror.lower && chart.lower == mirror.upper && chart.alarm == mirror.alarm);
        const auto mean = ewma(values).value();
        const auto mirrored = ewma(negated).value();
        RC_ASSERT(mean.alarm == mirrored.alarm);
        for (std::size_t t = 0; t < values.size(); ++t) RC_ASSERT(mean.mean[t] == -mirrored.mean[t]);
    }));
}

TEST_CASE("illegal charts are errors", "[kernels][change]")
{
    constexpr double inf = std::numeric_limits<double>::infinity();
    CHECK(cusum({}).error().code == Errc::no_data);
    CHECK(cusum(Series{inf}).error().code == Errc::bad_value);
    CHECK(cusum(drifting, {.reference = -1}).error().code == Errc::bad_value);
    CHECK(cusum(drifting, {.reference = .5, .limit = 0}).error().code == Errc::bad_value);
    CHECK(cusum(Series{1e308, 1e308}).error().code == Errc::bad_value);
    CHECK(ewma({}).error().code == Errc::no_data);
    CHECK(ewma(drifting, {.weight = 0}).error().code == Errc::bad_value);
    CHECK(ewma(drifting, {.weight = 1.5}).error().code == Errc::bad_value);
    CHECK(ewma(drifting, {.weight = .2, .limit = inf}).error().code == Errc::bad_value);
    CHECK(in_standard_deviations(drifting, 0, 0).error().code == Errc::bad_value);
    CHECK(in_standard_deviations(Series{1e300}, 0, 1e-300).error().code == Errc::bad_value);
    CHECK(in_standard_deviations(Series{3}, 1, 2).value().front() == 1.0);
}
