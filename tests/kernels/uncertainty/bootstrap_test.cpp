#include "indicators/kernels/uncertainty/bootstrap.hpp"

#include "indicators/kernels/numbers/normal_draws.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

using namespace entangled;
using namespace entangled::kernels;

namespace {

using Values = std::vector<double>;

constexpr double nan_value = std::numeric_limits<double>::quiet_NaN();

Result<double> mean(std::span<const double> values)
{
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

Values autoregressive(std::size_t n, double phi, std::uint64_t id)
{
    Values series(n);
    double last = 0;
    for (std::size_t i = 0; i < n; ++i) series[i] = last = phi * last + normal(id, i);
    return series;
}

}  // namespace

TEST_CASE("resampled places run on, wrap, and start afresh once in a block", "[kernels][uncertainty]")
{
    const std::size_t n = 50;
    double runs = 0;
    std::vector<int> met(n);
    for (std::uint64_t draw = 0; draw < 2000; ++draw) {
        const auto places = stationary_indices(n, 5, 3, draw).value();
        REQUIRE(places.size() == n);
        for (std::size_t i = 0; i < n; ++i) {
            REQUIRE(places[i] < n);
            ++met[places[i]];
            runs += i == 0 || places[i] != (places[i - 1] + 1) % n ? 1 : 0;
        }
    }
    // Each resample begins with a start, the other 49 places are one in one of five, which one time in 50 goes on
    // anyway.
    CHECK(runs / 2000 == Approx(1 + 49 * .2 * .98).epsilon(.01));
    for (const int count : met) CHECK(count == Approx(2000).epsilon(.15));
    CHECK(stationary_indices(n, 5, 3, 7).value() == stationary_indices(n, 5, 3, 7).value());
    CHECK(stationary_indices(n, 5, 3, 7).value() != stationary_indices(n, 5, 3, 8).value());
    CHECK(stationary_indices(n, 5, 3, 7).value() != stationary_indices(n, 5, 4, 7).value());
    CHECK(stationary_indices(1, 1, 3, 7).value() == std::vector<std::size_t>{0});
    CHECK(stationary_indices(0, 5, 3, 7).error().code == Errc::no_data);
    CHECK(stationary_indices(5, .5, 3, 7).error().code == Errc::bad_value);
    CHECK(stationary_indices(5, nan_value, 3, 7).error().code == Errc::bad_value);
}

TEST_CASE("blocks keep the autocorrelation that single draws lose", "[kernels][uncertainty]")
{
    // Standard error of the mean of an AR(1) with phi .7, n 400: about sd/(1 - phi)/sqrt(n) = .167; drawing single
    // points gives .07.
    const auto series = autoregressive(400, .7, 21);
    const auto blocks = stationary_bootstrap(series, mean, {.mean_block = 20}).value();
    const auto points = stationary_bootstrap(series, mean, {.mean_block = 1}).value();
    CHECK(blocks.standard_error == Approx(.167).epsilon(0).margin(.04));
    CHECK(points.standard_error == Approx(.07).epsilon(0).margin(.01));
    CHECK(blocks.band.lower < blocks.estimate);
    CHECK(blocks.estimate < blocks.band.upper);
    CHECK(blocks.band.upper - blocks.band.lower == Approx(2 * 1.645 * blocks.standard_error).epsilon(.1));
}

TEST_CASE("the bootstrap repeats itself on any number of threads", "[kernels][uncertainty]")
{
    const auto series = autoregressive(100, .5, 5);
    const auto one = stationary_bootstrap(series, mean, {.id = 9}).value();
    const auto two = stationary_bootstrap(series, mean, {.id = 9, .threads = 2}).value();
    CHECK(one.band == two.band);
    CHECK(one.standard_error == two.standard_error);
    CHECK(one.mean_block == Approx(std::cbrt(100.0)));
    CHECK(default_mean_block(0) == 1.0);
    CHECK(stationary_bootstrap(series, mean, {.id = 10}).value().band != one.band);
    const auto flat = stationary_bootstrap(Values(10, 3), mean).value();
    CHECK(flat.band == Interval{3, 3});
    CHECK(flat.standard_error == 0);
}

TEST_CASE("a statistic that fails is said", "[kernels][uncertainty]")
{
    const SeriesStatistic never = [](std::span<const double>) -> Result<double> {
        return Error{Errc::not_identified, "never"};
    };
    CHECK(stationary_bootstrap(Values{1, 2}, never).error().detail == "never");
    const SeriesStatistic not_on_flat = [](std::span<const double> v) -> Result<double> {
        if (v[0] == v[1]) return Error{Errc::not_identified, "flat"};
        return v[0];
    };
    CHECK(stationary_bootstrap(Values{1, 2}, not_on_flat, {.mean_block = 1}).error().code == Errc::not_identified);
    const auto rare = stationary_bootstrap(Values{1, 2}, not_on_flat, {.mean_block = 20}).value();
    CHECK(rare.failed > 0);
    CHECK(rare.failed <= 100);
    const SeriesStatistic infinite = [](std::span<const double>) -> Result<double> {
        return std::numeric_limits<double>::infinity();
    };
    CHECK(stationary_bootstrap(Values{1, 2}, infinite).error().code == Errc::bad_value);
}

TEST_CASE("illegal series and options are errors", "[kernels][uncertainty]")
{
    CHECK(stationary_bootstrap({}, mean).error().code == Errc::no_data);
    CHECK(stationary_bootstrap(Values{1}, mean).error().code == Errc::insufficient_points);
    CHECK(stationary_bootstrap(Values{1, nan_value}, mean).error().code == Errc::bad_value);
    CHECK(stationary_bootstrap(Values{1, 2}, mean, {.draws = 0}).error().code == Errc::bad_value);
    CHECK(stationary_bootstrap(Values{1, 2}, mean, {.confidence = 1}).error().code == Errc::bad_value);
    CHECK(stationary_bootstrap(Values{1, 2}, mean, {.mean_block = .5}).error().code == Errc::bad_value);
    // The sum of two such values overflows in half of the resamples.
    CHECK(stationary_bootstrap(Values{1e308, -1e308}, mean).error().code == Errc::not_identified);
}
