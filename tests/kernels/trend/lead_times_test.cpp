#include "indicators/kernels/trend/lead_times.hpp"

#include <rapidcheck.h>
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <vector>

using namespace entangled;
using namespace entangled::kernels;

namespace {

constexpr double inf = std::numeric_limits<double>::infinity();
constexpr Triangular line{2, 3, 7};
constexpr Triangular mine{10, 15, 24};

Triangular some_distribution()
{
    const int earliest = *rc::gen::inRange(0, 20);
    const int likeliest = earliest + *rc::gen::inRange(0, 20);
    return {earliest / 2.0, likeliest / 2.0, (likeliest + *rc::gen::inRange(0, 20)) / 2.0};
}

}  // namespace

TEST_CASE("a triangular duration agrees with scipy.stats.triang", "[kernels][trend]")
{
    CHECK(triangular_cdf(line, 2).value() == 0.0);
    CHECK(triangular_cdf(line, 2.5).value() == Approx(0.05).epsilon(1e-14));
    CHECK(triangular_cdf(line, 3).value() == Approx(0.2).epsilon(1e-14));
    CHECK(triangular_cdf(line, 4).value() == Approx(0.55).epsilon(1e-14));
    CHECK(triangular_cdf(line, 6.5).value() == Approx(0.9875).epsilon(1e-14));
    CHECK(triangular_cdf(line, 7).value() == 1.0);
    CHECK(triangular_mean(line).value() == Approx(4.0).epsilon(1e-14));
    CHECK(triangular_quantile(line, 0.3).value() == Approx(3.258342613226059).epsilon(1e-14));
}

TEST_CASE("expected capacity of a separation line and a mine", "[kernels][trend]")
{
    // sum of capacity times scipy.stats.triang.cdf.
    const std::vector<Project> projects{{5, line}, {12, mine}};
    CHECK(expected_capacity(projects, 3).value() == Approx(1.0).epsilon(1e-14));
    CHECK(expected_capacity(projects, 8).value() == 5.0);
    CHECK(expected_capacity(projects, 12).value() == Approx(5.685714285714286).epsilon(1e-14));
    CHECK(expected_capacity(projects, 16).value() == Approx(10.904761904761905).epsilon(1e-14));
    CHECK(expected_capacity(projects, 20).value() == Approx(15.476190476190478).epsilon(1e-14));
    CHECK(time_to_capacity(projects, 10).value().value() == Approx(15.426785900258881).epsilon(1e-11));
    CHECK_FALSE(time_to_capacity(projects, 17.5).value());
    CHECK(time_to_capacity(projects, 17).value().value() == Approx(24.0).epsilon(1e-8));
    CHECK_FALSE(time_to_capacity({}, 1).value());
    CHECK(expected_capacity({}, 1).value() == 0.0);
}

TEST_CASE("lead times hold their properties", "[kernels][trend]")
{
    REQUIRE(rc::check("the distribution rises from 0 to 1, and the quantile inverts it", [] {
        const auto d = some_distribution();
        const double t = *rc::gen::inRange(-10, 400) / 10.0;
        const double p = triangular_cdf(d, t).value();
        RC_ASSERT(p >= 0.0 && p <= 1.0);
        RC_ASSERT(triangular_cdf(d, t + 0.5).value() >= p);
        const double back = triangular_quantile(d, p).value();
        RC_ASSERT(back >= d.earliest && back <= d.latest);
        if (p > 0.0 && p < 1.0) RC_ASSERT(std::abs(back - t) < 1e-6);
    }));
    REQUIRE(rc::check("capacity never falls, is bounded, and the order of projects does not change a byte", [] {
        std::vector<Project> projects;
        double all = 0.0;
        for (int i = 0; i < 4; ++i) {
            projects.push_back({*rc::gen::inRange(0, 90) / 7.0, some_distribution()});
            all += projects.back().capacity;
        }
        const double t = *rc::gen::inRange(-10, 400) / 10.0;
        const double capacity = expected_capacity(projects, t).value();
        RC_ASSERT(capacity <= expected_capacity(projects, t + 1.0).value());
        RC_ASSERT(capacity >= 0.0 && capacity <= all * (1.0 + 1e-15));
        const auto reached = time_to_capacity(projects, capacity).value();
        RC_ASSERT(reached && (*reached <= t + 1e-9 || capacity == 0.0));
        std::ranges::reverse(projects);
        RC_ASSERT(expected_capacity(projects, t).value() == capacity);
    }));
}

TEST_CASE("certain, tiny and huge durations", "[kernels][trend]")
{
    constexpr Triangular certain{4, 4, 4};
    CHECK(triangular_cdf(certain, 3.9).value() == 0.0);
    CHECK(triangular_cdf(certain, 4).value() == 1.0);
    CHECK(triangular_quantile(certain, 0.5).value() == 4.0);
    CHECK(triangular_cdf({0, 1e-300, 2e-300}, 1e-300).value() == Approx(0.5));
    CHECK(triangular_cdf({0, 5e307, 1e308}, 5e307).value() == Approx(0.5));
}

TEST_CASE("illegal lead times are errors", "[kernels][trend]")
{
    for (const Triangular& d : {Triangular{3, 2, 4}, {1, 5, 4}, {0, 1, inf}, {-inf, 0, 1}, {-1e308, 0, 1e308}}) {
        CHECK(triangular_cdf(d, 1).error().code == Errc::bad_value);
        CHECK(triangular_mean(d).error().code == Errc::bad_value);
        CHECK(triangular_quantile(d, 0.5).error().code == Errc::bad_value);
        CHECK(expected_capacity(std::vector<Project>{{1, d}}, 1).error().code == Errc::bad_value);
        CHECK(time_to_capacity(std::vector<Project>{{1, d}}, 1).error().code == Errc::bad_value);
    }
    CHECK(triangular_cdf(line, inf).error().code == Errc::bad_value);
    CHECK(triangular_quantile(line, 1.1).error().code == Errc::bad_value);
    CHECK(expected_capacity(std::vector<Project>{{-1, line}}, 1).error().code == Errc::bad_value);
    CHECK(expected_capacity(std::vector<Project>{{1e308, line}, {1e308, line}}, 9).error().code == Errc::bad_value);
    CHECK(time_to_capacity(std::vector<Project>{{1, line}}, -1).error().code == Errc::bad_value);
}
