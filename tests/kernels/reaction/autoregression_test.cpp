#include "indicators/kernels/reaction/autoregression.hpp"

#include "indicators/kernels/numbers/normal_draws.hpp"
#include "indicators/kernels/reaction/least_squares.hpp"
#include "tests/kernels/reaction/series.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <vector>

using namespace entangled;
using namespace entangled::kernels;
using namespace entangled::testing;
using Eigen::MatrixXd;

namespace {

MatrixXd two_by_two(double a, double b, double c, double d)
{
    MatrixXd matrix(2, 2);
    matrix << a, b, c, d;
    return matrix;
}

void check_matrix(const MatrixXd& actual, const MatrixXd& expected, double margin)
{
    REQUIRE(actual.rows() == expected.rows());
    REQUIRE(actual.cols() == expected.cols());
    CAPTURE(actual, expected);
    CHECK((actual - expected).cwiseAbs().maxCoeff() <= margin);
}

MatrixXd noise(std::uint64_t id, Eigen::Index rows)
{
    MatrixXd values(rows, 2);
    fill_normals(id, 0, {values.data(), static_cast<std::size_t>(values.size())});
    return values;
}

/// Y_t = (1, -1) + B Y_{t-1} + e.
MatrixXd simulated(const MatrixXd& lag, Eigen::Index rows, std::uint64_t id)
{
    MatrixXd series = noise(id, rows);
    for (Eigen::Index t = 1; t < rows; ++t) {
        series.row(t) += series.row(t - 1) * lag.transpose() + Eigen::RowVector2d(1.0, -1.0);
    }
    return series;
}

}  // namespace

TEST_CASE("one lag agrees with the reference vector", "[kernels][autoregression]")
{
    // statsmodels 0.13 VAR(1) with constant.
    const auto model = fit_var(columns(us_weeks, cn_weeks), 1).value();
    CHECK(model.constant(0) == Approx(-1.367792270931142).epsilon(1e-11));
    CHECK(model.constant(1) == Approx(-0.00610324969425).epsilon(1e-9));
    check_matrix(model.lags[0], two_by_two(0.937387950590673, -0.839457591533168, 0.809161577137607, 0.117756584897183),
                 1e-12);
    check_matrix(model.lag_errors[0],
                 two_by_two(0.149399740822288, 0.179630569444843, 0.023091863616205, 0.027764469925391), 1e-12);
    CHECK(model.constant_errors(0) == Approx(0.303128680314288).epsilon(1e-11));
    CHECK(model.constant_errors(1) == Approx(0.046852866714837).epsilon(1e-11));
    check_matrix(model.covariance, two_by_two(0.6623475404812, 0.02319157182236, 0.02319157182236, 0.015823560340362),
                 1e-12);
    CHECK(model.rows == 23);
    CHECK(model.degrees == 20);
    const auto stability = var_stability(model.lags).value();
    CHECK(stability.eigenvalues[0].real() == Approx(.52757227).epsilon(0).margin(5e-9));
    CHECK(std::abs(stability.eigenvalues[0].imag()) == Approx(.71505799).epsilon(0).margin(5e-9));
    CHECK(stability.radius == Approx(.8886171462).epsilon(1e-10));
    CHECK(stability.stable);
    CHECK_FALSE(stability.near_unit_root);
    CHECK(var_stability(model.lags, 0.88).value().near_unit_root);
}

TEST_CASE("responses to a shock agree with the reference vector", "[kernels][autoregression]")
{
    const auto model = fit_var(columns(us_weeks, cn_weeks), 1).value();
    const auto responses = orthogonal_impulse_responses(model.lags, model.covariance, 3).value();
    REQUIRE(responses.size() == 4);
    check_matrix(responses[0], two_by_two(.81384737, 0, .02849622, .12252153), 5e-9);
    check_matrix(responses[1], two_by_two(.73896935, -.10285163, .66188964, .01442772), 5e-9);
    check_matrix(responses[3], two_by_two(-0.43888858440036, -0.033291998860894, 0.19050414950662, -0.097412975547252),
                 1e-12);
}

TEST_CASE("two lags agree with statsmodels", "[kernels][autoregression]")
{
    const auto model = fit_var(columns(us_weeks, cn_weeks), 2).value();
    check_matrix(model.lags[0], two_by_two(0.989974752552798, -0.872194763213801, 0.80135411946682, -0.371875648811466),
                 1e-11);
    check_matrix(model.lags[1], two_by_two(-0.077732184396898, 0.072057732632618, 0.412755974771872, 0.038591323399502),
                 1e-11);
    check_matrix(model.lag_errors[1],
                 two_by_two(1.193487436573652, 0.348886973410287, 0.169657704295002, 0.049595296232989), 1e-11);
    check_matrix(model.covariance, two_by_two(0.67303988461131, 0.02603536577896, 0.02603536577896, 0.013600418435572),
                 1e-12);
    const auto plain = impulse_responses(model.lags, 3).value();
    check_matrix(plain[0], MatrixXd::Identity(2, 2), 0.0);
    check_matrix(plain[3], two_by_two(-0.609882974184554, 0.033971065752121, 0.264833527344029, -0.554484076304676),
                 1e-11);
    check_matrix(orthogonal_impulse_responses(model.lags, model.covariance, 3).value()[2],
                 two_by_two(0.152029883649713, -0.05241170947218, 0.728405889029802, -0.05858480638823), 1e-11);
    const auto values = var_stability(model.lags).value().eigenvalues;
    REQUIRE(values.size() == 4);
    CHECK(values[0].real() == Approx(0.509682681704284).epsilon(1e-10));
    CHECK(values[0].imag() == Approx(0.747777603211388).epsilon(1e-10));
    CHECK(values[2].real() == Approx(-0.483889695525857).epsilon(1e-10));
    CHECK(values[3].real() == Approx(0.08262343585862).epsilon(1e-9));
}

