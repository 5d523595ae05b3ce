#include "indicators/kernels/uncertainty/forecast_scores.hpp"

#include <rapidcheck.h>
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

using namespace entangled;
using namespace entangled::kernels;

namespace {

using Values = std::vector<double>;
using Flags = std::vector<std::uint8_t>;

constexpr double inf = std::numeric_limits<double>::infinity();
constexpr double nan_value = std::numeric_limits<double>::quiet_NaN();

const Values p{.1, .4, .35, .8, .9, .05, .6, .3};
const Flags y{0, 0, 1, 1, 1, 0, 1, 0};

struct Forecasts {
    Values p;
    Flags y;
};

/// With at least one event and one other outcome.
Forecasts some_forecasts()
{
    Forecasts all;
    auto raw = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 21));
    raw.insert(raw.end(), 2, *rc::gen::inRange(0, 21));
    for (const int step : raw) {
        all.p.push_back(step / 20.0);
        all.y.push_back(static_cast<std::uint8_t>(*rc::gen::inRange(0, 2)));
    }
    all.y.front() = 1;
    all.y.back() = 0;
    return all;
}

double naive_area(const Forecasts& f)
{
    double won = 0;
    double pairs = 0;
    for (std::size_t i = 0; i < f.p.size(); ++i) {
        for (std::size_t j = 0; j < f.p.size(); ++j) {
            if (f.y[i] != 1 || f.y[j] != 0) continue;
            pairs += 1;
            won += f.p[i] > f.p[j] ? 1.0 : (f.p[i] == f.p[j] ? .5 : 0.0);
        }
    }
    return won / pairs;
}

}  // namespace

TEST_CASE("scores of eight forecasts", "[kernels][uncertainty]")
{
    // Escalation study 6.3, independent reference code.
    CHECK(brier_score(p, y).value() == Approx(.111875).epsilon(1e-13));
    CHECK(brier_skill(p, y).value() == Approx(.5525).epsilon(1e-13));
    CHECK(log_loss(p, y).value().mean.value() == Approx(.3641632741233506).epsilon(1e-14));
    CHECK(roc_area(p, y).value() == Approx(.9375).epsilon(1e-14));
    CHECK(average_precision(p, y).value() == Approx(.95).epsilon(1e-14));
}

TEST_CASE("the Brier score falls into its parts", "[kernels][uncertainty]")
{
    const auto parts = brier_parts(p, y, 4).value();
    CHECK(parts.reliability == Approx(.0271354167).epsilon(0).margin(6e-11));
    CHECK(parts.resolution == Approx(.1666666667).epsilon(0).margin(6e-11));
    CHECK(parts.uncertainty == .25);
    // Murphy's three alone give .11046875 because p varies inside the bins.
    CHECK(parts.reliability - parts.resolution + parts.uncertainty == Approx(.11046875).epsilon(1e-12));
    CHECK(parts.within_variance == Approx(.00140625).epsilon(1e-12));
    CHECK(parts.within_covariance == Approx(0).epsilon(0).margin(1e-15));
    CHECK(rc::check("for any forecasts and number of bins", [] {
        const auto f = some_forecasts();
        const auto bins = static_cast<std::size_t>(*rc::gen::inRange(1, 30));
        const auto s = brier_parts(f.p, f.y, bins).value();
        const double sum = s.reliability - s.resolution + s.uncertainty + s.within_variance - 2 * s.within_covariance;
        RC_ASSERT(std::abs(sum - brier_score(f.p, f.y).value()) < 1e-12);
    }));
    CHECK(brier_parts(p, y, 0).error().code == Errc::bad_value);
}

TEST_CASE("a certain forecast that was wrong is counted, not averaged", "[kernels][uncertainty]")
{
    const auto loss = log_loss(Values{0, 1, 1, .5}, Flags{1, 1, 0, 1}).value();
    CHECK_FALSE(loss.mean);
    CHECK(loss.certain_and_wrong == 2);
    CHECK(log_loss(Values{0, 1}, Flags{0, 1}).value().mean.value() == 0.0);
    CHECK(log_loss(Values{0}, Flags{1}, .01).value().mean.value() == Approx(-std::log(.01)));
    CHECK(log_loss(p, y, .5).error().code == Errc::bad_value);
    CHECK(log_loss(p, y, nan_value).error().code == Errc::bad_value);
}

