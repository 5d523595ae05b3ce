#include "indicators/kernels/hawkes/simulate.hpp"

#include "indicators/kernels/hawkes/jitter.hpp"
#include "indicators/kernels/hawkes/outlook.hpp"
#include "indicators/kernels/hawkes/residuals.hpp"
#include "tests/kernels/hawkes/samples.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

using namespace entangled;
using namespace entangled::kernels;
using namespace entangled::testing;

namespace {

using Simulator = Result<HawkesHistory> (*)(const HawkesModel&, const HawkesSimulation&);

struct Moments {
    double mean = 0.0;
    double error = 0.0;  ///< standard error of the mean
};

/// Of the number of events of one type in [from, to).
Moments counts(Simulator simulate, const HawkesModel& model, std::uint8_t type, double from, double to)
{
    constexpr int samples = 3000;
    double sum = 0.0;
    double squares = 0.0;
    for (std::uint64_t id = 0; id < samples; ++id) {
        const auto history = simulate(model, {.horizon = to, .id = id}).value();
        double n = 0.0;
        for (std::size_t k = 0; k < history.size(); ++k) {
            n += history.types()[k] == type && history.times()[k] >= from ? 1.0 : 0.0;
        }
        sum += n;
        squares += n * n;
    }
    const double mean = sum / samples;
    return {mean, std::sqrt((squares / samples - mean * mean) / samples)};
}

std::vector<DatedAct> dated(const HawkesHistory& history)
{
    std::vector<DatedAct> acts;
    for (std::size_t k = 0; k < history.size(); ++k) {
        acts.push_back({static_cast<std::int64_t>(history.times()[k]), history.types()[k], 1000 + k});
    }
    return acts;
}

}  // namespace

TEST_CASE("both simulators meet the expected counts", "[hawkes][simulate]")
{
    const Simulator simulate = GENERATE(&simulate_hawkes_clusters, &simulate_hawkes_thinning);
    const auto model = small_model();
    const auto expected = outlook(model, model.background, 7.0)->expected_events;
    for (const std::uint8_t type : {std::uint8_t{0}, std::uint8_t{1}}) {
        const auto found = counts(simulate, model, type, 0.0, 7.0);
        CHECK(std::abs(found.mean - expected[type]) < 4.0 * found.error);
        CHECK(found.error < 0.05);
    }
}

TEST_CASE("both simulators meet the mean behaviour of one type", "[hawkes][simulate]")
{
    // Rizoiu et al. (2022) with mu 0.2, n 0.5, beta 0.8.
    const Simulator simulate = GENERATE(&simulate_hawkes_clusters, &simulate_hawkes_thinning);
    const HawkesModel model{Eigen::VectorXd::Constant(1, 0.2), Eigen::MatrixXd::Constant(1, 1, 0.5), 0.8};
    const auto first = counts(simulate, model, 0, 0.0, 7.0);
    CHECK(std::abs(first.mean - 2.3304050313126092) < 4.0 * first.error);
    const auto second = counts(simulate, model, 0, 7.0, 14.0);
    CHECK(std::abs(second.mean - 2.7714439005456324) < 4.0 * second.error);
}

TEST_CASE("simulated events pass their own residual test", "[hawkes][simulate]")
{
    const Simulator simulate = GENERATE(&simulate_hawkes_clusters, &simulate_hawkes_thinning);
    const auto history = simulate(simulated_truth(), {.horizon = 4000.0, .id = 12}).value();
    CHECK(history.size() > 1200);
    for (const auto& test : residual_tests(history, simulated_truth()).value()) {
        CHECK(test->p > 0.01);
        CHECK(std::abs(test->lag1_correlation.value()) < 0.1);
    }
}

TEST_CASE("a simulation is a function of its id", "[hawkes][simulate]")
{
    const Simulator simulate = GENERATE(&simulate_hawkes_clusters, &simulate_hawkes_thinning);
    const auto times = [&](std::uint64_t id) {
        const auto history = simulate(simulated_truth(), {.horizon = 100.0, .id = id}).value();
        return std::vector<double>(history.times().begin(), history.times().end());
    };
    CHECK(times(1) == times(1));
    CHECK(times(1) != times(2));
    const auto still = simulate(two_types(0, 0, rows(0.5, 0.5, 0.5, 0.5), 1.0), {.horizon = 10.0, .id = 1}).value();
    CHECK(still.size() == 0);
}

TEST_CASE("explosive processes stop at the cap", "[hawkes][simulate]")
{
    const Simulator simulate = GENERATE(&simulate_hawkes_clusters, &simulate_hawkes_thinning);
    const auto explosive = two_types(1.0, 1.0, rows(2, 1, 1, 2), 1.0);
    CHECK(simulate(explosive, {.horizon = 1000.0, .id = 1, .max_events = 5000}).error().code == Errc::bad_value);
    const auto huge = two_types(1e300, 1.0, rows(1e300, 1, 1, 2), 1.0);
    CHECK(simulate(huge, {.horizon = 1000.0, .id = 1, .max_events = 100}).error().code == Errc::bad_value);
    CHECK(simulate(small_model(), {.horizon = 0.0, .id = 1}).error().code == Errc::bad_value);
    CHECK(simulate(two_types(-1, 1, rows(0, 0, 0, 0), 1), {.horizon = 1.0}).error().code == Errc::bad_value);
}

