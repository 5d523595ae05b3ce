#include "indicators/kernels/events/posterior.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

using namespace entangled;
using namespace entangled::kernels;

TEST_CASE("a share in 200 events agrees with the reference vector", "[kernels][posterior]")
{
    // 10 of 200: Wilson (1927) with z = 1.959964, six digits of the default; prior Beta(1, 19).
    const auto interval = wilson_interval(10, 200).value();
    CHECK(interval.lower == Approx(.0273826456).epsilon(0).margin(1e-10));
    CHECK(interval.upper == Approx(.0895781481).epsilon(0).margin(1e-10));
    CHECK(shrunk_share(10, 200).value() == Approx(.05).epsilon(1e-15));
}

TEST_CASE("posteriors agree with the beta distribution", "[kernels][posterior]")
{
    // scipy 1.10 stats.beta.ppf and .std.
    struct Case {
        double hits, trials;
        BetaPrior prior;
        double lower, upper, deviation;
    };
    const auto c =
        GENERATE(values<Case>({{7, 9, {1, 1}, 0.4439045376923585, 0.9332604888222655, 0.128564869306645},
                               {10, 200, {1, 19}, 0.025337198699153105, 0.08236907841151524, 0.014660563655495397},
                               {0, 0, {1, 1}, 0.025, 0.975, 0.28867513459481287},
                               {0, 1, {1, 19}, 0.0012650894979498038, 0.1684334709830853, 0.0454029804402663},
                               {0, 0, {0.5, 0.5}, 0.001541333133436012, 0.9984586668665639, 0.3535533905932738}}));
    CAPTURE(c.hits, c.trials);
    const auto posterior = share_posterior(c.hits, c.trials, c.prior).value();
    CHECK(posterior.mean == Approx(shrunk_share(c.hits, c.trials, c.prior).value()).epsilon(1e-15));
    CHECK(posterior.interval.lower == Approx(c.lower).epsilon(1e-11));
    CHECK(posterior.interval.upper == Approx(c.upper).epsilon(1e-11));
    CHECK(posterior.deviation == Approx(c.deviation).epsilon(1e-12));
}

TEST_CASE("shares and intervals hold their properties", "[kernels][posterior]")
{
    REQUIRE(rc::check("bounds, mirror, width falling with events", [] {
        const double trials = *rc::gen::inRange(1, 500);
        const double hits = *rc::gen::inRange(0, static_cast<int>(trials) + 1);
        const auto interval = wilson_interval(hits, trials).value();
        RC_ASSERT(0.0 <= interval.lower && interval.lower <= hits / trials);
        RC_ASSERT(hits / trials <= interval.upper && interval.upper <= 1.0);
        const auto mirrored = wilson_interval(trials - hits, trials).value();
        RC_ASSERT(std::abs(mirrored.lower - (1.0 - interval.upper)) < 1e-14);
        const auto more = wilson_interval(4 * hits, 4 * trials).value();
        RC_ASSERT(more.upper - more.lower < interval.upper - interval.lower);
        const double shrunk = shrunk_share(hits, trials).value();
        RC_ASSERT((shrunk - 0.05) * (hits / trials - shrunk) >= -1e-16);
        const auto posterior = share_posterior(hits, trials, {1, 19}, 0.9).value();
        RC_ASSERT(posterior.interval.lower < posterior.mean && posterior.mean < posterior.interval.upper);
    }));
}

TEST_CASE("no hit and no miss have exact ends", "[kernels][posterior]")
{
    CHECK(wilson_interval(0, 3).value().lower == 0.0);
    CHECK(wilson_interval(3, 3).value().upper == 1.0);
    CHECK(wilson_interval(0, 3).value().upper == Approx(1.0 - wilson_interval(3, 3).value().lower));
    CHECK(shrunk_share(0, 0).value() == 0.05);
}

TEST_CASE("illegal shares are errors", "[kernels][posterior]")
{
    constexpr double inf = std::numeric_limits<double>::infinity();
    constexpr double nan_value = std::numeric_limits<double>::quiet_NaN();
    CHECK(wilson_interval(0, 0).error().code == Errc::no_data);
    CHECK(wilson_interval(2, 1).error().code == Errc::bad_value);
    CHECK(wilson_interval(1, 1e-300, 1e300).error().code == Errc::bad_value);
    CHECK(wilson_interval(0, 5e-324, 1e300).error().code == Errc::bad_value);
    for (const double bad : {-1.0, inf, nan_value}) {
        CAPTURE(bad);
        CHECK(wilson_interval(bad, 10).error().code == Errc::bad_value);
        CHECK(wilson_interval(1, bad).error().code == Errc::bad_value);
        CHECK(wilson_interval(1, 10, bad).error().code == Errc::bad_value);
        CHECK(shrunk_share(bad, 10).error().code == Errc::bad_value);
        CHECK(shrunk_share(1, 10, {bad, 1}).error().code == Errc::bad_value);
        CHECK(shrunk_share(1, 10, {1, bad}).error().code == Errc::bad_value);
        CHECK(share_posterior(1, 10, {1, 1}, bad).error().code == Errc::bad_value);
    }
    CHECK(share_posterior(1, 10, {1, 1}, 0.0).error().code == Errc::bad_value);
    CHECK(share_posterior(1, 10, {1, 1}, 1.0).error().code == Errc::bad_value);
    CHECK(share_posterior(1, 1e300, {1, 1}).error().code == Errc::bad_value);
    CHECK(shrunk_share(0, 1e308, {1e308, 1e308}).error().code == Errc::bad_value);
}
