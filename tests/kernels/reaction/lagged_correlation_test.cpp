#include "indicators/kernels/reaction/lagged_correlation.hpp"

#include "indicators/kernels/numbers/normal_draws.hpp"
#include "tests/kernels/reaction/series.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <vector>

using namespace entangled;
using namespace entangled::kernels;
using namespace entangled::testing;

namespace {

using Series = std::vector<double>;

Series persistent(std::uint64_t id, std::size_t n, double phi)
{
    Series series(n);
    fill_normals(id, 0, series);
    for (std::size_t t = 1; t < n; ++t) series[t] += phi * series[t - 1];
    return series;
}

}  // namespace

TEST_CASE("rank correlations agree with scipy", "[kernels][lagged_correlation]")
{
    // scipy 1.10 stats.spearmanr of the overlapping parts; the second series is the first a week later.
    CHECK(lagged_rank_correlation(us_weeks, cn_weeks, -2).value() == Approx(-0.6391638351868127).epsilon(1e-13));
    CHECK(lagged_rank_correlation(us_weeks, cn_weeks).value() == Approx(0.5290407913590833).epsilon(1e-13));
    CHECK(lagged_rank_correlation(us_weeks, cn_weeks, 1).value() == Approx(0.9834366116336677).epsilon(1e-13));
    CHECK(lagged_rank_correlation(us_weeks, cn_weeks, 2).value() == Approx(0.6237289131043064).epsilon(1e-13));
}

TEST_CASE("rank correlation holds its properties", "[kernels][lagged_correlation]")
{
    REQUIRE(rc::check("symmetric, signed, blind to rising functions", [] {
        const auto id = *rc::gen::inRange<std::uint64_t>(0, 1000);
        const auto lag = *rc::gen::inRange(-5, 6);
        Series x = persistent(id, 20, 0.3);
        const Series y = persistent(id + 2000, 20, 0.3);
        const double rho = lagged_rank_correlation(x, y, lag).value();
        RC_ASSERT(rho >= -1.0 && rho <= 1.0);
        RC_ASSERT(lagged_rank_correlation(y, x, -lag).value() == rho);
        for (double& value : x) value = std::exp(3.0 * value);
        RC_ASSERT(lagged_rank_correlation(x, y, lag).value() == rho);
        for (double& value : x) value = -value;
        RC_ASSERT(lagged_rank_correlation(x, y, lag).value() == -rho);
        RC_ASSERT(lagged_rank_correlation(x, x).value() == 1.0);
    }));
}

TEST_CASE("the lag of the follower is found under each baseline", "[kernels][lagged_correlation]")
{
    const auto baseline =
        GENERATE(SeriesBaseline::circular_shift, SeriesBaseline::permuted_blocks, SeriesBaseline::autoregressive);
    const Series x = persistent(3, 160, 0.5);
    Series y = persistent(4, 160, 0.5);
    for (std::size_t t = 3; t < y.size(); ++t) y[t] += x[t - 3];
    LagScanOptions options{.least_lag = -6, .most_lag = 6, .baseline = baseline, .surrogates = {.id = 6, .draws = 199}};
    const auto scan = scan_lags(x, y, options).value();
    REQUIRE(scan.lags.size() == 13);
    CHECK(scan.lags[scan.strongest].lag == 3);
    CHECK(scan.lags[scan.strongest].p_family <= 0.02);
    CHECK(scan.lags[scan.strongest].pairs == 157);
    for (const auto& at : scan.lags) CHECK(at.p_family >= at.p);
    options.surrogates.threads = 3;
    const auto again = scan_lags(x, y, options).value();
    for (std::size_t i = 0; i < scan.lags.size(); ++i) CHECK(again.lags[i].p_family == scan.lags[i].p_family);
}

