#include "indicators/kernels/change/rolling.hpp"

#include "indicators/kernels/change/rolling_sums.hpp"
#include "indicators/kernels/change/window_statistics.hpp"
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

constexpr WindowStatistic from_sums[] = {WindowStatistic::variance,    WindowStatistic::standard_deviation,
                                         WindowStatistic::ac1_pearson, WindowStatistic::acf1,
                                         WindowStatistic::ar1_ols,     WindowStatistic::return_rate};

Series walk(std::uint64_t id, std::size_t size, double phi)
{
    Series values(size);
    fill_normals(id, 0, values);
    for (std::size_t t = 1; t < size; ++t) values[t] += phi * values[t - 1];
    return values;
}

/// Largest difference to the single windows, relative to max(1, size of the number).
double worst_error(const Series& values, std::size_t window, WindowStatistic statistic)
{
    const auto all = rolling(values, window, statistic).value();
    double worst = 0.0;
    for (std::size_t first = 0; first < all.size(); ++first) {
        const double single = window_statistic(std::span{values}.subspan(first, window), statistic).value();
        worst = std::max(worst, std::abs(all[first] - single) / std::max(1.0, std::abs(single)));
    }
    return worst;
}

}  // namespace

TEST_CASE("sums over the whole series give each window", "[kernels][change]")
{
    REQUIRE(rc::check([] {
        const auto size = static_cast<std::size_t>(*rc::gen::inRange(4, 90));
        const auto window = static_cast<std::size_t>(*rc::gen::inRange(3, static_cast<int>(size) + 1));
        const auto values = walk(*rc::gen::arbitrary<std::uint64_t>(), size, *rc::gen::element(0.0, 0.9, 1.0));
        for (const auto statistic : from_sums) RC_ASSERT(worst_error(values, window, statistic) < 1e-9);
    }));
    const auto values = walk(4, 3000, 0.99);
    for (const auto statistic : from_sums) CHECK(worst_error(values, 750, statistic) < 1e-10);
}

TEST_CASE("a quiet stretch beside a loud one keeps its digits", "[kernels][change]")
{
    // By plain sums its variance is lost: rounding of the loud part is larger.
    auto values = walk(4, 400, 0.5);
    for (std::size_t t = 100; t < 300; ++t) values[t] *= 1e-9;
    for (std::size_t t = 300; t < 400; ++t) values[t] *= 1e3;
    for (const auto statistic : {WindowStatistic::ac1_pearson, WindowStatistic::acf1, WindowStatistic::ar1_ols}) {
        CHECK(worst_error(values, 40, statistic) < 1e-9);
    }
    const auto variances = rolling(values, 40, WindowStatistic::variance).value();
    const double single = variance(std::span{values}.subspan(150, 40)).value();
    CHECK(variances[150] == Approx(single).epsilon(1e-12));
}

TEST_CASE("a flat window has a variance of 0 and no autocorrelation", "[kernels][change]")
{
    auto values = walk(4, 60, 0.5);
    for (std::size_t t = 20; t < 40; ++t) values[t] = 0.3;
    CHECK(rolling(values, 10, WindowStatistic::variance).value()[25] == 0.0);
    CHECK(rolling(values, 10, WindowStatistic::ac1_pearson).error().code == Errc::not_identified);
    CHECK(rolling(values, 30, WindowStatistic::ac1_pearson).has_value());
}

TEST_CASE("huge and tiny series", "[kernels][change]")
{
    auto values = walk(4, 60, 0.5);
    const auto plain = rolling(values, 20, WindowStatistic::ac1_pearson).value();
    for (double& value : values) value *= 0x1p1000;
    CHECK(rolling(values, 20, WindowStatistic::ac1_pearson).value() == plain);
    CHECK(rolling(values, 20, WindowStatistic::variance).error().code == Errc::bad_value);
    for (double& value : values) value = value * 0x1p-1000 * 0x1p-900;
    CHECK(rolling(values, 20, WindowStatistic::ac1_pearson).value() == plain);
}

TEST_CASE("illegal windows are errors", "[kernels][change]")
{
    const Series values{1, 2, 4, 3};
    CHECK(rolling({}, 3, WindowStatistic::variance).error().code == Errc::no_data);
    CHECK(rolling(values, 0, WindowStatistic::variance).error().code == Errc::bad_value);
    CHECK(rolling(values, 5, WindowStatistic::variance).error().code == Errc::insufficient_points);
    CHECK(rolling(values, 1, WindowStatistic::variance).error().code == Errc::insufficient_points);
    CHECK(rolling(values, 2, WindowStatistic::ac1_pearson).error().code == Errc::insufficient_points);
    CHECK(rolling(Series{1, 2, std::numeric_limits<double>::quiet_NaN()}, 2, WindowStatistic::variance).error().code ==
          Errc::bad_value);
    CHECK(rolling(values, 4, WindowStatistic::variance).value().size() == 1);
    CHECK(rolling_autocorrelation(values, 4, 0).error().code == Errc::bad_value);
    CHECK(rolling_autocorrelation(values, 4, 3).error().code == Errc::insufficient_points);
    RollingSums sums;
    sums.assign(values);
    Series out(1);
    CHECK(fill_rolling(sums, values, 3, WindowStatistic::variance, out).error().code == Errc::bad_value);
    CHECK(fill_rolling(sums, values, 4, WindowStatistic::kurtosis_moment, out).has_value());
}
