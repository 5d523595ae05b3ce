#include "indicators/kernels/hawkes/residuals.hpp"

#include "indicators/kernels/hawkes/fit.hpp"
#include "indicators/kernels/hawkes/kolmogorov_tail.hpp"
#include "indicators/kernels/hawkes/simulate.hpp"
#include "tests/kernels/hawkes/samples.hpp"

#include <rapidcheck.h>
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

TEST_CASE("exact Kolmogorov tails", "[hawkes][residuals]")
{
    // scipy.stats.kstwo.sf 1.10 (Simard and L'Ecuyer 2011); for 141 to 1000 draws in the bulk, where that turns to Pelz
    // and Good, its exact matrix and Pomeranz (1974), which agree to 1e-13.
    struct Case {
        std::size_t n;
        double distance;
        double p;
    };
    const auto c = GENERATE(values<Case>({{1, 0.7, 0.6},
                                          {2, 0.4, 0.82},
                                          {5, 0.2354014657, 0.8867965100876092},
                                          {5, 0.05, 1.0},
                                          {5, 0.11, 0.999999616},
                                          {5, 0.95, 6.250000000000028e-07},
                                          {10, 0.3, 0.27053557479999946},
                                          {20, 0.5, 3.787595240539032e-05},
                                          {50, 0.07, 0.9527143282206619},
                                          {96, 0.0542374, 0.9255847149243704},
                                          {88, 0.0499270, 0.9729437254442733},
                                          {100, 0.21, 0.00023947345214651332},
                                          {100, 0.45, 5.324995419657099e-19},
                                          {140, 0.1, 0.11353657290090946},
                                          {141, 0.05, 0.8548431089865254},
                                          {500, 0.03, 0.7473166221808449},
                                          {500, 0.06, 0.05243459577151477},
                                          {1000, 0.02, 0.8108971310702142},
                                          {1000, 0.08, 5.154189384789824e-06},
                                          {1500, 0.015, 0.8832786210433897},
                                          {5000, 0.01, 0.6954557253913853},
                                          {5000, 0.02, 0.03613941395325637},
                                          {100000, 0.001, 0.9999638407940036},
                                          {100000, 0.003, 0.3284563327726956}}));
    CAPTURE(c.n, c.distance);
    const double p = kolmogorov_tail(c.n, c.distance).value();
    CHECK(p == within(c.p, c.n > 1000 ? 5e-8 : 1e-11));
    if (c.p < 1e-3) CHECK(p == Approx(c.p).epsilon(1e-7));
}