TEST_CASE("slow series correlate by chance and the surrogates know it", "[kernels][lagged_correlation]")
{
    // Independent AR(1) series with coefficient 0.8: the textbook p < 5 % holds in far more than 5 % of the cases.
    int naive = 0;
    int shifted = 0;
    int modelled = 0;
    int family = 0;
    constexpr int rounds = 100;
    for (std::uint64_t round = 0; round < rounds; ++round) {
        const Series x = persistent(500 + 2 * round, 100, 0.8);
        const Series y = persistent(501 + 2 * round, 100, 0.8);
        const double rho = lagged_rank_correlation(x, y).value();
        naive += std::abs(rho) > 1.96 / std::sqrt(99.0) ? 1 : 0;
        LagScanOptions options{.surrogates = {.id = round, .draws = 99}};
        shifted += scan_lags(x, y, options).value().lags[0].p <= 0.05 ? 1 : 0;
        options.baseline = SeriesBaseline::autoregressive;
        options.least_lag = -3;
        options.most_lag = 3;
        const auto scan = scan_lags(x, y, options).value();
        modelled += scan.lags[3].p <= 0.05 ? 1 : 0;
        family += scan.lags[scan.strongest].p_family <= 0.05 ? 1 : 0;
    }
    CHECK(naive >= 20);
    CHECK(shifted <= 13);
    CHECK(modelled <= 13);
    CHECK(family <= 13);
}

TEST_CASE("few shifts are each used once", "[kernels][lagged_correlation]")
{
    // 24 weeks and lags to 3 leave 17 shifts: p cannot be below 1/18 however many draws are asked for.
    const auto scan = scan_lags(us_weeks, cn_weeks, {.least_lag = -3, .most_lag = 3}).value();
    CHECK(scan.draws == 17);
    CHECK(scan.lags[scan.strongest].lag == 1);
    CHECK(scan.lags[scan.strongest].p >= 1.0 / 18.0);
}

TEST_CASE("short series give no claim", "[kernels][lagged_correlation]")
{
    const Series x = persistent(1, 30, 0);
    const Series y = persistent(2, 30, 0);
    CHECK(scan_lags(x, y, {.most_lag = 10}).has_value());
    CHECK(scan_lags(x, y, {.most_lag = 11}).error().code == Errc::insufficient_points);
    CHECK(scan_lags(x, y, {.least_lag = -11, .most_lag = 0}).error().code == Errc::insufficient_points);
    CHECK(scan_lags(x, y, {.most_lag = 15, .fewest_points = 4}).error().code == Errc::insufficient_points);
    CHECK(scan_lags(x, y, {.most_lag = 2'000'000'000}).error().code == Errc::bad_value);
    CHECK(scan_lags(x, y, {.least_lag = 1}).error().code == Errc::bad_value);
    CHECK(scan_lags(x, y, {.fewest_points = 3}).error().code == Errc::bad_value);
    CHECK(scan_lags(x, y, {.block = 16}).error().code == Errc::bad_value);
    CHECK(scan_lags(x, y, {.surrogates = {.draws = 0}}).error().code == Errc::bad_value);
    CHECK(scan_lags(x, Series(30, 1.0), {}).error().code == Errc::not_identified);
}

TEST_CASE("series without ranks are errors", "[kernels][lagged_correlation]")
{
    constexpr double nan_value = std::numeric_limits<double>::quiet_NaN();
    const Series three{1, 2, 3};
    CHECK(lagged_rank_correlation({}, {}).error().code == Errc::no_data);
    CHECK(lagged_rank_correlation(three, three, 1).error().code == Errc::insufficient_points);
    CHECK(lagged_rank_correlation(three, three, 3).error().code == Errc::insufficient_points);
    CHECK(lagged_rank_correlation(three, three, std::numeric_limits<int>::min()).error().code ==
          Errc::insufficient_points);
    CHECK(lagged_rank_correlation(three, Series{1, 2}).error().code == Errc::bad_value);
    CHECK(lagged_rank_correlation(three, Series{1, 2, nan_value}).error().code == Errc::bad_value);
    CHECK(lagged_rank_correlation(three, Series{2, 2, 2}).error().code == Errc::not_identified);
    CHECK(lagged_rank_correlation(three, Series{1e300, -1e300, 5e-324}).value() == Approx(-0.5));
}
