#include "indicators/kernels/trend/seasonal_trend.hpp"

#include "indicators/kernels/trend/trend.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <optional>
#include <vector>

using namespace entangled;
using namespace entangled::kernels;

namespace {

using Values = std::vector<std::optional<double>>;

constexpr auto none = std::nullopt;

const Values quarterly{3.1, 2.4, none, 3.8, 4.4, 4.1, 3.2, 3.0, 3.9, none, 5.2, 4.9, 4.0,
                       4.4, 4.1, none, 5.9, 6.1, 5.4, 4.7, 5.1, 5.8, 6.6,  6.0, 5.2, none};

}  // namespace

TEST_CASE("seasonal trend with gaps agrees with pyMannKendall", "[kernels][trend]")
{
    // Computed apart by pyMannKendall 1.4.2 (Hussain and Mahmud 2019), period 4, NaN where a value is missing.
    const auto test = seasonal_mann_kendall(quarterly, 4).value();
    CHECK(test.s == 35);
    CHECK(test.variance == Approx(94.33333333333334).epsilon(1e-14));
    CHECK(test.z == Approx(3.500630937578359).epsilon(1e-13));
    CHECK(test.p_two_sided == Approx(0.0004641581565349995).epsilon(1e-11));
    CHECK(test.tau == Approx(0.6862745098039216).epsilon(1e-14));
    CHECK(test.n == 22);
    const auto line = seasonal_sen_slope(quarterly, 4).value();
    CHECK(line.slope == Approx(0.45).epsilon(1e-13));
    CHECK(line.intercept == Approx(3.14375).epsilon(1e-13));
    CHECK(line.pairs == 51);
}

TEST_CASE("a missing value keeps its place", "[kernels][trend]")
{
    // The naive way closes the gap: the values after it change their season and their distance.
    Values with_gap{10, 1, 11, none, 12, 3, 13, 4};
    const auto line = seasonal_sen_slope(with_gap, 2).value();
    CHECK(line.slope == 1.0);
    CHECK(seasonal_mann_kendall(with_gap, 2).value().s == 9);
    std::erase(with_gap, none);
    CHECK(seasonal_mann_kendall(with_gap, 2).value().s == 1);
}

TEST_CASE("times of missing points stay with the others in the plain line too", "[kernels][trend]")
{
    // The same values by pyMannKendall's plain test: NaN at 2, 9, 15 and 25.
    std::vector<double> times;
    std::vector<double> values;
    for (std::size_t i = 0; i < quarterly.size(); ++i) {
        if (!quarterly[i]) continue;
        times.push_back(static_cast<double>(i));
        values.push_back(*quarterly[i]);
    }
    const auto line = theil_sen(times, values).value();
    CHECK(line.slope == Approx(0.12222222222222218).epsilon(1e-13));
    CHECK(line.intercept == Approx(3.0222222222222235).epsilon(1e-13));
    const auto test = mann_kendall(values).value();
    CHECK(test.s == 140);
    CHECK(test.variance == Approx(1254.6666666666667).epsilon(1e-14));
    CHECK(test.z == Approx(3.924195362807964).epsilon(1e-13));
    CHECK(test.p_normal == Approx(8.702009818883916e-05).epsilon(1e-10));
    CHECK(test.tau == Approx(0.6060606060606061).epsilon(1e-14));
}

TEST_CASE("a season alone is no trend, and a trend is seen through the seasons", "[kernels][trend]")
{
    Values seasonal;
    Values rising;
    for (int i = 0; i < 48; ++i) {
        seasonal.emplace_back(std::sin(i * 3.14159265358979 / 6.0));
        rising.emplace_back(100.0 * std::sin(i % 12) + i / 12);
    }
    CHECK(std::abs(seasonal_sen_slope(seasonal, 12).value().slope) < 1e-12);
    CHECK(seasonal_sen_slope(rising, 12).value().slope == Approx(1.0).epsilon(1e-12));
    CHECK(seasonal_mann_kendall(rising, 12).value().tau == 1.0);
}

TEST_CASE("seasonal trend holds its properties", "[kernels][trend]")
{
    REQUIRE(rc::check("one season is the plain test; negation turns the sign", [] {
        const auto raw = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 9));
        RC_PRE(raw.size() >= 2U);
        const std::vector<double> plain(raw.begin(), raw.end());
        Values values(raw.begin(), raw.end());
        const auto whole = seasonal_mann_kendall(values, 1).value();
        const auto test = mann_kendall(plain).value();
        RC_ASSERT(whole.s == test.s && whole.variance == test.variance && whole.z == test.z);
        RC_ASSERT(whole.p_two_sided == test.p_normal && whole.tau == test.tau);
        const auto period = static_cast<std::size_t>(*rc::gen::inRange(1, 13));
        const auto seasonal = seasonal_mann_kendall(values, period);
        for (auto& value : values) value = -*value;
        const auto mirror = seasonal_mann_kendall(values, period);
        RC_ASSERT(seasonal.has_value() == mirror.has_value());
        if (seasonal) RC_ASSERT(seasonal->s == -mirror->s && seasonal->p_two_sided == mirror->p_two_sided);
    }));
}

TEST_CASE("illegal seasonal series are errors", "[kernels][trend]")
{
    CHECK(seasonal_mann_kendall({}, 12).error().code == Errc::no_data);
    CHECK(seasonal_mann_kendall(Values(5), 2).error().code == Errc::no_data);
    CHECK(seasonal_mann_kendall(Values{1, 2, 3}, 3).error().code == Errc::insufficient_points);
    CHECK(seasonal_mann_kendall(Values{1, 2}, 0).error().code == Errc::bad_value);
    CHECK(seasonal_mann_kendall(Values{1, std::numeric_limits<double>::quiet_NaN()}, 1).error().code ==
          Errc::bad_value);
    CHECK(seasonal_sen_slope(Values{}, 1).error().code == Errc::no_data);
    CHECK(seasonal_sen_slope(Values{-1e308, 1e308}, 1).error().code == Errc::bad_value);
    CHECK(seasonal_mann_kendall(Values{2, 2, 2}, 1).value().p_two_sided == 1.0);
    CHECK(seasonal_mann_kendall(Values{1, 2}, std::numeric_limits<std::size_t>::max()).error().code ==
          Errc::insufficient_points);
}
