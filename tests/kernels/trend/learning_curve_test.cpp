#include "indicators/kernels/trend/learning_curve.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <vector>

using namespace entangled;
using namespace entangled::kernels;

namespace {

constexpr double inf = std::numeric_limits<double>::infinity();
constexpr double nan_value = std::numeric_limits<double>::quiet_NaN();

}  // namespace

TEST_CASE("a learning rate of 20 % has exponent 0.321928", "[kernels][trend]")
{
    // -log2(0.8).
    CHECK(learning_exponent(0.2).value() == Approx(0.32192809488736235).epsilon(1e-14));
    CHECK(learning_rate(0.32192809488736235).value() == Approx(0.2).epsilon(1e-14));
    CHECK(learning_rate(1.0).value() == 0.5);
    CHECK(learning_rate(0.0).value() == 0.0);
    CHECK(learning_rate(-1.0).value() == -1.0);
}

TEST_CASE("each doubling takes the learning rate off the cost", "[kernels][trend]")
{
    const double exponent = learning_exponent(0.2).value();
    CHECK(wright_cost({10, 100}, exponent, 20).value() == Approx(80.0).epsilon(1e-13));
    CHECK(wright_cost({10, 100}, exponent, 80).value() == Approx(51.2).epsilon(1e-13));
    CHECK(wright_cost({10, 100}, exponent, 5).value() == Approx(125.0).epsilon(1e-13));
    CHECK(wright_cost({1e-300, 1}, 1.0, 1e300).error().code == Errc::bad_value);
}

TEST_CASE("a learning curve fitted in logarithms", "[kernels][trend]")
{
    // Computed apart with numpy.polyfit of the logarithms.
    const std::vector<WrightPoint> points{{1, 100}, {2, 83}, {5, 60}, {9, 52}, {20, 40}};
    const auto fit = fit_wright(points).value();
    CHECK(fit.exponent == Approx(0.30765527573639456).epsilon(1e-12));
    CHECK(fit.learning_rate == Approx(0.19204618921177607).epsilon(1e-12));
    CHECK(fit.first_cost == Approx(100.77641100550647).epsilon(1e-12));
    CHECK(fit.r_squared == Approx(0.9977804093076926).epsilon(1e-12));
}

TEST_CASE("learning curves hold their properties", "[kernels][trend]")
{
    REQUIRE(rc::check("rate and exponent are inverse, and a curve is found again", [] {
        const double rate = *rc::gen::inRange(-300, 90) / 100.0;
        const double exponent = learning_exponent(rate).value();
        RC_ASSERT(std::abs(learning_rate(exponent).value() - rate) < 1e-13);
        std::vector<WrightPoint> points;
        for (const double quantity : {3.0, 1.0, 40.0, 700.0}) {
            points.push_back({quantity, wright_cost({1, 50}, exponent, quantity).value()});
        }
        const auto fit = fit_wright(points).value();
        RC_ASSERT(std::abs(fit.exponent - exponent) < 1e-12);
        RC_ASSERT(std::abs(fit.first_cost - 50.0) < 1e-9);
    }));
}

TEST_CASE("illegal learning curves are errors", "[kernels][trend]")
{
    CHECK(learning_rate(inf).error().code == Errc::bad_value);
    CHECK(learning_rate(-2000.0).error().code == Errc::bad_value);
    CHECK(learning_exponent(1.0).error().code == Errc::bad_value);
    CHECK(learning_exponent(-inf).error().code == Errc::bad_value);
    CHECK(wright_cost({0, 1}, 1, 1).error().code == Errc::bad_value);
    CHECK(wright_cost({1, 1}, nan_value, 1).error().code == Errc::bad_value);
    CHECK(wright_cost({1, 1}, 1, inf).error().code == Errc::bad_value);
    using Points = std::vector<WrightPoint>;
    CHECK(fit_wright({}).error().code == Errc::no_data);
    CHECK(fit_wright(Points{{1, 1}}).error().code == Errc::insufficient_points);
    CHECK(fit_wright(Points{{1, 1}, {1, 2}}).error().code == Errc::not_identified);
    CHECK(fit_wright(Points{{1, 1}, {2, 0}}).error().code == Errc::bad_value);
    CHECK(fit_wright(Points{{1, 1}, {2, nan_value}}).error().code == Errc::bad_value);
    CHECK(fit_wright(Points{{1, 3}, {2, 3}}).value().learning_rate == 0.0);
}
