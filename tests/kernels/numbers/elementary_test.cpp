#include "indicators/kernels/numbers/elementary.hpp"

#include <rapidcheck.h>
#include <array>
#include <catch2/catch.hpp>
#include <cmath>
#include <numbers>
#include <vector>

using namespace entangled::kernels;

TEST_CASE("exp over a span is the C library's to four units in the last place", "[elementary]")
{
    std::vector<double> values;
    for (double x = -707.9; x < 708.9; x += 0.0131) values.push_back(x);
    const std::vector<double> arguments = values;
    exp_all(values);
    double worst = 0.0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        worst = std::max(worst, std::abs(values[i] / std::exp(arguments[i]) - 1.0));
    }
    CHECK(worst < 4e-16);
}

TEST_CASE("exp over a span stays finite and positive outside its range", "[elementary]")
{
    std::array<double, 6> values{-1e308, -800.0, -708.0, 709.0, 800.0, 1e308};
    exp_all(values);
    CHECK(values[0] == values[2]);
    CHECK(values[1] == values[2]);
    CHECK(values[4] == values[3]);
    CHECK(values[5] == values[3]);
    CHECK(values[2] > 0.0);
    CHECK(std::isfinite(values[3]));
}

TEST_CASE("log over a span is the C library's, also at the ends of the normal numbers", "[elementary]")
{
    std::vector<double> values{1.0, 2.2250738585072014e-308, 1.7976931348623157e308};
    for (double x = 3e-308; x < 1e308; x *= 1.00237) values.push_back(x);
    for (double x = 0.99; x < 1.01; x += 1.7e-5) values.push_back(x);
    const std::vector<double> arguments = values;
    log_all(values);
    CHECK(values[0] == 0.0);
    double worst = 0.0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double exact = std::log(arguments[i]);
        worst = std::max(worst, std::abs(values[i] - exact) / std::max(0.001, std::abs(exact)));
    }
    CHECK(worst < 4e-16);
}

TEST_CASE("Box and Muller's pair is radius times cosine and sine, in every quarter", "[elementary]")
{
    std::vector<double> a;
    std::vector<double> b;
    for (double radius : {0x1p-53, 0.1, 0.5, 0.999}) {
        for (double turn = 0.0005; turn < 1.0; turn += 0.001) {
            a.push_back(radius);
            b.push_back(turn);
        }
    }
    const std::vector<double> u = a;
    const std::vector<double> v = b;
    box_muller_all(a, b);
    double worst = 0.0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        const double radius = std::sqrt(-2.0 * std::log(u[i]));
        worst = std::max(worst, std::abs(a[i] - radius * std::cos(2.0 * std::numbers::pi * v[i])));
        worst = std::max(worst, std::abs(b[i] - radius * std::sin(2.0 * std::numbers::pi * v[i])));
    }
    CHECK(worst < 1e-14);
}
