#include "indicators/kernels/numbers/tails.hpp"

#include <catch2/catch.hpp>
#include <limits>

using namespace entangled::kernels;
using entangled::Errc;

TEST_CASE("tails agree with printed tables", "[tails]")
{
    // Abramowitz and Stegun (1964), tables 26.1 and 26.8, and the 5 % lines of every textbook.
    CHECK(normal_cdf(1.0) == Approx(0.841344746068543).epsilon(1e-14));
    CHECK(normal_two_sided(1.959963984540054) == Approx(0.05).epsilon(1e-13));
    CHECK(normal_quantile(0.975).value() == Approx(1.959963984540054).epsilon(1e-14));
    CHECK(chi_squared_tail(3.841458820694124, 1.0).value() == Approx(0.05).epsilon(1e-12));
    CHECK(chi_squared_tail(18.307038053275146, 10.0).value() == Approx(0.05).epsilon(1e-12));
    CHECK(student_two_sided(2.2281388519862744, 10.0).value() == Approx(0.05).epsilon(1e-12));
    // R lmtest, ChickEgg, order 3: F 5.40498 on (3, 44) has p 0.0029664, F 0.59162 has p 0.62379.
    CHECK(f_tail(5.40498, 3.0, 44.0).value() == Approx(0.0029664).margin(5e-8));
    CHECK(f_tail(0.59162, 3.0, 44.0).value() == Approx(0.62379).margin(5e-6));
}

TEST_CASE("the far tail of the normal does not cancel to zero", "[tails]")
{
    CHECK(normal_two_sided(10.0) == Approx(1.523970604832094e-23).epsilon(1e-12));
    CHECK(normal_cdf(-std::numeric_limits<double>::infinity()) == 0.0);
}

TEST_CASE("tails refuse what is out of range", "[tails]")
{
    const double nan = std::numeric_limits<double>::quiet_NaN();
    CHECK(normal_quantile(0.0).error().code == Errc::bad_value);
    CHECK(normal_quantile(nan).error().code == Errc::bad_value);
    CHECK(chi_squared_tail(-1.0, 1.0).error().code == Errc::bad_value);
    CHECK(chi_squared_tail(1.0, 0.0).error().code == Errc::bad_value);
    CHECK(f_tail(nan, 1.0, 1.0).error().code == Errc::bad_value);
    CHECK(f_tail(1.0, 1.0, -1.0).error().code == Errc::bad_value);
    CHECK(student_two_sided(1.0, 0.0).error().code == Errc::bad_value);
}

TEST_CASE("tails of extreme but legal arguments stay inside [0, 1]", "[tails]")
{
    CHECK(chi_squared_tail(1e308, 1e-3).value() == Approx(0.0).margin(1e-300));
    CHECK(chi_squared_tail(0.0, 5.0).value() == 1.0);
    CHECK(f_tail(1e308, 1.0, 1.0).value() >= 0.0);
    CHECK(student_two_sided(0.0, 1.0).value() == 1.0);
}
