#include "indicators/kernels/hawkes/fit.hpp"

#include "indicators/kernels/hawkes/cross_test.hpp"
#include "indicators/kernels/hawkes/em.hpp"
#include "indicators/kernels/hawkes/simulate.hpp"
#include "tests/kernels/hawkes/samples.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <vector>

using namespace entangled;
using namespace entangled::kernels;
using namespace entangled::testing;

namespace {

auto within(double value, double margin) { return Approx(value).epsilon(0).margin(margin); }

}  // namespace

TEST_CASE("the maximum of the year of 184 events is found from every start", "[hawkes][fit]")
{
    // Best of L-BFGS-B and EM in double precision, seven digits.
    HawkesFitOptions options;
    options.starts = GENERATE(1U, 3U, 6U);
    const auto fit = fit_hawkes(simulated_history(), options).value();
    CHECK(fit.converged);
    CHECK(fit.log_likelihood == within(-385.0015081727, 1e-9));
    CHECK(fit.model.background[0] == within(0.1001288, 2e-7));
    CHECK(fit.model.background[1] == within(0.0941906, 2e-7));
    CHECK(fit.model.branching(0, 0) == within(0.1887412, 2e-7));
    CHECK(fit.model.branching(0, 1) == within(0.4697036, 2e-7));
    CHECK(fit.model.branching(1, 0) == within(0.3068824, 2e-7));
    CHECK(fit.model.branching(1, 1) == within(0.2745429, 2e-7));
    CHECK(fit.model.decay == within(0.7067394, 2e-7));
    CHECK(fit.spectral_radius == within(0.613721, 1e-6));
    CHECK_FALSE(fit.background_at_bound.any());
    CHECK_FALSE(fit.branching_at_bound.any());
    CHECK_FALSE(fit.decay_at_bound);
    CHECK(fit.decay_identified);
}

TEST_CASE("a short history ends at its bounds and says so", "[hawkes][fit]")
{
    HawkesFitOptions options;
    options.fixed_decay = 0.8;
    const auto fit = fit_hawkes(small_history(), options).value();
    CHECK(fit.converged);
    CHECK(fit.log_likelihood == within(-23.53332506, 1e-7));
    CHECK(fit.model.branching(0, 0) == 0.0);
    CHECK(fit.model.branching(1, 1) == 0.0);
    CHECK(fit.branching_at_bound(0, 0));
    CHECK(fit.branching_at_bound(1, 1));
    CHECK_FALSE(fit.branching_at_bound(0, 1));
    CHECK_FALSE(fit.branching_at_bound(1, 0));
    CHECK(fit.model.decay == 0.8);
    CHECK_FALSE(fit.decay_identified);
    // With the decay free, the second background dies too: the mirror of the bounds above.
    const auto free = fit_hawkes(small_history()).value();
    CHECK(free.log_likelihood > fit.log_likelihood);
    CHECK(free.background_at_bound(1));
    CHECK(free.model.background[1] == Approx(1e-8));
}

TEST_CASE("no tit-for-tat is tested on the boundary", "[hawkes][fit]")
{
    HawkesLikelihood likelihood{simulated_history()};
    const auto test = cross_excitation_test(likelihood).value();
    CHECK(test.diagonal.log_likelihood == within(-403.8041687, 1e-7));
    CHECK(test.full.log_likelihood == within(-385.0015081727, 1e-9));
    CHECK(test.statistic == within(37.6053211, 1e-6));
    CHECK(test.boundary == 2);
    CHECK(test.p == Approx(2.14e-9).epsilon(5e-3));
    CHECK(test.diagonal.model.branching(0, 1) == 0.0);
    CHECK(test.diagonal.branching_at_bound(1, 0));
    // A chi-squared with two degrees would be four times too kind to the null.
    CHECK(test.p < 7e-9);
}

