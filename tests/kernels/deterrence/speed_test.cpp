#include "indicators/kernels/deterrence/speed.hpp"

#include "tests/kernels/deterrence/games.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

using namespace entangled;
using namespace entangled::kernels;
using namespace entangled::testing;

namespace {

using Values = std::vector<double>;

const Values years{0, 1, 2, 3, 4, 5};
const Values own{.92, .90, .85, .83, .78, .74};
const Values rival{.70, .66, .60, .57, .52, .47};

}  // namespace

TEST_CASE("decoupling speeds, their errors and the gap", "[kernels][deterrence]")
{
    // Escalation study 4.7, independent reference code; the errors are the classical ones.
    const auto a = decoupling_speed(years, own).value();
    const auto b = decoupling_speed(years, rival).value();
    CHECK(a.speed == Approx(.0440494457).epsilon(0).margin(6e-11));
    CHECK(a.standard_error == Approx(.0030248784).epsilon(0).margin(6e-11));
    CHECK(b.speed == Approx(.0788075590).epsilon(0).margin(6e-11));
    CHECK(b.standard_error == Approx(.0036639455).epsilon(0).margin(6e-11));
    CHECK(median_decoupling_speed(years, own).value() == Approx(.0435446968).epsilon(0).margin(6e-11));
    const auto gap = speed_gap(a, b).value();
    CHECK(gap.gap == Approx(-.0347581134).epsilon(0).margin(6e-11));
    CHECK(gap.z == Approx(-7.3155708046).epsilon(0).margin(6e-10));
    CHECK(gap.sum == Approx(.1228570047).epsilon(0).margin(2e-10));
    CHECK(speed_gap(b, a).value().z == -gap.z);
}

TEST_CASE("autocorrelation-robust errors", "[kernels][deterrence]")
{
    // Newey-West with Bartlett weights, computed apart in numpy.
    CHECK(decoupling_speed(years, own, 0).value().standard_error == Approx(.002449750248677086).epsilon(1e-10));
    CHECK(decoupling_speed(years, own, 1).value().standard_error == Approx(.002142422954798064).epsilon(1e-10));
    CHECK(decoupling_speed(years, rival, 2).value().standard_error == Approx(.002271537715168049).epsilon(1e-10));
    CHECK(decoupling_speed(years, own, 6).error().code == Errc::bad_value);
}

TEST_CASE("speeds do not depend on the unit of the losses", "[kernels][deterrence]")
{
    CHECK(rc::check("scaled losses, shifted times", [] {
        const double factor = between(.1, 100);
        Values scaled = own;
        Values later = years;
        for (double& loss : scaled) loss *= factor;
        for (double& time : later) time += 2020;
        const auto found = decoupling_speed(later, scaled).value();
        RC_ASSERT(std::abs(found.speed - .0440494457) < 1e-10);
        RC_ASSERT(std::abs(found.standard_error - .0030248784) < 1e-10);
        RC_ASSERT(std::abs(median_decoupling_speed(later, scaled).value() - .0435446968) < 1e-10);
    }));
    const auto flat = decoupling_speed(years, Values(6, .5)).value();
    CHECK(flat.speed == 0);
    CHECK(flat.standard_error == 0);
    CHECK(speed_gap(flat, flat).error().code == Errc::not_identified);
}

TEST_CASE("illegal series of losses are errors", "[kernels][deterrence]")
{
    struct Case {
        std::string what;
        Values times;
        Values losses;
        Errc code;
    };
    const auto c = GENERATE(values<Case>({
        {"empty", {}, {}, Errc::no_data},
        {"one point", {0}, {1}, Errc::insufficient_points},
        {"unequal lengths", {0, 1}, {1, 2, 3}, Errc::bad_value},
        {"a loss of 0", {0, 1, 2}, {1, 0, 1}, Errc::bad_value},
        {"a negative loss", {0, 1, 2}, {1, -1, 1}, Errc::bad_value},
        {"a missing loss", {0, 1, 2}, {1, nan_value, 1}, Errc::bad_value},
        {"an infinite time", {0, 1, inf}, {1, 1, 1}, Errc::bad_value},
        {"equal times", {0, 1, 1}, {1, 1, 1}, Errc::bad_value},
        {"falling times", {0, 2, 1}, {1, 1, 1}, Errc::bad_value},
    }));
    CAPTURE(c.what);
    CHECK(decoupling_speed(c.times, c.losses).error().code == c.code);
    CHECK(median_decoupling_speed(c.times, c.losses).error().code == c.code);
    CHECK(decoupling_speed(Values{0, 1}, Values{1, 2}).error().code == Errc::insufficient_points);
    CHECK(median_decoupling_speed(Values{0, 1}, Values{1, 2}).value() == Approx(-std::log(2)));
    CHECK(decoupling_speed(Values{0, 5e-324, 1e-323}, Values{1, 2, 3}).error().code == Errc::bad_value);
    CHECK(decoupling_speed(Values{-1e308, 0, 1e308}, Values{1, 2, 3}).error().code == Errc::bad_value);
    CHECK(speed_gap({nan_value, 1, 3}, {0, 1, 3}).error().code == Errc::bad_value);
    CHECK(speed_gap({0, -1, 3}, {0, 1, 3}).error().code == Errc::bad_value);
    CHECK(speed_gap({1e308, 1, 3}, {-1e308, 1, 3}).error().code == Errc::bad_value);
}
