#include "indicators/kernels/numbers/quantile.hpp"

#include <rapidcheck.h>
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <vector>

using namespace entangled;
using namespace entangled::kernels;

namespace {

std::vector<double> negated(std::vector<double> values)
{
    for (double& value : values) value = -value;
    return values;
}

std::vector<double> some_values()
{
    auto values = *rc::gen::nonEmpty(rc::gen::arbitrary<std::vector<double>>());
    std::erase_if(values, [](double value) { return !std::isfinite(value); });
    RC_PRE(!values.empty());
    return values;
}

double some_probability()
{
    return static_cast<double>(*rc::gen::inRange<std::int64_t>(0, 1'000'000'007)) / 1'000'000'006.0;
}

}  // namespace

TEST_CASE("quantiles agree with definition 7 of Hyndman and Fan", "[kernels][quantile]")
{
    // R, quantile(1:10): 1.00 3.25 5.50 7.75 10.00.
    const std::vector<double> values{10, 3, 8, 1, 6, 5, 7, 2, 9, 4};
    CHECK(quantile(values, 0.0).value() == 1.0);
    CHECK(quantile(values, 0.25).value() == 3.25);
    CHECK(quantile(values, 0.5).value() == 5.5);
    CHECK(quantile(values, 0.75).value() == 7.75);
    CHECK(quantile(values, 1.0).value() == 10.0);
    CHECK(quantile(values, 0.9).value() == Approx(9.1).epsilon(1e-15));
}

TEST_CASE("a probability that names a rank gives that value exactly", "[kernels][quantile]")
{
    std::vector<double> values;
    for (int i = 0; i <= 100; ++i) values.push_back(std::exp(0.37 * i));
    for (int i = 0; i <= 100; ++i) {
        CAPTURE(i);
        CHECK(quantile(values, i / 100.0).value() == values[static_cast<std::size_t>(i)]);
    }
}

TEST_CASE("quantiles are mirrored exactly", "[kernels][quantile]")
{
    REQUIRE(rc::check("quantile(-x, 1 - p) == -quantile(x, p)", [] {
        const auto values = some_values();
        const double p = some_probability();
        RC_ASSERT(quantile(negated(values), 1.0 - p).value() == -quantile(values, p).value());
        RC_ASSERT(median(negated(values)).value() == -median(values).value());
    }));
    const std::vector<double> values{0.1, 0.7, 1.9, -3.3, 2.2, 0.3, 8.1};
    for (const double p : {0.025, 0.05, 0.1, 0.2, 0.3, 1.0 / 3.0, 0.45, 0.9, 0.95, 0.975, 1e-17, 5e-324}) {
        CAPTURE(p);
        CHECK(quantile(negated(values), 1.0 - p).value() == -quantile(values, p).value());
    }
}

TEST_CASE("quantiles hold their properties", "[kernels][quantile]")
{
    REQUIRE(rc::check("order of input does not matter, p is monotone, the range is kept", [] {
        const auto values = some_values();
        auto sorted = values;
        std::ranges::sort(sorted);
        const double low = std::min(some_probability(), 0.999);
        const double high = low + (1.0 - low) / 2.0;
        const double value = quantile(values, low).value();
        RC_ASSERT(quantile(sorted, low).value() == value);
        RC_ASSERT(value <= quantile(values, high).value());
        RC_ASSERT(value >= sorted.front() && value <= sorted.back());
    }));
}

TEST_CASE("extreme values do not overflow or vanish", "[kernels][quantile]")
{
    CHECK(median(std::vector<double>{1.7e308, 1.7e308, 1.6e308, 1.7e308}).value() == 1.7e308);
    CHECK(median(std::vector<double>{-1.7e308, 1.7e308}).value() == 0.0);
    CHECK(median(std::vector<double>{5e-324, 5e-324}).value() == 5e-324);
    CHECK(quantile(std::vector<double>{4.0}, 0.3).value() == 4.0);
    CHECK(quantile(std::vector<double>(9, 0.1), 0.37).value() == 0.1);
    CHECK_FALSE(std::signbit(median(std::vector<double>{-0.0}).value()));
    CHECK_FALSE(std::signbit(median(std::vector<double>{-0.0, 0.0}).value()));
}

TEST_CASE("illegal quantiles are errors", "[kernels][quantile]")
{
    constexpr double inf = std::numeric_limits<double>::infinity();
    constexpr double nan_value = std::numeric_limits<double>::quiet_NaN();
    CHECK(quantile({}, 0.5).error().code == Errc::no_data);
    CHECK(median({}).error().code == Errc::no_data);
    CHECK(median(std::vector<double>{1.0, inf}).error().code == Errc::bad_value);
    CHECK(median(std::vector<double>{nan_value, 1.0}).error().code == Errc::bad_value);
    for (const double p : {-0.01, 1.01, inf, nan_value}) {
        CAPTURE(p);
        CHECK(quantile(std::vector<double>{1.0}, p).error().code == Errc::bad_value);
    }
}

TEST_CASE("quantiles by selection are the bytes of quantiles by sorting", "[kernels][numbers]")
{
    CHECK(rc::check("in any order of probabilities", [] {
        const auto raw = *rc::gen::nonEmpty(rc::gen::container<std::vector<int>>(rc::gen::inRange(-50, 50)));
        std::vector<double> values;
        for (const int value : raw) values.push_back(value / 7.0);
        std::vector<double> probabilities;
        const auto steps = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 21));
        for (const int step : steps) probabilities.push_back(step / 20.0);
        auto scratch = values;
        const auto found = quantiles_by_selection(scratch, probabilities).value();
        RC_ASSERT(found.size() == probabilities.size());
        for (std::size_t i = 0; i < found.size(); ++i)
            RC_ASSERT(found[i] == quantile(values, probabilities[i]).value());
    }));
    std::vector<double> none;
    const std::vector<double> half{.5};
    CHECK(quantiles_by_selection(none, half).error().code == Errc::no_data);
    std::vector<double> one{2};
    const std::vector<double> beyond{1.5};
    CHECK(quantiles_by_selection(one, beyond).error().code == Errc::bad_value);
}