TEST_CASE("the boundary mixture", "[hawkes][fit]")
{
    // scipy.stats.chi2 1.10: sf(x, 1)/2 + sf(x, 2)/4, and sum of C(6, k)/64 sf(5.5, k).
    CHECK(boundary_mixture_tail(37.6053211).value() == Approx(2.139311564949795e-09).epsilon(1e-10));
    CHECK(boundary_mixture_tail(1.5).value() == Approx(0.22842731914517533).epsilon(1e-12));
    CHECK(boundary_mixture_tail(0.01).value() == Approx(0.7089252825211416).epsilon(1e-12));
    CHECK(boundary_mixture_tail(5.5, 6).value() == Approx(0.157357238913731).epsilon(1e-12));
    CHECK(boundary_mixture_tail(0.0).value() == 1.0);
    CHECK(boundary_mixture_tail(-1.0).value() == 1.0);
    CHECK(boundary_mixture_tail(std::nan("")).error().code == Errc::bad_value);
    CHECK(boundary_mixture_tail(1.0, 0).error().code == Errc::bad_value);
}

TEST_CASE("rho above one is reported, not forbidden", "[hawkes][fit]")
{
    const auto truth = two_types(0.3, 0.2, rows(0.9, 0.5, 0.6, 0.8), 0.5);
    const auto history = simulate_hawkes_clusters(truth, {.horizon = 14.0, .id = 16}).value();
    const auto fit = fit_hawkes(history).value();
    CHECK(fit.spectral_radius > 1.0);
    CHECK(fit.log_likelihood >= hawkes_likelihood(history, truth)->log_likelihood);
}

TEST_CASE("a rising background passes for excitation", "[hawkes][fit]")
{
    // No event excites another here, but the rate of the second half is nine times that of the first.
    Draws draws{5};
    std::vector<double> times;
    std::vector<int> types;
    for (double time = 0.0; time < 400.0;) {
        times.push_back(time);
        types.push_back(draws.below(2));
        time -= std::log(draws.unit()) / (time < 200.0 ? 0.1 : 0.9);
    }
    const auto gain = [](const HawkesHistory& history) {
        return fit_hawkes(history)->log_likelihood - poisson_log_likelihood(history);
    };
    const auto whole = HawkesHistory::make(times, types, 2, 400.0).value();
    CHECK(fit_hawkes(whole)->spectral_radius > 0.6);
    CHECK(gain(whole) > 25.0);
    // A window inside of one regime does not show it: five more parameters gain as little as chance lets them.
    std::vector<double> late;
    std::vector<int> late_types;
    for (std::size_t k = 0; k < times.size(); ++k) {
        if (times[k] < 200.0) continue;
        late.push_back(times[k] - 200.0);
        late_types.push_back(types[k]);
    }
    CHECK(gain(HawkesHistory::make(late, late_types, 2, 200.0).value()) < 5.0);
}

TEST_CASE("masks and missing types hold entries at zero", "[hawkes][fit]")
{
    HawkesFitOptions options;
    options.free_branching = HawkesMask::Constant(2, 2, true);
    options.free_branching(0, 1) = false;
    const auto fit = fit_hawkes(simulated_history(), options).value();
    CHECK(fit.model.branching(0, 1) == 0.0);
    CHECK(fit.model.branching(1, 0) > 0.0);
    CHECK(fit.branching_at_bound(0, 1));
    const auto lonely = HawkesHistory::make(std::vector{1.0, 1.2, 5.0}, std::vector{0, 0, 0}, 2, 9.0).value();
    const auto one = fit_hawkes(lonely).value();
    CHECK(one.converged);
    CHECK(one.model.background[1] == 1e-8);
    CHECK(one.background_at_bound(1));
    CHECK(one.branching_at_bound.col(1).all());
    CHECK(one.branching_at_bound.row(1).all());
}

