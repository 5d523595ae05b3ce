#include "indicators/kernels/change/detrending.hpp"

#include "indicators/kernels/numbers/normal_draws.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <vector>

using namespace entangled;
using namespace entangled::kernels;

namespace {

using Series = std::vector<double>;

const Series ten{3, 1, 4, 1, 5, 9, 2, 6, 5, 3};

void check_equal(const Series& values, const Series& expected)
{
    REQUIRE(values.size() == expected.size());
    for (std::size_t i = 0; i < values.size(); ++i) {
        CAPTURE(i);
        CHECK(values[i] == Approx(expected[i]).epsilon(1e-13));
    }
}

}  // namespace

TEST_CASE("the mirrored Gaussian agrees with scipy.ndimage.gaussian_filter", "[kernels][change]")
{
    check_equal(gaussian_trend(ten, 2.5).value(),
                {2.7409769426358275, 2.912301377658191, 3.2340506580677055, 3.6502585332562725, 4.068246055063414,
                 4.38724047285659, 4.546800032813401, 4.556228586094409, 4.48451234812155, 4.419384993432632});
    // Mirrored more than once on either side.
    const auto wide = gaussian_trend(ten, 9.0).value();
    CHECK(wide[0] == Approx(3.8780886443521387).epsilon(1e-13));
    CHECK(wide[1] == Approx(3.880230607015912).epsilon(1e-13));
    CHECK(wide[2] == Approx(3.884250438537295).epsilon(1e-13));
    CHECK(gaussian_sigma(24.0) == Approx(8.888888888888889));
}

TEST_CASE("lowess agrees with statsmodels", "[kernels][change]")
{
    // statsmodels.nonparametric.lowess 0.13 on 0..9.
    check_equal(lowess(ten, {.span = 0.5}).value(),
                {2.4684793704190082, 2.438406085939846, 2.2882339606311923, 3.074820305368113, 4.999999999999998,
                 5.6294602122796915, 5.320514353383413, 4.653485707000497, 4.358343349576557, 3.5731326361093747});
    check_equal(lowess(ten, {.span = 1.0, .iterations = 2}).value(),
                {2.0118621695365477, 2.492919234225314, 2.9671746291737326, 3.4237132856960497, 3.8636631196299325,
                 4.250667062185873, 4.344853973764509, 4.385920677536241, 4.393823668276914, 4.360824754871141});
    auto outlier = ten;
    outlier[4] = 60;
    check_equal(lowess(outlier, {.span = 0.6}).value(),
                {2.5627419629833956, 2.4212588011845835, 2.1764938833388094, 3.5751605476465924, 4.426251419028304,
                 4.960493149489981, 5.839888341472879, 4.871485323850633, 4.27747069770041, 3.6868139983618953});
}

TEST_CASE("one bad point does not bend the line beside it", "[kernels][change]")
{
    // Without reweighting its neighbours would stand at 24 and 26.
    const auto fitted = lowess(Series{1, 2, 3, 4, 5, 6, 70, 8, 9, 10}, {.span = 0.5}).value();
    CHECK(lowess(Series{1, 2, 3, 4, 5, 6, 70, 8, 9, 10}, {.span = 0.5, .iterations = 0}).value()[5] > 20.0);
    for (const std::size_t i : {0U, 1U, 2U, 3U, 4U, 5U, 7U, 8U, 9U}) {
        CHECK(fitted[i] == Approx(static_cast<double>(i + 1)).epsilon(1e-12));
    }
}

TEST_CASE("a centred smoother looks into the future, the one-sided mean does not", "[kernels][change]")
{
    Series values(60);
    fill_normals(3, 0, values);
    auto later = values;
    later.back() += 50.0;
    for (const auto method : {Detrending::gaussian_reflected, Detrending::gaussian_renormalised, Detrending::lowess}) {
        const auto before = detrend(values, method, 0.3).value();
        const auto after = detrend(later, method, 0.3).value();
        CHECK(before.residual[57] != after.residual[57]);
    }
    const auto before = detrend(values, Detrending::one_sided, 0.3).value();
    const auto after = detrend(later, Detrending::one_sided, 0.3).value();
    for (std::size_t t = 0; t + 1 < values.size(); ++t) CHECK(before.residual[t] == after.residual[t]);
    CHECK(before.residual.back() != after.residual.back());
}