TEST_CASE("Kolmogorov tails at their ends", "[hawkes][residuals]")
{
    CHECK(kolmogorov_tail(10, 0.0).value() == 1.0);
    CHECK(kolmogorov_tail(10, 0.05).value() == 1.0);
    CHECK(kolmogorov_tail(10, 1.0).value() == 0.0);
    CHECK(kolmogorov_tail(10, 3.0).value() == 0.0);
    CHECK(kolmogorov_tail(1'000'000'000, 0.5).value() == 0.0);
    CHECK(kolmogorov_tail(1'000'000'000, 1e-7).value() == 1.0);
    CHECK(kolmogorov_tail(0, 0.5).error().code == Errc::insufficient_points);
    CHECK(kolmogorov_tail(5, -0.1).error().code == Errc::bad_value);
    CHECK(kolmogorov_tail(5, std::nan("")).error().code == Errc::bad_value);
    CHECK(rc::check("falls with the distance", [](std::uint64_t id) {
        Draws draws{id};
        const auto n = static_cast<std::size_t>(1 + draws.below(300));
        const double a = draws.unit();
        const double b = draws.unit();
        RC_ASSERT(kolmogorov_tail(n, std::min(a, b)).value() >= kolmogorov_tail(n, std::max(a, b)).value() - 1e-9);
    }));
}

TEST_CASE("compensators of the worked examples", "[hawkes][residuals]")
{
    struct Case {
        HawkesHistory history;
        HawkesModel model;
        std::vector<std::vector<double>> wanted;
    };
    const auto ties = HawkesHistory::make(std::vector<double>{1, 1, 2, 2, 2, 5}, std::vector{0, 1, 0, 0, 1, 1}, 2, 6.0);
    const auto tick = HawkesHistory::make(std::vector{0.12, 0.31, 0.93, 1.19, 1.29, 2.12, 2.32, 2.41, 3.35, 4.21, 4.25},
                                          std::vector{1, 0, 0, 1, 0, 1, 0, 1, 1, 1, 0}, 2, 4.25);
    const std::vector<Case> cases{
        {small_history(),
         small_model(),
         {{0.15, 0.6034982504578924, 2.519794576206087, 2.761133627550216, 3.9680048509874792},
          {0.29835597928396235, 1.2390259012891485, 1.3247105029373112, 2.1669439843315033, 4.170271058554211}}},
        {ties.value(),
         small_model(),
         {{0.15, 0.6028690697355281, 0.6028690697355281}, {0.1, 0.5028690697355281, 1.936862834522486}}},
        {tick.value(),
         two_types(1.0, 3.0, rows(2, 3, 4, 1), 2.0),
         {{1.2584157723629326, 4.7575354668710546, 7.289603472312543, 14.544265503496216, 26.808470199575137},
          {0.36, 9.38608350980524, 18.94812279432526, 21.538513046541297, 29.181535403857815, 33.29542124225981}}}};
    for (const Case& c : cases) {
        const auto found = compensators(c.history, c.model).value();
        for (std::size_t i = 0; i < 2; ++i) {
            REQUIRE(found.at_events[i].size() == c.wanted[i].size());
            for (std::size_t k = 0; k < c.wanted[i].size(); ++k) {
                CHECK(found.at_events[i][k] == Approx(c.wanted[i][k]).epsilon(1e-13));
            }
        }
        const auto e = hawkes_likelihood(c.history, c.model).value();
        CHECK(found.at_end.sum() == Approx(e.compensator).epsilon(1e-13));
    }
}

TEST_CASE("residual tests of the worked examples", "[hawkes][residuals]")
{
    const auto few = residual_tests(small_history(), small_model()).value();
    CHECK(few[0]->distance == within(0.2354014657, 1e-10));
    CHECK(few[0]->p == within(0.8868, 5e-5));
    CHECK(few[1]->distance == within(0.1903662328, 1e-10));
    CHECK(few[1]->p == within(0.9769, 5e-5));
    CHECK_FALSE(few[0]->enough_for_alert);
    CHECK(few[0]->mean_gap == Approx(3.9680048509874792 / 5.0).epsilon(1e-13));
    const auto fit = fit_hawkes(simulated_history()).value();
    const auto many = residual_tests(simulated_history(), fit.model).value();
    CHECK(many[0]->n == 96);
    CHECK(many[0]->distance == within(0.0542374, 2e-6));
    CHECK(many[0]->p == within(0.926, 5e-4));
    CHECK(many[1]->distance == within(0.0499270, 2e-6));
    CHECK(many[1]->p == within(0.973, 5e-4));
    CHECK(many[0]->five_percent_line == Approx(1.358 / std::sqrt(96.0)));
    CHECK(many[0]->mean_gap == within(1.0, 0.05));
    CHECK(many[0]->enough_for_alert);
}

TEST_CASE("p after fitting is too kind", "[hawkes][residuals]")
{
    // At the truth p is uniform; at the fit to the same events it hardly ever falls below one half by chance.
    double truth = 0.0;
    double fitted = 0.0;
    constexpr int samples = 30;
    HawkesFitOptions options;
    options.starts = 1;
    for (std::uint64_t id = 0; id < samples; ++id) {
        const auto history = simulate_hawkes_clusters(simulated_truth(), {.horizon = 300.0, .id = id}).value();
        truth += residual_tests(history, simulated_truth()).value()[0]->p / samples;
        fitted += residual_tests(history, fit_hawkes(history, options)->model).value()[0]->p / samples;
    }
    CHECK(truth == within(0.5, 0.16));  // three standard errors of a mean of 30 uniform numbers
    CHECK(fitted > truth + 0.15);
}

TEST_CASE("gaps are tested against the exponential distribution", "[hawkes][residuals]")
{
    // D of 0.5, 0.1, 2 by hand: sorted cdf 0.0951626, 0.3934693, 0.8646647; scipy kstest gives 0.2731973 at the second.
    const auto test = exponential_test(std::vector{0.5, 0.1, 2.0}).value();
    CHECK(test.distance == Approx(2.0 / 3.0 - (1.0 - std::exp(-0.5))).epsilon(1e-14));
    CHECK(test.mean_gap == Approx(2.6 / 3.0));
    const double m = 2.6 / 3.0;
    const double squares = (0.5 - m) * (0.5 - m) + (0.1 - m) * (0.1 - m) + (2 - m) * (2 - m);
    CHECK(test.lag1_correlation.value() == Approx(((0.5 - m) * (0.1 - m) + (0.1 - m) * (2 - m)) / squares));
    CHECK_FALSE(exponential_test(std::vector{1.0, 1.0, 1.0})->lag1_correlation);
    CHECK_FALSE(exponential_test(std::vector{1.0, 2.0})->lag1_correlation);
    CHECK(exponential_test(std::vector{0.0, 0.0})->distance == 1.0);
    CHECK(exponential_test(std::vector{1.7e308, 1.7e308, 1e308})->mean_gap == Approx(1.4666666666666667e308));
    CHECK(exponential_test(std::vector<double>{}).error().code == Errc::no_data);
    CHECK(exponential_test(std::vector{-1.0}).error().code == Errc::bad_value);
    CHECK(exponential_test(std::vector{std::nan("")}).error().code == Errc::bad_value);
}

TEST_CASE("compensators rise and end at their total", "[hawkes][residuals]")
{
    CHECK(rc::check("random histories", [](std::uint64_t id) {
        Draws draws{id};
        const int types = 1 + draws.below(4);
        const auto history = random_history(draws, static_cast<std::size_t>(draws.below(100)), types, 0.2);
        const auto model = random_model(draws, types);
        const auto found = compensators(history, model).value();
        const auto e = hawkes_likelihood(history, model).value();
        RC_ASSERT(std::abs(found.at_end.sum() - e.compensator) <= 1e-12 * e.compensator);
        for (std::size_t i = 0; i < found.at_events.size(); ++i) {
            double last = 0.0;
            for (const double value : found.at_events[i]) {
                RC_ASSERT(value >= last);
                last = value;
            }
            RC_ASSERT(last <= found.at_end[static_cast<Eigen::Index>(i)]);
        }
    }));
}
