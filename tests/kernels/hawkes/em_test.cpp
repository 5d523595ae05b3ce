#include "indicators/kernels/hawkes/em.hpp"

#include "tests/kernels/hawkes/samples.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>

using namespace entangled;
using namespace entangled::kernels;
using namespace entangled::testing;

namespace {

auto within(double value, double margin) { return Approx(value).epsilon(0).margin(margin); }

void check_model(const HawkesModel& model, const HawkesModel& wanted, double margin)
{
    for (Eigen::Index i = 0; i < 2; ++i) {
        CHECK(model.background[i] == within(wanted.background[i], margin));
        for (Eigen::Index j = 0; j < 2; ++j) {
            CHECK(model.branching(i, j) == within(wanted.branching(i, j), margin));
        }
    }
    CHECK(model.decay == within(wanted.decay, margin));
}

HawkesEmOptions map_options()
{
    HawkesEmOptions options;
    options.prior = HawkesPrior{};
    options.keeps_decay = true;
    return options;
}

}  // namespace

TEST_CASE("MAP-EM of the worked example", "[hawkes][em]")
{
    // Independent double-precision run: shape 2, scale 0.15, beta held at 0.8.
    HawkesLikelihood likelihood{small_history()};
    const auto start = two_types(0.15, 0.10, Eigen::Matrix2d::Constant(0.2), 0.8);
    const auto first = em_step(likelihood, start, map_options()).value();
    check_model(first.model,
                two_types(0.179964935637, 0.138722712614,
                          rows(0.130507920454, 0.161379818936, 0.216613671327, 0.145951974948), 0.8),
                1e-12);
    const auto fit = fit_em(likelihood, start, map_options()).value();
    CHECK(fit.converged);
    check_model(fit.model,
                two_types(0.204995262559, 0.181772661334,
                          rows(0.110699683139, 0.138221493349, 0.171569636867, 0.117121476820), 0.8),
                1e-10);
    CHECK(fit.log_likelihood == within(-24.0919906743, 1e-10));
    CHECK(fit.spectral_radius == within(0.2679395424, 1e-10));
    // Maximum likelihood ends with two entries at 0 here, the prior keeps all above.
    CHECK(fit.model.branching.minCoeff() > 0.1);
}

TEST_CASE("EM of the year of 184 events", "[hawkes][em]")
{
    HawkesLikelihood likelihood{simulated_history()};
    const auto start = two_types(0.1, 0.1, Eigen::Matrix2d::Constant(0.2), 1.0);
    const auto first = em_step(likelihood, start).value();
    CHECK(first.log_likelihood == within(-392.40399028, 1e-8));
    CHECK(first.objective == first.log_likelihood);
    check_model(first.model,
                two_types(0.12416882, 0.11541864, rows(0.24767592, 0.30569879, 0.25066803, 0.24781896), 0.96587873),
                5e-9);
    const auto fit = fit_em(likelihood, start).value();
    CHECK(fit.converged);
    CHECK(fit.log_likelihood == within(-385.0015081727, 1e-9));
    check_model(fit.model, two_types(0.1001288, 0.0941906, rows(0.1887412, 0.4697036, 0.3068824, 0.2745429), 0.7067394),
                2e-7);
}

TEST_CASE("no step of EM lowers its objective", "[hawkes][em]")
{
    CHECK(rc::check("with and without prior", [](std::uint64_t id) {
        Draws draws{id};
        const int types = 1 + draws.below(4);
        HawkesLikelihood likelihood{random_history(draws, static_cast<std::size_t>(draws.below(80)), types, 0.2)};
        auto model = random_model(draws, types);
        HawkesEmOptions options;
        options.keeps_decay = draws.unit() < 0.3;
        if (draws.unit() < 0.5) {
            options.prior = HawkesPrior{.shape = 1.0 + draws.below(3), .scale = draws.between(0.05, 1.0)};
            model.branching.array() += 0.01;
        }
        double last = em_step(likelihood, model, options)->objective;
        for (int step = 0; step < 12; ++step) {
            const auto next = em_step(likelihood, model, options).value();
            RC_ASSERT(next.objective >= last - 1e-9 * (1.0 + std::abs(last)));
            last = next.objective;
            model = next.model;
            // Nothing to live on for a type that never occurs.
            if (!(model.background.array() > 1e-12).all()) break;
            if (options.prior && options.prior->shape > 1.0 && !(model.branching.array() > 0.0).all()) break;
        }
    }));
}

TEST_CASE("entries at zero are a mask, and a prior needs a start above zero", "[hawkes][em]")
{
    HawkesLikelihood likelihood{simulated_history()};
    const auto start = two_types(0.1, 0.1, rows(0.2, 0.0, 0.0, 0.2), 1.0);
    const auto fit = fit_em(likelihood, start).value();
    CHECK(fit.model.branching(0, 1) == 0.0);
    CHECK(fit.log_likelihood == within(-403.8041687, 1e-7));
    HawkesEmOptions options = map_options();
    CHECK(em_step(likelihood, start, options).error().code == Errc::bad_value);
    options.prior->shape = 0.5;
    CHECK(em_step(likelihood, simulated_truth(), options).error().code == Errc::bad_value);
    options.prior = HawkesPrior{2.0, 0.0};
    CHECK(em_step(likelihood, simulated_truth(), options).error().code == Errc::bad_value);
    options = {};
    options.decay_range = Interval{2.0, 1.0};
    CHECK(em_step(likelihood, simulated_truth(), options).error().code == Errc::bad_value);
    options.decay_range = Interval{0.8, 0.9};
    CHECK(fit_em(likelihood, simulated_truth(), options)->model.decay == 0.8);
    options = {};
    options.tolerance = 0.0;
    CHECK(em_step(likelihood, simulated_truth(), options).error().code == Errc::bad_value);
    HawkesLikelihood empty{HawkesHistory::make({}, {}, 2, 1.0).value()};
    CHECK(fit_em(empty, simulated_truth()).error().code == Errc::no_data);
}