TEST_CASE("the one-sided mean by hand", "[kernels][change]")
{
    check_equal(one_sided_trend(Series{4, 8, 0}, 0.25).value(), {4, 5, 3.75});
    check_equal(one_sided_trend(Series{4, 8, 0}, 1.0).value(), {4, 8, 0});
}

TEST_CASE("smoothers hold their properties", "[kernels][change]")
{
    REQUIRE(rc::check("a constant stays, scaling by a power of two scales, reversal reverses", [] {
        Series values(static_cast<std::size_t>(*rc::gen::inRange(2, 40)));
        fill_normals(*rc::gen::arbitrary<std::uint64_t>(), 0, values);
        const double bandwidth = *rc::gen::inRange(1, 11) / 10.0;
        auto scaled = values;
        for (double& value : scaled) value *= 1024.0;
        const Series constant(values.size(), 3.7);
        for (const auto method : {Detrending::none, Detrending::gaussian_reflected, Detrending::gaussian_renormalised,
                                  Detrending::lowess, Detrending::one_sided}) {
            const auto parts = detrend(values, method, bandwidth).value();
            const auto large = detrend(scaled, method, bandwidth).value();
            for (std::size_t i = 0; i < values.size(); ++i) {
                RC_ASSERT(std::abs(large.residual[i] - 1024.0 * parts.residual[i]) < 1e-9);
                RC_ASSERT(std::abs(parts.trend[i] + parts.residual[i] - values[i]) < 1e-14);
            }
            if (method == Detrending::none) continue;
            for (const double rest : detrend(constant, method, bandwidth).value().residual) {
                RC_ASSERT(std::abs(rest) < 1e-13);
            }
        }
    }));
    REQUIRE(rc::check("lowess leaves a line as it is", [] {
        Series values;
        const double slope = *rc::gen::inRange(-50, 50) / 8.0;
        for (int i = 0; i < *rc::gen::inRange(3, 30); ++i) values.push_back(2.0 + slope * i);
        const auto fitted = lowess(values, {.span = *rc::gen::inRange(2, 11) / 10.0}).value();
        for (std::size_t i = 0; i < values.size(); ++i) RC_ASSERT(std::abs(fitted[i] - values[i]) < 1e-10);
    }));
}

TEST_CASE("illegal smoothing is an error", "[kernels][change]")
{
    constexpr double inf = std::numeric_limits<double>::infinity();
    CHECK(gaussian_trend({}, 1).error().code == Errc::no_data);
    CHECK(gaussian_trend(ten, 0).error().code == Errc::bad_value);
    CHECK(gaussian_trend(ten, 10.5).error().code == Errc::bad_value);
    CHECK(gaussian_trend(ten, inf).error().code == Errc::bad_value);
    CHECK(kernel_trend({}, 1).error().code == Errc::no_data);
    CHECK(kernel_trend(ten, -1).error().code == Errc::bad_value);
    CHECK(kernel_trend(ten, 21).error().code == Errc::bad_value);
    CHECK(lowess({}).error().code == Errc::no_data);
    CHECK(lowess(ten, {.span = 0.0}).error().code == Errc::bad_value);
    CHECK(lowess(ten, {.span = 0.5, .iterations = 21}).error().code == Errc::bad_value);
    CHECK(one_sided_trend({}, 0.5).error().code == Errc::no_data);
    CHECK(one_sided_trend(ten, 0.0).error().code == Errc::bad_value);
    CHECK(one_sided_trend(Series{1, inf}, 0.5).error().code == Errc::bad_value);
    CHECK(detrend(ten, Detrending::lowess, 1.5).error().code == Errc::bad_value);
    CHECK(detrend({}, Detrending::none, 1.0).error().code == Errc::no_data);
    CHECK(lowess(Series{7}).value().front() == 7.0);
    CHECK(gaussian_trend(Series{7}, 1.0).value().front() == Approx(7.0));
    Series cliff(5, -1.7e308);
    cliff.back() = 1.7e308;
    CHECK(detrend(cliff, Detrending::one_sided, 1.0).error().code == Errc::bad_value);
}