TEST_CASE("the share of children born on their parent's day", "[hawkes][jitter]")
{
    CHECK(same_day_child_share(0.1).value() == Approx(0.0483741804).epsilon(1e-9));
    CHECK(same_day_child_share(0.3).value() == Approx(0.1360607356).epsilon(1e-9));
    CHECK(same_day_child_share(0.7).value() == Approx(0.2808361483).epsilon(1e-9));
    CHECK(same_day_child_share(1.5).value() == Approx(0.4820867737).epsilon(1e-9));
    // beta/2 for a long memory: 1 - (1 - exp(-beta))/beta itself loses all digits there.
    CHECK(same_day_child_share(1e-12).value() == Approx(5e-13).epsilon(1e-11));
    CHECK(same_day_child_share(0.01).value() ==
          Approx(same_day_child_share(std::nextafter(0.01, 0)).value()).epsilon(1e-12));
    CHECK(same_day_child_share(1e300).value() == 1.0);
    CHECK(same_day_child_share(0.0).error().code == Errc::bad_value);
    CHECK(same_day_child_share(std::nan("")).error().code == Errc::bad_value);
}

TEST_CASE("jitter does not depend on the order of acts", "[hawkes][jitter]")
{
    auto acts = dated(simulated_history());
    const DatedWindow window{2, 365.0};
    const auto history = jittered_history(acts, window, 1).value();
    std::ranges::reverse(acts);
    const auto reversed = jittered_history(acts, window, 1).value();
    CHECK(std::ranges::equal(history.times(), reversed.times()));
    CHECK(std::ranges::equal(history.types(), reversed.types()));
    CHECK_FALSE(std::ranges::equal(history.times(), jittered_history(acts, window, 2)->times()));
    // One act more moves no other: each has its own draw.
    auto more = acts;
    more.push_back({364, 0, 77});
    const auto longer = jittered_history(more, window, 1).value();
    CHECK(std::ranges::includes(longer.times(), history.times()));
    CHECK(jittered_history(std::vector<DatedAct>{{5, 0, 1}}, {1, 5.0}, 1).error().code == Errc::bad_value);
    CHECK(jittered_history(std::vector<DatedAct>{{-1, 0, 1}}, {1, 5.0}, 1).error().code == Errc::bad_value);
    CHECK(jittered_history(std::vector<DatedAct>{{1, 3, 1}}, {1, 5.0}, 1).error().code == Errc::bad_value);
}

TEST_CASE("whole days hide branching and jitter brings it back", "[hawkes][jitter]")
{
    // Monte Carlo of the estimator with rho 0.55 over 1000 days: 0.54 from exact times, 0.41 from days, 0.55 jittered.
    HawkesFitOptions options;
    options.starts = 1;
    double exact = 0.0;
    double floored = 0.0;
    double jittered = 0.0;
    constexpr int samples = 12;
    for (std::uint64_t id = 0; id < samples; ++id) {
        const auto history = simulate_hawkes_clusters(simulated_truth(), {.horizon = 1000.0, .id = id}).value();
        const auto acts = dated(history);
        std::vector<double> days;
        std::vector<std::pair<std::int64_t, int>> order;
        for (const DatedAct& act : acts) order.emplace_back(act.day, act.type);
        std::ranges::sort(order);
        std::vector<int> types;
        for (const auto& [day, type] : order) {
            days.push_back(static_cast<double>(day));
            types.push_back(type);
        }
        exact += fit_hawkes(history, options)->spectral_radius / samples;
        floored += fit_hawkes(HawkesHistory::make(days, types, 2, 1000.0).value(), options)->spectral_radius / samples;
        const auto fits = fit_jittered(acts, {2, 1000.0}, options, 5).value();
        CHECK(fits.spectral_radius.size() == 5);
        CHECK(fits.jitter_sd > 0.0);
        CHECK(fits.jitter_sd < 0.1);
        jittered += fits.mean_radius / samples;
    }
    CHECK(exact == Approx(0.541).margin(0.045));
    CHECK(floored == Approx(0.414).margin(0.045));
    CHECK(jittered == Approx(0.548).margin(0.045));
    CHECK(floored == Approx(0.55 * (1.0 - same_day_child_share(0.7).value())).margin(0.05));
    CHECK(fit_jittered({}, {2, 10.0}, options, 1).error().code == Errc::bad_value);
    CHECK(fit_jittered({}, {2, 10.0}, options).error().code == Errc::no_data);
}