TEST_CASE("ranking scores take ties as they are", "[kernels][uncertainty]")
{
    CHECK(roc_area(Values{.5, .5, .5}, Flags{1, 0, 1}).value() == .5);
    CHECK(roc_area(Values{-1e300, 1e300}, Flags{0, 1}).value() == 1.0);
    CHECK(average_precision(Values{.5, .5, .5, .5}, Flags{1, 0, 0, 0}).value() == .25);
    // By hand: .9 (hit) 1/2 * 1, then two tied at .5 with one hit: 1/2 * 2/3.
    CHECK(average_precision(Values{.5, .9, .5}, Flags{1, 1, 0}).value() == Approx(.5 + 1.0 / 3).epsilon(1e-14));
    CHECK(roc_area(p, Flags(8, 1)).error().code == Errc::not_identified);
    CHECK(average_precision(p, Flags(8, 0)).error().code == Errc::not_identified);
    CHECK(brier_skill(p, Flags(8, 0)).error().code == Errc::not_identified);
    CHECK(rc::check("the area counts pairs, and turns over with the outcomes", [] {
        const auto f = some_forecasts();
        const double area = roc_area(f.p, f.y).value();
        RC_ASSERT(std::abs(area - naive_area(f)) < 1e-12);
        Flags turned = f.y;
        for (auto& flag : turned) flag = static_cast<std::uint8_t>(1 - flag);
        RC_ASSERT(std::abs(roc_area(f.p, turned).value() + area - 1) < 1e-12);
    }));
    CHECK(rc::check("the order of forecasts changes no byte", [] {
        const auto f = some_forecasts();
        const Values rp(f.p.rbegin(), f.p.rend());
        const Flags ry(f.y.rbegin(), f.y.rend());
        RC_ASSERT(brier_score(f.p, f.y).value() == brier_score(rp, ry).value());
        RC_ASSERT(log_loss(f.p, f.y).value().mean == log_loss(rp, ry).value().mean);
        RC_ASSERT(average_precision(f.p, f.y).value() == average_precision(rp, ry).value());
        RC_ASSERT(brier_parts(f.p, f.y).value().reliability == brier_parts(rp, ry).value().reliability);
    }));
}

TEST_CASE("calibration with few events shrinks toward the base rate", "[kernels][uncertainty]")
{
    CHECK(calibrated(.3, 0, 1).value() == Approx(.3).epsilon(1e-14));
    CHECK(calibrated(.3, -1, 0).value() == Approx(1 / (1 + std::exp(1.0))).epsilon(1e-14));
    CHECK(shrunk_to_base_rate(.8, .1, 0).value() == Approx(.1).epsilon(1e-14));
    CHECK(shrunk_to_base_rate(.8, .1, 1).value() == Approx(.8).epsilon(1e-14));
    CHECK(shrunk_to_base_rate(.8, .2, .5).value() == Approx(.5).epsilon(1e-14));
    for (const double bad : {0.0, 1.0, -.1, nan_value}) {
        CHECK(calibrated(bad, 0, 1).error().code == Errc::bad_value);
        CHECK(shrunk_to_base_rate(.5, bad, 1).error().code == Errc::bad_value);
    }
    CHECK(calibrated(.5, inf, 1).error().code == Errc::bad_value);
    CHECK(calibrated(.5, 0, 1.1).error().code == Errc::bad_value);
}

TEST_CASE("illegal forecasts are errors of every score", "[kernels][uncertainty]")
{
    struct Case {
        std::string what;
        Values p;
        Flags y;
        Errc code;
    };
    const auto c = GENERATE(values<Case>({
        {"empty", {}, {}, Errc::no_data},
        {"unequal lengths", {.5}, {0, 1}, Errc::bad_value},
        {"an outcome of 2", {.5, .4}, {0, 2}, Errc::bad_value},
        {"NaN", {nan_value, .4}, {0, 1}, Errc::bad_value},
        {"infinite", {inf, .4}, {0, 1}, Errc::bad_value},
    }));
    CAPTURE(c.what);
    CHECK(brier_score(c.p, c.y).error().code == c.code);
    CHECK(brier_skill(c.p, c.y).error().code == c.code);
    CHECK(brier_parts(c.p, c.y).error().code == c.code);
    CHECK(log_loss(c.p, c.y).error().code == c.code);
    CHECK(roc_area(c.p, c.y).error().code == c.code);
    CHECK(average_precision(c.p, c.y).error().code == c.code);
    CHECK(brier_score(Values{1.1}, Flags{1}).error().code == Errc::bad_value);
    CHECK(brier_score(Values{1}, Flags{1}).value() == 0.0);
}
