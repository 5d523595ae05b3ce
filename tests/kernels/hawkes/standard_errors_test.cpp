#include "indicators/kernels/hawkes/standard_errors.hpp"

#include "indicators/kernels/hawkes/bootstrap.hpp"
#include "tests/kernels/hawkes/samples.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

using namespace entangled;
using namespace entangled::kernels;
using namespace entangled::testing;

namespace {

auto within(double value, double margin) { return Approx(value).epsilon(0).margin(margin); }

}  // namespace

TEST_CASE("standard errors of the year of 184 events", "[hawkes][errors]")
{
    HawkesLikelihood likelihood{simulated_history()};
    const auto fit = fit_hawkes(likelihood).value();
    const auto errors = standard_errors(likelihood, fit).value();
    // Independent double-precision run: inverse of central differences of the analytic gradient, delta method.
    CHECK(errors.background[0].value() == within(0.025681, 1e-6));
    CHECK(errors.background[1].value() == within(0.025699, 1e-6));
    CHECK(errors.branching[0][0].value() == within(0.097562, 1e-6));
    CHECK(errors.branching[0][1].value() == within(0.117494, 1e-6));
    CHECK(errors.branching[1][0].value() == within(0.100713, 1e-6));
    CHECK(errors.branching[1][1].value() == within(0.095450, 1e-6));
    CHECK(errors.decay.value() == within(0.154732, 1e-6));
    CHECK(errors.spectral_radius.value() == within(0.084337, 1e-6));
    CHECK(errors.interior.size() == 7);
    CHECK(errors.covariance.isApprox(errors.covariance.transpose(), 1e-12));
}

TEST_CASE("parameters at their bounds have no standard error", "[hawkes][errors]")
{
    HawkesLikelihood likelihood{small_history()};
    HawkesFitOptions options;
    options.fixed_decay = 0.8;
    const auto fit = fit_hawkes(likelihood, options).value();
    const auto errors = standard_errors(likelihood, fit).value();
    CHECK_FALSE(errors.branching[0][0]);
    CHECK_FALSE(errors.branching[1][1]);
    CHECK_FALSE(errors.decay);
    CHECK(errors.branching[0][1]);
    CHECK(errors.background[0]);
    CHECK(errors.interior.size() == 4);
    CHECK(errors.spectral_radius.value() > 0.0);
    // rho = sqrt(a b) has the slopes sqrt(b/a)/2 and sqrt(a/b)/2.
    const double a = fit.model.branching(0, 1);
    const double b = fit.model.branching(1, 0);
    const Eigen::Vector2d slope{0.5 * std::sqrt(b / a), 0.5 * std::sqrt(a / b)};
    const double variance = slope.dot(errors.covariance.bottomRightCorner(2, 2) * slope);
    CHECK(errors.spectral_radius.value() == Approx(std::sqrt(variance)).epsilon(1e-9));
}

TEST_CASE("what has no curvature is not identified", "[hawkes][errors]")
{
    HawkesLikelihood likelihood{small_history()};
    auto fit = fit_hawkes(likelihood).value();
    auto nothing = fit;
    nothing.background_at_bound.setConstant(true);
    nothing.branching_at_bound.setConstant(true);
    nothing.decay_identified = false;
    CHECK(standard_errors(likelihood, nothing).error().code == Errc::not_identified);
    HawkesFit other;
    CHECK(standard_errors(likelihood, other).error().code == Errc::no_data);
    HawkesLikelihood single{HawkesHistory::make(std::vector{1.0, 2.0}, std::vector{0, 0}, 1, 3.0).value()};
    CHECK(standard_errors(single, fit).error().code == Errc::bad_value);
}

TEST_CASE("the bootstrap spreads as the delta method says", "[hawkes][errors]")
{
    const auto fit = fit_hawkes(simulated_history()).value();
    HawkesBootstrapOptions options;
    options.id = 11;
    options.replicates = 120;
    options.fit.starts = 1;
    const auto alone = bootstrap_radius(fit.model, 365.0, options).value();
    CHECK(alone.spectral_radius.size() + alone.failed == 120);
    CHECK(alone.failed <= 2);
    CHECK(alone.lower < alone.median);
    CHECK(alone.median < alone.upper);
    CHECK(alone.median == within(0.60, 0.05));
    // 90 % of a normal distribution with the standard error 0.084.
    CHECK(alone.upper - alone.lower == within(2.0 * 1.645 * 0.0843, 0.09));
    CHECK(alone.explosive_share <= 0.02);
    options.threads = 2;
    CHECK(bootstrap_radius(fit.model, 365.0, options)->spectral_radius == alone.spectral_radius);
}

TEST_CASE("illegal bootstraps are refused", "[hawkes][errors]")
{
    HawkesBootstrapOptions options;
    options.replicates = 4;
    CHECK(bootstrap_radius(small_model(), 0.0, options).error().code == Errc::bad_value);
    CHECK(bootstrap_radius(HawkesModel{}, 10.0, options).error().code == Errc::no_data);
    options.max_events = 1;
    CHECK(bootstrap_radius(small_model(), 100.0, options).error().code == Errc::not_identified);
    options.lower_probability = 0.99;
    CHECK(bootstrap_radius(small_model(), 100.0, options).error().code == Errc::bad_value);
    options = {};
    options.replicates = 1;
    CHECK(bootstrap_radius(small_model(), 100.0, options).error().code == Errc::bad_value);
}