TEST_CASE("the order by BIC agrees with statsmodels", "[kernels][autoregression]")
{
    // VAR(...).select_order, orders 1 to 3 and 1 to 4, chickens in 100,000 and eggs in 1,000.
    const auto weeks = choose_var_order(columns(us_weeks, cn_weeks), 3).value();
    CHECK(weeks.order == 1);
    const std::vector<double> weeks_bic{-4.141095499520344, -3.939900703443402, -3.6491218154118368};
    for (std::size_t i = 0; i < 3; ++i) CHECK(weeks.bic[i] == Approx(weeks_bic[i]).epsilon(1e-11));
    auto farm = columns(chickens, eggs);
    farm.col(0) /= 1e5;
    farm.col(1) /= 1e3;
    const auto years = choose_var_order(farm, 4).value();
    CHECK(years.order == 2);
    const std::vector<double> years_bic{-6.563350886645771, -6.668463042244733, -6.4358662876745605,
                                        -6.143251884464723};
    for (std::size_t i = 0; i < 4; ++i) CHECK(years.bic[i] == Approx(years_bic[i]).epsilon(1e-10));
    CHECK(choose_var_order(columns(chickens, eggs), 4).value().order == 2);
}

TEST_CASE("a long simulated series gives back its matrix", "[kernels][autoregression]")
{
    const MatrixXd lag = two_by_two(0.5, 0.2, -0.3, 0.4);
    const auto model = fit_var(simulated(lag, 20'000, 5), 1).value();
    check_matrix(model.lags[0], lag, 0.03);
    check_matrix(model.covariance, MatrixXd::Identity(2, 2), 0.03);
    CHECK(model.constant(0) == Approx(1.0).margin(0.05));
}

TEST_CASE("a random walk is near a unit root", "[kernels][autoregression]")
{
    // Levels of independent random walks: reciprocity is spurious there and the flag must be up.
    const auto walk = simulated(MatrixXd::Identity(2, 2), 300, 9);
    CHECK(var_stability(fit_var(walk, 1).value().lags).value().near_unit_root);
    const MatrixXd steps = walk.bottomRows(299) - walk.topRows(299);
    CHECK_FALSE(var_stability(fit_var(steps, 1).value().lags).value().near_unit_root);
}

TEST_CASE("the autoregression does not depend on units or on which side comes first", "[kernels][autoregression]")
{
    REQUIRE(rc::check([] {
        const auto series = simulated(two_by_two(0.3, 0.2, 0.1, 0.4), 40, *rc::gen::inRange<std::uint64_t>(0, 10'000));
        const auto model = fit_var(series, 2).value();
        MatrixXd swapped = series.rowwise().reverse();
        const auto mirror = fit_var(swapped, 2).value();
        RC_ASSERT((mirror.lags[0].reverse() - model.lags[0]).cwiseAbs().maxCoeff() < 1e-10);
        MatrixXd scaled = series;
        scaled.col(0) *= 1e100;
        scaled.col(1) = scaled.col(1).array() * 1e-3 + 5.0;
        const auto other = fit_var(scaled, 2).value();
        RC_ASSERT(std::abs(other.lags[0](0, 0) - model.lags[0](0, 0)) < 1e-8);
        RC_ASSERT(std::abs(other.lags[0](1, 0) * 1e103 - model.lags[0](1, 0)) < 1e-8);
        RC_ASSERT(std::abs(var_stability(other.lags).value().radius - var_stability(model.lags).value().radius) < 1e-8);
    }));
}

TEST_CASE("stability is decided by the companion matrix", "[kernels][autoregression]")
{
    using Lags = std::vector<MatrixXd>;
    CHECK(var_stability(Lags{two_by_two(1, 0, 0, 0.5)}).value().radius == Approx(1.0));
    CHECK_FALSE(var_stability(Lags{two_by_two(1.01, 0, 0, 0.5)}).value().stable);
    CHECK(var_stability(Lags{MatrixXd::Zero(2, 2)}).value().radius == 0.0);
    // y_t = 1.5 y_{t-1} - 0.7 y_{t-2}: the lag matrices alone look unstable, the roots have modulus sqrt(.7).
    CHECK(var_stability(Lags{MatrixXd::Constant(1, 1, 1.5), MatrixXd::Constant(1, 1, -0.7)}).value().radius ==
          Approx(std::sqrt(0.7)).epsilon(1e-12));
    CHECK(var_stability({}).error().code == Errc::no_data);
    CHECK(var_stability(Lags{MatrixXd::Zero(2, 1)}).error().code == Errc::bad_value);
    CHECK(var_stability(Lags{MatrixXd::Zero(2, 2), MatrixXd::Zero(1, 1)}).error().code == Errc::bad_value);
    CHECK(var_stability(Lags{MatrixXd::Zero(2, 2)}, 0.0).error().code == Errc::bad_value);
    CHECK(var_stability(Lags{MatrixXd::Zero(2, 2)}, 1.5).error().code == Errc::bad_value);
    const Lags infinite{MatrixXd::Constant(2, 2, std::numeric_limits<double>::infinity())};
    CHECK(var_stability(infinite).error().code == Errc::bad_value);
    CHECK(impulse_responses(infinite, 2).error().code == Errc::bad_value);
    const Lags growing{MatrixXd::Constant(2, 2, 10.0)};
    CHECK(impulse_responses(growing, 1000).error().code == Errc::bad_value);
    CHECK(impulse_responses(growing, 10'001).error().code == Errc::bad_value);
    CHECK(impulse_responses(growing, 0).value().size() == 1);
    CHECK(orthogonal_impulse_responses(growing, MatrixXd::Zero(2, 2), 1).error().code == Errc::not_identified);
    CHECK(orthogonal_impulse_responses(growing, MatrixXd::Identity(3, 3), 1).error().code == Errc::bad_value);
}

TEST_CASE("series that identify no autoregression are errors", "[kernels][autoregression]")
{
    const auto good = noise(3, 30);
    CHECK(fit_var(MatrixXd(0, 2), 1).error().code == Errc::no_data);
    CHECK(fit_var(good, 0).error().code == Errc::bad_value);
    CHECK(fit_var(good.topRows(1), 1).error().code == Errc::insufficient_points);
    CHECK(fit_var(good.topRows(4), 1).error().code == Errc::insufficient_points);
    CHECK(fit_var(good.topRows(5), 1).has_value());
    CHECK(fit_var(good, std::numeric_limits<std::size_t>::max()).error().code == Errc::insufficient_points);
    CHECK(choose_var_order(good.topRows(26), 8).error().code == Errc::insufficient_points);
    CHECK(choose_var_order(good.topRows(27), 8).has_value());
    MatrixXd flat = good;
    flat.col(1).setConstant(0.1);
    CHECK(fit_var(flat, 1).error().code == Errc::not_identified);
    MatrixXd twice = good;
    twice.col(1) = -3.0 * good.col(0);
    CHECK(fit_var(twice, 1).error().code == Errc::not_identified);
    MatrixXd bad = good;
    bad(3, 1) = std::numeric_limits<double>::quiet_NaN();
    CHECK(fit_var(bad, 1).error().code == Errc::bad_value);
    bad(3, 1) = 1e300;
    CHECK(fit_var(bad, 1).error().code == Errc::bad_value);
    MatrixXd exact(20, 1);
    for (Eigen::Index t = 0; t < 20; ++t) exact(t, 0) = std::pow(0.5, static_cast<double>(t));
    CHECK(choose_var_order(exact, 1).error().code == Errc::not_identified);
}

TEST_CASE("a regression says what it cannot separate", "[kernels][autoregression]")
{
    MatrixXd x(6, 1);
    x << 1, 2, 3, 4, 5, 7;
    const MatrixXd y = 2.0 * x.array() + 1.0;
    const auto line = regress(x, y).value();
    CHECK(line.coefficients(0, 0) == Approx(1.0).epsilon(1e-13));
    CHECK(line.coefficients(1, 0) == Approx(2.0).epsilon(1e-13));
    CHECK(line.degrees == 4);
    const auto mean = regress(MatrixXd(6, 0), y).value();
    CHECK(mean.coefficients(0, 0) == Approx(y.mean()));
    // A level of 1e8 and steps of 1: the naive normal equations lose all digits of the slope's error.
    const MatrixXd far = x.array() + 1e8;
    CHECK(regress(far, y).value().coefficients(1, 0) == Approx(2.0).epsilon(1e-8));
    CHECK(regress(MatrixXd::Constant(6, 1, 0.1), y).error().code == Errc::not_identified);
    MatrixXd both(6, 2);
    both << x, 3.0 * x;
    CHECK(regress(both, y).error().code == Errc::not_identified);
    CHECK(regress(x.topRows(2), y.topRows(2)).error().code == Errc::insufficient_points);
    CHECK(regress(x.topRows(5), y).error().code == Errc::bad_value);
    CHECK(regress(x, MatrixXd(6, 0)).error().code == Errc::no_data);
    CHECK(regress(x, y * std::numeric_limits<double>::infinity()).error().code == Errc::bad_value);
    CHECK(regress(5e-324 * x, 1e300 * y).error().code == Errc::bad_value);
    CHECK(regress(1e300 * x, 1e300 * y).value().coefficients(1, 0) == Approx(2.0));
}
