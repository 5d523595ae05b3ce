#include "indicators/kernels/trend/straight_line.hpp"

#include <rapidcheck.h>
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <vector>

using namespace entangled;
using namespace entangled::kernels;

namespace {

using Series = std::vector<double>;

}  // namespace

TEST_CASE("a least-squares line by hand", "[kernels][trend]")
{
    // Sums of (t, y) = (1,2)(2,3)(4,7): slope 24/14, intercept 0, explained 288/294 of the variance.
    const auto line = least_squares_line(Series{1, 2, 4}, Series{2, 3, 7}).value();
    CHECK(line.slope == Approx(24.0 / 14.0).epsilon(1e-14));
    CHECK(line.intercept == Approx(0.0).margin(1e-14));
    CHECK(line.r_squared == Approx(288.0 / 294.0).epsilon(1e-14));
    CHECK(line.n == 3);
    CHECK(least_squares_line(Series{1, 2}, Series{5, 5}).value().r_squared == 1.0);
}

TEST_CASE("the order of points does not change a byte of the line", "[kernels][trend]")
{
    REQUIRE(rc::check([] {
        const auto raw = *rc::gen::container<std::vector<int>>(rc::gen::inRange(-900, 900));
        RC_PRE(raw.size() >= 2U);
        Series times;
        Series values;
        for (std::size_t i = 0; i < raw.size(); ++i) {
            times.push_back(2000.0 + static_cast<double>(i * i) / 3.0);
            values.push_back(raw[i] / 7.0);
        }
        const auto line = least_squares_line(times, values).value();
        std::ranges::reverse(times);
        std::ranges::reverse(values);
        const auto same = least_squares_line(times, values).value();
        RC_ASSERT(line.slope == same.slope && line.intercept == same.intercept && line.r_squared == same.r_squared);
        RC_ASSERT(line.r_squared >= 0.0 && line.r_squared <= 1.0);
    }));
}

TEST_CASE("illegal lines are errors", "[kernels][trend]")
{
    CHECK(least_squares_line({}, {}).error().code == Errc::no_data);
    CHECK(least_squares_line(Series{1}, Series{1}).error().code == Errc::insufficient_points);
    CHECK(least_squares_line(Series{1, 1}, Series{1, 2}).error().code == Errc::not_identified);
    CHECK(least_squares_line(Series{1, 2}, Series{1}).error().code == Errc::bad_value);
    CHECK(least_squares_line(Series{0, 1e300}, Series{0, 1}).error().code == Errc::bad_value);
    CHECK(least_squares_line(Series{0, 5e-324}, Series{0, 1}).error().code == Errc::bad_value);
    CHECK(least_squares_line(Series{1, 2}, Series{1, std::numeric_limits<double>::quiet_NaN()}).error().code ==
          Errc::bad_value);
}