TEST_CASE("evenly spaced events are a Poisson process with no decay to be known", "[hawkes][fit]")
{
    std::vector<double> times;
    for (int k = 0; k < 40; ++k) times.push_back(k + 0.5);
    const auto fit = fit_hawkes(HawkesHistory::make(times, std::vector<int>(40, 0), 1, 40.0).value()).value();
    CHECK(fit.spectral_radius < 1e-9);
    CHECK(fit.branching_at_bound(0, 0));
    CHECK_FALSE(fit.decay_identified);
    CHECK(fit.log_likelihood == within(-40.0, 1e-9));
}

TEST_CASE("fits converge and are never below Poisson or EM", "[hawkes][fit]")
{
    // Small histories have several maxima; these ids do not depend on luck with the starts.
    for (std::uint64_t id = 1; id <= 40; ++id) {
        CAPTURE(id);
        Draws draws{id};
        const int types = 1 + draws.below(3);
        const auto history = random_history(draws, 3 + static_cast<std::size_t>(draws.below(80)), types, 0.1);
        HawkesFitOptions options;
        options.starts = 6;
        HawkesLikelihood likelihood{history};
        const auto fit = fit_hawkes(likelihood, options).value();
        CHECK(fit.converged);
        CHECK(fit.log_likelihood >= poisson_log_likelihood(history) - 1e-6);
        HawkesModel start{Eigen::VectorXd::Constant(types, 0.2), Eigen::MatrixXd::Constant(types, types, 0.2), 1.0};
        HawkesEmOptions em;
        em.max_iterations = 300;
        em.decay_range = options.decay;
        CHECK(fit.log_likelihood >= fit_em(likelihood, start, em)->log_likelihood - 1e-5);
    }
}

TEST_CASE("a fit does not depend on the unit of time or the order of types", "[hawkes][fit]")
{
    const auto history = simulated_history();
    std::vector<double> hours(history.times().begin(), history.times().end());
    for (double& time : hours) time *= 24.0;
    std::vector<int> other;
    for (const auto type : history.types()) other.push_back(1 - type);
    HawkesFitOptions options;
    options.decay = {options.decay.lower / 24.0, options.decay.upper / 24.0};
    const auto fit = fit_hawkes(history).value();
    const auto same = fit_hawkes(HawkesHistory::make(hours, other, 2, 365.0 * 24.0).value(), options).value();
    CHECK(same.spectral_radius == Approx(fit.spectral_radius).epsilon(1e-7));
    CHECK(same.model.decay * 24.0 == Approx(fit.model.decay).epsilon(1e-7));
    CHECK(same.model.branching(0, 1) == Approx(fit.model.branching(1, 0)).epsilon(1e-7));
}

TEST_CASE("what cannot be fitted is an error", "[hawkes][fit]")
{
    const auto code = [](const HawkesHistory& history, const HawkesFitOptions& options) {
        return fit_hawkes(history, options).error().code;
    };
    CHECK(code(HawkesHistory::make({}, {}, 1, 1.0).value(), {}) == Errc::no_data);
    CHECK(code(HawkesHistory::make(std::vector{0.5}, std::vector{0}, 1, 1.0).value(), {}) == Errc::insufficient_points);
    HawkesFitOptions options;
    options.min_background = 0.0;
    CHECK(code(small_history(), options) == Errc::bad_value);
    options = {};
    options.decay = {1.0, 0.5};
    CHECK(code(small_history(), options) == Errc::bad_value);
    options = {};
    options.fixed_decay = -1.0;
    CHECK(code(small_history(), options) == Errc::bad_value);
    options = {};
    options.starts = 0;
    CHECK(code(small_history(), options) == Errc::bad_value);
    options = {};
    options.free_branching = diagonal_mask(3);
    CHECK(code(small_history(), options) == Errc::bad_value);
    HawkesLikelihood likelihood{small_history()};
    options.free_branching = diagonal_mask(2);
    CHECK(cross_excitation_test(likelihood, options).error().code == Errc::bad_value);
    options.free_branching = diagonal_mask(3);
    CHECK(cross_excitation_test(likelihood, options).error().code == Errc::bad_value);
}
